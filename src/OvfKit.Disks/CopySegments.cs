namespace OvfKit.Disks;

/// <summary>Finds the segments that a copy must look at.</summary>
internal static class CopySegments
{
    // Blocks that must be decoded as a whole are not split between two segments, up to this size.
    private const int LargestSegment = 4 << 20;

    /// <summary>The size of a copy's segments in bytes: the writer's, or that of the source's blocks where they are larger.</summary>
    public static int Size(DiskImage source, DiskWriter writer) =>
        source.BlockSize > writer.SegmentSize && source.BlockSize <= LargestSegment && source.BlockSize % writer.SegmentSize == 0 ? source.BlockSize : writer.SegmentSize;

    /// <summary>The segments that may hold data, ascending.</summary>
    public static IEnumerable<(long Offset, int Length)> Find(DiskImage source, DiskImage? parent, int segmentSize)
    {
        var own = Offsets(source, source.Length, segmentSize);
        // Where only the parent holds data, the child must hold zeros.
        var offsets = parent is null ? own : Merge(own, Offsets(parent, source.Length, segmentSize));
        return offsets.Select(offset => (offset, (int)Math.Min(segmentSize, source.Length - offset)));
    }

    private static IEnumerable<long> Offsets(DiskImage image, long end, int segmentSize)
    {
        var next = 0L;
        foreach (var extent in image.Extents())
        {
            if (extent.Kind == RunKind.Zero)
                continue;
            for (next = Math.Max(next, extent.Offset / segmentSize * segmentSize); next < extent.End; next += segmentSize)
            {
                if (next >= end)
                    yield break;
                yield return next;
            }
        }
    }

    private static IEnumerable<long> Merge(IEnumerable<long> first, IEnumerable<long> second)
    {
        using var a = first.GetEnumerator();
        using var b = second.GetEnumerator();
        var (inA, inB) = (a.MoveNext(), b.MoveNext());
        while (inA || inB)
        {
            var next = Math.Min(inA ? a.Current : long.MaxValue, inB ? b.Current : long.MaxValue);
            yield return next;
            inA = inA && (a.Current != next || a.MoveNext());
            inB = inB && (b.Current != next || b.MoveNext());
        }
    }
}
