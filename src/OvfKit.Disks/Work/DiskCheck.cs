using System.Buffers;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Work;

/// <summary>Looks for everything wrong with an image: reads all data through all layers, looks for bytes used twice, and asks the format about its tables.</summary>
public static class DiskCheck
{
    private const int Piece = 1 << 20;

    // A table of this many runs belongs to an image of many TiB; more are not held against each other.
    private const int MostRuns = 64 << 20;

    /// <summary>Checks an image. It goes on after a finding, so that one run tells all.</summary>
    /// <param name="image">The image; its parents are checked with it.</param>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="progress">Told how far reading is; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The guest bytes of data that could be read.</returns>
    /// <exception cref="IOException">The image cannot be read.</exception>
    public static async Task<long> RunAsync(DiskImage image, DiagnosticBag findings, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(findings);
        for (var layer = image; layer is not null; layer = layer.Parent)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Try(() => FindOverlaps(layer, findings), findings);
            Try(() => layer.CheckTables(findings), findings);
        }

        PartitionCheck.Run(image, findings);
        var read = 0L;
        await Parallel.ForEachAsync(Pieces(image, findings), cancellationToken, (piece, _) =>
        {
            var good = Read(image, piece, findings);
            var total = Interlocked.Add(ref read, good);
            progress?.Report(new CopyProgress(piece.End, image.Length, total));
            return default;
        }).ConfigureAwait(false);
        return read;
    }

    private static IEnumerable<ByteRange> Pieces(DiskImage image, DiagnosticBag findings)
    {
        using var extents = image.Extents().Where(extent => extent.Kind != RunKind.Zero).GetEnumerator();
        while (true)
        {
            // Tables that cannot be read on end the walk; what came before is read all the same.
            var more = false;
            if (!Try(() => more = extents.MoveNext(), findings) || !more)
                yield break;
            var extent = extents.Current;
            for (var at = extent.Offset; at < extent.End;)
            {
                var end = Math.Min(extent.End, (at / Piece * Piece) + Piece);
                yield return new ByteRange(at, end - at);
                at = end;
            }
        }
    }

    private static long Read(DiskImage image, ByteRange piece, DiagnosticBag findings)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)piece.Length);
        try
        {
            return Read(image, piece, buffer, findings);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long Read(DiskImage image, ByteRange piece, byte[] buffer, DiagnosticBag findings)
    {
        try
        {
            image.Read(piece.Offset, buffer.AsSpan(0, (int)piece.Length));
            return piece.Length;
        }
        catch (OvfKitException)
        {
            // Somewhere in it is damage: block by block shows where, and what else is there.
        }

        var good = 0L;
        for (var at = piece.Offset; at < piece.End;)
        {
            var end = Math.Min(piece.End, (at / image.BlockSize * image.BlockSize) + image.BlockSize);
            var (offset, length) = (at, (int)(end - at));
            if (Try(() => image.Read(offset, buffer.AsSpan(0, length)), findings))
                good += length;
            at = end;
        }

        return good;
    }

    private static void FindOverlaps(DiskImage layer, DiagnosticBag findings)
    {
        foreach (var file in layer.OwnRuns().Where(run => run.Run.Source is not null).Take(MostRuns)
            .Select(run => (Source: run.Run.Source!, Stored: StoredRange(run.Run), run.Offset))
            .GroupBy(run => run.Source))
        {
            ByteRange last = default;
            var lastOffset = 0L;
            foreach (var (_, stored, offset) in file.OrderBy(run => run.Stored.Offset))
            {
                if (stored.Offset < last.End)
                {
                    findings.Add(DiskDiagnostics.StoredTwice.At(
                        Location.AtOffset(file.Key.Name, stored.Offset), $"the same stored bytes serve guest bytes {lastOffset} and {offset}: one of them is wrong; the tables are damaged"));
                }

                if (stored.End > last.End)
                    (last, lastOffset) = (stored, offset);
            }
        }
    }

    // Encoded blocks are read in whole sectors and may share one with their neighbours; only their beginnings must differ.
    private static ByteRange StoredRange(in Run run) => new(run.SourceOffset, run.Kind == RunKind.Stored ? run.Length : 1);

    private static bool Try(Action act, DiagnosticBag findings)
    {
        try
        {
            act();
            return true;
        }
        catch (OvfKitException exception)
        {
            findings.Add(exception.Diagnostic);
            return false;
        }
    }
}
