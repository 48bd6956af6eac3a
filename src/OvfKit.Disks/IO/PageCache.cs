namespace OvfKit.IO;

/// <summary>Keeps recently read pieces of tables (grain tables, block maps) in a bounded number of slots. Thread-safe, lock-free.</summary>
/// <remarks>Two threads may read the same piece at once; the last one stays. A table of any size costs at most <c>slots × piece</c> bytes;
/// pieces of zeros share one, and those that lie in a hole of the file are not even read.</remarks>
/// <param name="source">The file.</param>
/// <param name="slots">How many pieces are kept.</param>
/// <param name="prepare">Changes a piece after it was read, zeros not among them; null to keep the bytes of the file.</param>
internal sealed class PageCache(ByteSource source, int slots, Action<byte[]>? prepare = null)
{
    private readonly Page?[] _pages = new Page?[slots];
    private byte[] _zeros = [];
    private Stretch? _known;

    public byte[] Get(long key, long offset, int length)
    {
        ref var slot = ref _pages[(int)(key % _pages.Length)];
        var page = Volatile.Read(ref slot);
        if (page is not null && page.Key == key)
            return page.Bytes;
        var bytes = IsHole(offset, length) ? Zeros(length) : Read(offset, length);
        Volatile.Write(ref slot, new Page(key, bytes));
        return bytes;
    }

    private byte[] Read(long offset, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        source.ReadExactly(offset, bytes);
        if (!bytes.AsSpan().ContainsAnyExcept((byte)0))
            return Zeros(length);
        prepare?.Invoke(bytes);
        return bytes;
    }

    private byte[] Zeros(int length)
    {
        var zeros = Volatile.Read(ref _zeros);
        if (zeros.Length != length)
            Volatile.Write(ref _zeros, zeros = new byte[length]);
        return zeros;
    }

    private bool IsHole(long offset, int length)
    {
        // Bytes that are missing are no zeros.
        if (offset < 0 || offset > source.Length - length)
            return false;
        var known = Volatile.Read(ref _known);
        if (known is null || offset < known.Start || offset >= known.End)
        {
            var data = source.NextData(offset) ?? new ByteRange(source.Length, 0);
            Volatile.Write(ref _known, known = new Stretch(offset, data.Offset, data.End));
        }

        return offset + length <= known.Data;
    }

    private sealed record Page(long Key, byte[] Bytes);

    /// <summary>The file system's last answer: a hole from the start to the data, which goes on to the end.</summary>
    private sealed record Stretch(long Start, long Data, long End);
}
