using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Finds the changes that a crash left in the log ([MS-VHDX] §2.3.2) and shows the file as if they were carried out.</summary>
internal static class VhdxLog
{
    private const int WindowSize = 64 << 10;

    // A writer leaves few entries behind that begin well and end badly. Many of them, each as long as the log, are made to keep a reader busy.
    private const int MostRoundsOfChecking = 16;

    // A log of 4 GiB, the longest there is, holds half as many data sectors.
    private const int MostPatches = 1 << 21;

    /// <summary>The content of the file: the file itself when the log is empty, else a view of it with the log replayed.</summary>
    public static ByteSource Open(ByteSource source, VhdxHeader header, DiskOpenOptions options)
    {
        if (header.LogGuid == Guid.Empty)
            return source;
        try
        {
            return Replay(source, header, options.Diagnostics);
        }
        catch (InvalidContentException exception) when (options.Recover)
        {
            options.Diagnostics?.Add(VhdxDiagnostics.LogIgnored.At(
                exception.Diagnostic.Location, $"the log cannot be replayed and is left out, so what was written last is missing and parts may not fit together ({exception.Diagnostic.Id}: {exception.Diagnostic.Message})"));
            return source;
        }
    }

    private static VhdxReplayedSource Replay(ByteSource source, VhdxHeader header, DiagnosticBag? diagnostics)
    {
        var at = Location.AtOffset(source.Name, header.Log.Offset);
        if (header.Log.Length == 0)
            throw VhdxDiagnostics.BadLog.Invalid(at, "the disk was not closed cleanly, but it has no log; restore the file from a copy");

        var ring = new VhdxLogRing(source, header.Log);
        var sequence = ActiveSequence(Entries(ring, header.LogGuid, at), ring.Length);
        if (sequence.Count == 0)
            throw VhdxDiagnostics.BadLog.Invalid(at, "the disk was not closed cleanly, and its log holds no complete sequence of changes: the log is damaged, restore the file from a copy");
        var head = sequence[^1];
        if (source.Length < head.FlushedFileOffset)
            throw source.CutOff(0, head.FlushedFileOffset);
        if (head.LastFileOffset is < 0 or > MaxFileOffset)
            throw VhdxDiagnostics.BadLog.Invalid(at, $"the log extends the file to {head.LastFileOffset} bytes, longer than any disk needs; restore the file from a copy");

        var patches = Patches(ring, sequence, at);
        diagnostics?.Add(VhdxDiagnostics.LogNotEmpty.At(
            at, $"the disk was not closed cleanly; {patches.Count} changes are read from its log, and the file stays as it is. Programs that ignore the log read something else"));
        return new VhdxReplayedSource(source, ring, VhdxPatch.Flatten(patches), head.LastFileOffset);
    }

    private static Dictionary<long, VhdxLogEntry> Entries(VhdxLogRing ring, Guid logGuid, Location at)
    {
        var entries = new Dictionary<long, VhdxLogEntry>();
        var window = new byte[WindowSize];
        var work = new byte[WindowSize];
        var wasted = 0L;
        for (long offset = 0, loaded = -1; offset < ring.Length;)
        {
            if (offset / WindowSize != loaded)
            {
                loaded = offset / WindowSize;
                ring.Read(loaded * WindowSize, window);
            }

            if (VhdxLogEntry.ParseHeader(window.AsSpan((int)(offset % WindowSize)), offset, ring.Length, logGuid) is { } entry)
            {
                if (entry.IsSound(ring, work))
                {
                    entries.Add(offset, entry);
                    offset += entry.Length;
                    continue;
                }

                wasted += entry.Length;
                if (wasted > MostRoundsOfChecking * ring.Length)
                    throw VhdxDiagnostics.BadLog.Invalid(at, "the log is full of entries that lie over one another; it is damaged, restore the file from a copy");
            }

            offset += VhdxLogEntry.SectorSize;
        }

        return entries;
    }

    // Of all rows of entries with rising numbers that reach back to the tail their last one names, the one with the highest number counts.
    private static List<VhdxLogEntry> ActiveSequence(Dictionary<long, VhdxLogEntry> entries, long ringLength)
    {
        var followers = entries.Values.Select(Next).OfType<VhdxLogEntry>().Select(entry => entry.Offset).ToHashSet();
        List<VhdxLogEntry> active = [];
        foreach (var first in entries.Values.Where(entry => !followers.Contains(entry.Offset)))
        {
            var row = new List<VhdxLogEntry>();
            for (VhdxLogEntry? entry = first; entry is not null; entry = Next(entry.Value))
                row.Add(entry.Value);
            var tail = row.FindIndex(entry => entry.Offset == row[^1].Tail);
            if (tail >= 0 && (active.Count == 0 || row[^1].SequenceNumber > active[^1].SequenceNumber))
                active = row[tail..];
        }

        return active;

        VhdxLogEntry? Next(VhdxLogEntry entry) =>
            entries.TryGetValue((entry.Offset + entry.Length) % ringLength, out var next) && next.SequenceNumber == entry.SequenceNumber + 1 ? next : null;
    }

    private static List<VhdxPatch> Patches(VhdxLogRing ring, List<VhdxLogEntry> sequence, Location at)
    {
        var patches = new List<VhdxPatch>();
        foreach (var patch in sequence.SelectMany(entry => entry.Patches(ring)))
        {
            if (patch.Offset < 0 || patch.Length < 0 || patch.Offset > MaxFileOffset || patch.Length > MaxFileOffset || (patch.Offset | patch.Length) % VhdxLogEntry.SectorSize != 0)
                throw VhdxDiagnostics.BadLog.Invalid(at, $"the log changes {patch.Length} bytes at byte {patch.Offset}, which are not whole sectors of 4096 bytes within a file; restore the file from a copy");
            if (patches.Count == MostPatches)
                throw VhdxDiagnostics.BadLog.Invalid(at, $"the log holds more than {MostPatches} changes; attach the disk once in Hyper-V, which empties the log, and try again");
            if (patch.Length > 0)
                patches.Add(patch);
        }

        return patches;
    }
}
