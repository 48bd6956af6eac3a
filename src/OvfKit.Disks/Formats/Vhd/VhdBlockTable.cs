using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>The block allocation table of a dynamic or differencing VHD.</summary>
internal sealed class VhdBlockTable
{
    public const long Absent = -1;

    private const uint NoBlock = uint.MaxValue;

    private readonly ByteSource _source;
    private readonly VhdDynamicHeader _header;
    private readonly long _headerOffset;
    private readonly PagedTable<uint> _entries;

    private VhdBlockTable(ByteSource source, VhdDynamicHeader header, long headerOffset)
    {
        _source = source;
        _header = header;
        _headerOffset = headerOffset;
        _entries = new PagedTable<uint>(source, header.TableOffset, header.EntryCount, isBigEndian: true);
    }

    /// <summary>Opens the table and refuses one in which blocks lie over each other.</summary>
    /// <param name="source">The file up to its footer.</param>
    /// <param name="header">The dynamic header.</param>
    /// <param name="headerOffset">Where it begins.</param>
    public static VhdBlockTable Open(ByteSource source, VhdDynamicHeader header, long headerOffset)
    {
        var table = new VhdBlockTable(source, header, headerOffset);
        if (table._entries.IsSearchedOnOpening)
            table.RefuseOverlaps();
        return table;
    }

    /// <summary>Finds a block.</summary>
    /// <returns>The file offset of its bitmap or <see cref="Absent"/>, and how many blocks from it on are absent too; 1 for a block that is there.</returns>
    public (long Start, long Count) Find(long block)
    {
        var entries = _entries.RestOfPage(block);
        if (entries[0] != NoBlock)
            return (Place(block, entries[0]), 1);
        var present = entries.IndexOfAnyExcept(NoBlock);
        return (Absent, present < 0 ? entries.Length : present);
    }

    /// <summary>Looks for places of blocks that no entry names.</summary>
    public void ReportUnused(DiagnosticBag findings) => Space().ReportUnused(_source.Name, _source.Length, findings);

    private long Place(long block, uint entry)
    {
        var start = (long)entry * VhdFooter.SectorSize;
        if (start < VhdFooter.Size || start >= _source.Length)
            throw Bad(VhdDiagnostics.BadBlockEntry, block, $"the entry of block {block} points to byte {start}, where no block can be (the file has {_source.Length} bytes); it is cut off or damaged");
        return start;
    }

    private BlockSpace Space()
    {
        var space = new BlockSpace(_header.BitmapSize + (long)_header.BlockSize);
        space.TakeStructure(new(0, VhdFooter.Size));
        space.TakeStructure(new(_headerOffset, VhdDynamicHeader.Size));
        space.TakeStructure(new(_header.TableOffset, _entries.Count * sizeof(uint)));
        for (long block = 0; block < _entries.Count;)
        {
            var (start, count) = Find(block);
            if (start != Absent)
                space.TakeBlocks(start, block);
            block += count;
        }

        return space;
    }

    private void RefuseOverlaps()
    {
        if (Space().FindOverlap() is not var (at, block, other))
            return;
        throw other is null
            ? Bad(VhdDiagnostics.Overlap, block, $"block {block} at byte {at} lies over the file's own tables; restore the file from a copy")
            : Bad(VhdDiagnostics.Overlap, block, $"blocks {other} and {block} share byte {at} of the file; the content of one of them is lost, restore the file from a copy");
    }

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long block, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, _entries.OffsetOf(block)), message);
}
