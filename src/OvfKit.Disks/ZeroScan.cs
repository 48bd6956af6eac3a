using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>Finds the parts of a buffer that are not zero, or not the same as another.</summary>
internal static class ZeroScan
{
    /// <summary>Whether all bytes are zero; vectorised by the runtime.</summary>
    public static bool IsZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);

    /// <summary>Lists the runs of units that hold a byte other than zero, joined, ascending.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="unit">The unit in bytes; the last one may be shorter.</param>
    /// <param name="ranges">Receives the runs; room for half the units, rounded up, is enough.</param>
    /// <returns>The number of runs.</returns>
    public static int FindData(ReadOnlySpan<byte> bytes, int unit, Span<ByteRange> ranges) => Find(bytes, default, unit, ranges);

    /// <summary>Lists the runs of units that differ from those of another buffer of the same length, joined, ascending.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="other">The buffer to compare with.</param>
    /// <param name="unit">The unit in bytes; the last one may be shorter.</param>
    /// <param name="ranges">Receives the runs; room for half the units, rounded up, is enough.</param>
    /// <returns>The number of runs.</returns>
    public static int FindChanges(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> other, int unit, Span<ByteRange> ranges) => Find(bytes, other, unit, ranges);

    private static int Find(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> other, int unit, Span<ByteRange> ranges)
    {
        var count = 0;
        for (var at = 0; at < bytes.Length;)
        {
            var end = Math.Min(at + unit, bytes.Length);
            if (other.IsEmpty ? !IsZero(bytes[at..end]) : !bytes[at..end].SequenceEqual(other[at..end]))
            {
                if (count > 0 && ranges[count - 1].End == at)
                    ranges[count - 1] = ranges[count - 1] with { Length = end - ranges[count - 1].Offset };
                else
                    ranges[count++] = new ByteRange(at, end - at);
            }

            at = end;
        }

        return count;
    }
}
