using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>The block allocation table of a dynamic or differencing VHD, read page by page.</summary>
internal sealed class VhdBlockTable
{
    public const long Absent = -1;

    private const uint NoBlock = uint.MaxValue;
    private const int PageSize = 64 << 10;
    private const int EntriesPerPage = PageSize / sizeof(uint);
    private const int CachedPages = 64;

    // A table of this size is searched for overlaps when it is opened; a larger one would make opening slow.
    private const long LargestCheckedTable = 16 << 20;

    private readonly ByteSource _source;
    private readonly VhdDynamicHeader _header;
    private readonly PageCache _pages;

    private VhdBlockTable(ByteSource source, VhdDynamicHeader header)
    {
        _source = source;
        _header = header;
        _pages = new PageCache(source, CachedPages);
    }

    /// <summary>Opens the table and refuses one in which blocks lie over each other.</summary>
    /// <param name="source">The file up to its footer.</param>
    /// <param name="header">The dynamic header.</param>
    /// <param name="headerOffset">Where it begins.</param>
    public static VhdBlockTable Open(ByteSource source, VhdDynamicHeader header, long headerOffset)
    {
        var table = new VhdBlockTable(source, header);
        var tableLength = header.EntryCount * sizeof(uint);
        if (tableLength <= LargestCheckedTable)
            table.RefuseOverlaps([new(0, VhdFooter.Size), new(headerOffset, VhdDynamicHeader.Size), new(header.TableOffset, tableLength)]);
        return table;
    }

    /// <summary>Finds a block.</summary>
    /// <returns>The file offset of its bitmap or <see cref="Absent"/>, and how many blocks from it on are absent too; 1 for a block that is there.</returns>
    public (long Start, long Count) Find(long block)
    {
        var start = Place(block);
        long count = 1;
        // Looking on stops at the page's end, so that one question never reads more than one page.
        while (start == Absent && block + count < _header.EntryCount && (block + count) % EntriesPerPage != 0 && Place(block + count) == Absent)
            count++;
        return (start, count);
    }

    private long Place(long block)
    {
        var page = block / EntriesPerPage;
        var pageOffset = page * PageSize;
        var bytes = _pages.Get(page, _header.TableOffset + pageOffset, (int)Math.Min(PageSize, (_header.EntryCount * sizeof(uint)) - pageOffset));
        var entry = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)(block % EntriesPerPage) * sizeof(uint)));
        if (entry == NoBlock)
            return Absent;
        var start = (long)entry * VhdFooter.SectorSize;
        if (start < VhdFooter.Size || start >= _source.Length)
            throw Bad(VhdDiagnostics.BadBlockEntry, block, $"the entry of block {block} points to byte {start}, where no block can be (the file has {_source.Length} bytes); it is cut off or damaged");
        return start;
    }

    private void RefuseOverlaps(ReadOnlySpan<ByteRange> structures)
    {
        var length = _header.BitmapSize + (long)_header.BlockSize;
        var starts = new List<(long Start, long Block)>();
        for (long block = 0; block < _header.EntryCount; block++)
        {
            var start = Place(block);
            if (start == Absent)
                continue;
            starts.Add((start, block));
            foreach (var structure in structures)
            {
                if (start < structure.End && structure.Offset < start + length)
                    throw Bad(VhdDiagnostics.Overlap, block, $"block {block} at byte {start} lies over the file's own tables; restore the file from a copy");
            }
        }

        starts.Sort();
        for (var i = 1; i < starts.Count; i++)
        {
            if (starts[i].Start - starts[i - 1].Start < length)
                throw Bad(VhdDiagnostics.Overlap, starts[i].Block, $"two blocks share byte {starts[i].Start} of the file; the content of one of them is lost, restore the file from a copy");
        }
    }

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long block, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, _header.TableOffset + (block * sizeof(uint))), message);
}
