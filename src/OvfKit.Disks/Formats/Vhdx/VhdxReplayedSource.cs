using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>A file as it is once the log is replayed. The file itself is not touched; it must outlive this view.</summary>
internal sealed class VhdxReplayedSource : ByteSource
{
    private readonly ByteSource _file;
    private readonly VhdxLogRing _ring;
    private readonly VhdxPatch[] _patches;

    /// <summary>Lays the changes over the file.</summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="ring">Where the new bytes are.</param>
    /// <param name="patches">The changes, ascending and apart; data in whole sectors.</param>
    /// <param name="length">The length to which the file must be extended, if it is shorter.</param>
    public VhdxReplayedSource(ByteSource file, VhdxLogRing ring, IReadOnlyCollection<VhdxPatch> patches, long length)
    {
        _file = file;
        _ring = ring;
        _patches = [.. patches];
        Length = Math.Max(file.Length, Math.Max(length, _patches.Length == 0 ? 0 : _patches[^1].End));
    }

    public override string Name => _file.Name;

    public override long Length { get; }

    public override ByteRange? NextData(long offset)
    {
        // What the log zeroes may still count as data; only what it fills must not count as a hole.
        var data = _file.NextData(offset);
        for (var i = FirstEndingAfter(offset); i < _patches.Length && (data is null || _patches[i].Offset < data.Value.Offset); i++)
        {
            if (_patches[i].IsZeros)
                continue;
            var start = Math.Max(offset, _patches[i].Offset);
            return new ByteRange(start, _patches[i].End - start);
        }

        return data;
    }

    protected override int ReadCore(long offset, Span<byte> destination)
    {
        var held = (int)Math.Clamp(_file.Length - offset, 0, destination.Length);
        var read = held == 0 ? 0 : _file.Read(offset, destination[..held]);
        if (read < held)
            return read;
        destination[held..].Clear();

        Span<byte> sector = stackalloc byte[VhdxLogEntry.SectorSize];
        var end = offset + destination.Length;
        for (var i = FirstEndingAfter(offset); i < _patches.Length && _patches[i].Offset < end; i++)
        {
            var patch = _patches[i];
            var start = Math.Max(offset, patch.Offset);
            var part = destination[(int)(start - offset)..(int)(Math.Min(end, patch.End) - offset)];
            if (patch.IsZeros)
            {
                part.Clear();
                continue;
            }

            patch.Read(_ring, sector);
            sector.Slice((int)(start - patch.Offset), part.Length).CopyTo(part);
        }

        return destination.Length;
    }

    private int FirstEndingAfter(long offset)
    {
        var (low, high) = (0, _patches.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_patches[middle].End <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
