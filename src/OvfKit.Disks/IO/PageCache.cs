namespace OvfKit.IO;

/// <summary>Keeps recently read pieces of tables (grain tables, block maps) in a bounded number of slots. Thread-safe, lock-free.</summary>
/// <remarks>Two threads may read the same piece at once; the last one stays. A table of any size costs at most <c>slots × piece</c> bytes.</remarks>
internal sealed class PageCache(ByteSource source, int slots)
{
    private readonly Page?[] _pages = new Page?[slots];

    public byte[] Get(long key, long offset, int length)
    {
        ref var slot = ref _pages[(int)(key % _pages.Length)];
        var page = Volatile.Read(ref slot);
        if (page is not null && page.Key == key)
            return page.Bytes;
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        source.ReadExactly(offset, bytes);
        Volatile.Write(ref slot, new Page(key, bytes));
        return bytes;
    }

    private sealed record Page(long Key, byte[] Bytes);
}
