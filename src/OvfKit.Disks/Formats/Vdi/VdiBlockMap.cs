using System.Buffers.Binary;
using System.Collections;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>The block map: which block of the file holds which block of the guest. Read page by page.</summary>
internal sealed class VdiBlockMap
{
    /// <summary>The block is not in this image: the parent's, or zeros.</summary>
    public const uint Free = uint.MaxValue;

    /// <summary>The block is zeros, whatever a parent holds.</summary>
    public const uint Zero = uint.MaxValue - 1;

    private const int PageSize = 64 << 10;
    private const int EntriesPerPage = PageSize / sizeof(uint);
    private const int CachedPages = 64;

    // A map of this size is searched for blocks used twice when it is opened; a larger one would make opening slow.
    private const long LargestCheckedMap = 16 << 20;

    private readonly ByteSource _source;
    private readonly VdiHeader _header;
    private readonly long _count;
    private readonly PageCache _pages;

    private VdiBlockMap(ByteSource source, VdiHeader header)
    {
        _source = source;
        _header = header;
        _count = header.BlockCount;
        _pages = new PageCache(source, CachedPages);
    }

    public static VdiBlockMap Open(ByteSource source, VdiHeader header)
    {
        var length = (long)header.BlockCount * sizeof(uint);
        if (header.MapOffset > source.Length - length)
            throw source.CutOff(header.MapOffset, length);
        var map = new VdiBlockMap(source, header);
        if (length <= LargestCheckedMap)
            map.RefuseBlocksUsedTwice();
        return map;
    }

    /// <summary>Finds a block and its neighbours of the same kind.</summary>
    /// <returns>The entry, and how many blocks from it on are free or zeros too, or follow it in the file.</returns>
    public (uint Entry, long Count) Find(long block)
    {
        var entry = Entry(block);
        var step = entry >= Zero || _header.BlockExtra > 0 ? 0u : 1u;
        long count = 1;
        // Looking on stops at the page's end, so that one question never reads more than one page. Blocks with something between them do not join.
        while ((entry >= Zero || step > 0) && block + count < _count && (block + count) % EntriesPerPage != 0 && Entry(block + count) == entry + (count * step))
            count++;
        return (entry, count);
    }

    /// <summary>The number of blocks the image holds; reads the whole map.</summary>
    public long CountStored()
    {
        var stored = 0L;
        for (var block = 0L; block < _count; block++)
            stored += Entry(block) < Zero ? 1 : 0;
        return stored;
    }

    /// <summary>The file offset of a block's guest bytes.</summary>
    public long OffsetOf(uint entry) => _header.DataOffset + (entry * ((long)_header.BlockSize + _header.BlockExtra)) + _header.BlockExtra;

    private uint Entry(long block)
    {
        var page = block / EntriesPerPage;
        var pageOffset = page * PageSize;
        var bytes = _pages.Get(page, _header.MapOffset + pageOffset, (int)Math.Min(PageSize, (_count * sizeof(uint)) - pageOffset));
        var entry = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)(block % EntriesPerPage) * sizeof(uint)));
        if (entry < Zero && entry >= _count)
            throw Bad(VdiDiagnostics.BadBlockEntry, block, $"block {block} would be number {entry} in the file, which has at most {_count}");
        return entry;
    }

    private void RefuseBlocksUsedTwice()
    {
        var used = new BitArray((int)_count);
        for (var block = 0L; block < _count; block++)
        {
            var entry = Entry(block);
            if (entry >= Zero)
                continue;
            if (used[(int)entry])
                throw Bad(VdiDiagnostics.Overlap, block, $"block {block} shares number {entry} in the file with another one; the content of one of them is lost");
            used[(int)entry] = true;
        }
    }

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long block, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, _header.MapOffset + (block * sizeof(uint))), message + "; the file is damaged, restore it from a copy");
}
