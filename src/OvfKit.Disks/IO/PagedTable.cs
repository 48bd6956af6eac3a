using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OvfKit.IO;

/// <summary>A table of numbers in a file, such as a block table: read page by page, of which the last ones are kept. Thread-safe.</summary>
/// <typeparam name="T">An entry: <see cref="uint"/> or <see cref="ulong"/>.</typeparam>
internal sealed class PagedTable<T>
    where T : unmanaged, IBinaryInteger<T>
{
    // Opening searches a table for blocks used twice if it is no longer than this: 4 million blocks of 32 bits. Beyond, opening would
    // be slow; whoever checks such an image has it searched all the same.
    private const long LargestSearched = 16 << 20;

    private const int PageSize = 64 << 10;
    private const int CachedPages = 64;

    private readonly PageCache _pages;
    private readonly long _offset;

    /// <summary>Describes the table; nothing is read yet.</summary>
    /// <param name="source">The file.</param>
    /// <param name="offset">The offset of the first entry.</param>
    /// <param name="count">The number of entries.</param>
    /// <param name="isBigEndian">How they are stored.</param>
    public PagedTable(ByteSource source, long offset, long count, bool isBigEndian = false)
    {
        _pages = new PageCache(source, CachedPages, isBigEndian == BitConverter.IsLittleEndian ? Reverse : null);
        _offset = offset;
        Count = count;
    }

    public static int EntrySize => Unsafe.SizeOf<T>();

    public static int EntriesPerPage => PageSize / EntrySize;

    public long Count { get; }

    /// <summary>Whether the table is short enough to be searched for blocks used twice when the image is opened.</summary>
    public bool IsSearchedOnOpening => Count <= LargestSearched / EntrySize;

    public T this[long index] => RestOfPage(index)[0];

    /// <summary>An entry and those behind it in the same page: a question that looks at no more of them reads one page at most.</summary>
    public ReadOnlySpan<T> RestOfPage(long index)
    {
        var (page, within) = Math.DivRem(index, EntriesPerPage);
        var first = page * EntriesPerPage;
        var bytes = _pages.Get(page, OffsetOf(first), (int)Math.Min(EntriesPerPage, Count - first) * EntrySize);
        return MemoryMarshal.Cast<byte, T>(bytes)[(int)within..];
    }

    /// <summary>The file offset of an entry.</summary>
    public long OffsetOf(long index) => _offset + (index * EntrySize);

    private static void Reverse(byte[] page)
    {
        var narrow = MemoryMarshal.Cast<byte, uint>(page.AsSpan());
        var wide = MemoryMarshal.Cast<byte, ulong>(page.AsSpan());
        if (typeof(T) == typeof(uint))
            BinaryPrimitives.ReverseEndianness(narrow, narrow);
        else
            BinaryPrimitives.ReverseEndianness(wide, wide);
    }
}
