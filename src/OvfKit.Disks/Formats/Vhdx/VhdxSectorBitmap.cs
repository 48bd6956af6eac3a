using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The sector bitmaps of a child ([MS-VHDX] §2.5.3): which sectors of a partially present block are its own. Thread-safe.</summary>
/// <remarks>One bit for each logical sector, the lowest of a byte first; one MiB for each chunk of blocks.</remarks>
internal sealed class VhdxSectorBitmap(ByteSource source, VhdxBlockTable table, VhdxMetadata metadata)
{
    private const int PageSize = 64 << 10;
    private const int SectorsPerPage = PageSize * 8;
    private const int PagesPerChunk = MiB / PageSize;
    private const int CachedPages = 64;

    private readonly PageCache _pages = new(source, CachedPages);

    /// <summary>Says of a guest byte in a partially present block whether it is the child's own.</summary>
    /// <param name="offset">The guest byte.</param>
    /// <returns>Whether it is, and how many bytes from it on, at most to the end of its block, share the answer.</returns>
    public (bool IsOwn, long Length) Find(long offset)
    {
        var sector = offset / metadata.LogicalSectorSize;
        var (key, bit) = Math.DivRem(sector, SectorsPerPage);
        var page = _pages.Get(key, table.FindBitmap(key / PagesPerChunk) + (key % PagesPerChunk * PageSize), PageSize);
        var blockEnd = ((offset / metadata.BlockSize) + 1) * (metadata.BlockSize / metadata.LogicalSectorSize);
        var end = RunEnd(page, (int)bit, (int)Math.Min(SectorsPerPage, blockEnd - (key * SectorsPerPage)), out var isOwn);
        return (isOwn, ((key * SectorsPerPage) + end) * metadata.LogicalSectorSize - offset);
    }

    private static int RunEnd(ReadOnlySpan<byte> bits, int start, int end, out bool value)
    {
        value = IsSet(bits, start);
        var at = start;
        while (at < end && at % 8 != 0 && IsSet(bits, at) == value)
            at++;
        if (at % 8 != 0 || at >= end)
            return at;
        var whole = bits[(at / 8)..(end / 8)];
        var same = whole.IndexOfAnyExcept(value ? byte.MaxValue : (byte)0);
        at += (same < 0 ? whole.Length : same) * 8;
        while (at < end && IsSet(bits, at) == value)
            at++;
        return at;
    }

    private static bool IsSet(ReadOnlySpan<byte> bits, int bit) => (bits[bit / 8] & (1 << (bit % 8))) != 0;
}
