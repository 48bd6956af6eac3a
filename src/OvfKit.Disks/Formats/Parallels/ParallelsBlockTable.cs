using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>The block table of an expanding image (parallels.txt, "BAT").</summary>
internal sealed class ParallelsBlockTable
{
    public const long Absent = -1;

    private readonly ByteSource _source;
    private readonly ParallelsHeader _header;
    private readonly PagedTable<uint> _entries;
    private readonly bool _isEmpty;

    private ParallelsBlockTable(ByteSource source, ParallelsHeader header)
    {
        _source = source;
        _header = header;
        _entries = new PagedTable<uint>(source, ParallelsHeader.Size, (header.Sectors + header.BlockSectors - 1) / header.BlockSectors);
        _isEmpty = header.IsEmpty;
    }

    public static ParallelsBlockTable Open(ByteSource source, ParallelsHeader header, DiagnosticBag? diagnostics)
    {
        var table = new ParallelsBlockTable(source, header);
        if (table._isEmpty)
            table.WarnOfBlocks(diagnostics);
        else if (table._entries.IsSearchedOnOpening)
            table.RefuseOverlaps();
        return table;
    }

    /// <summary>Finds a block and its neighbours of the same kind.</summary>
    /// <returns>The file offset of the block or <see cref="Absent"/>, and how many blocks from it on are absent too or follow it in the file.</returns>
    public (long Start, long Count) Find(long block)
    {
        if (_isEmpty)
            return (Absent, _entries.Count - block);
        var entries = _entries.RestOfPage(block);
        if (entries[0] == 0)
        {
            var present = entries.IndexOfAnyExcept(0u);
            return (Absent, present < 0 ? entries.Length : present);
        }

        var start = Place(block, entries[0]);
        var count = 1;
        while (count < entries.Length && entries[count] != 0 && Place(block + count, entries[count]) == start + (count * _header.BlockSize))
            count++;
        return (start, count);
    }

    /// <summary>Looks for places of blocks that no entry names.</summary>
    public void ReportUnused(DiagnosticBag findings)
    {
        // What an extension keeps for itself is not known here.
        if (!_isEmpty && _header.ExtensionSector == 0)
            Space().ReportUnused(_source.Name, _source.Length, findings);
    }

    private long Place(long block, uint entry)
    {
        var start = (_header.IsExtended ? _header.BlockSize : ParallelsHeader.SectorSize) * entry;
        if (start < _header.TableEnd)
            throw Bad(ParallelsDiagnostics.BadBlockEntry, block, $"block {block} would begin at byte {start}, inside the block table that ends at byte {_header.TableEnd}");
        var length = Math.Min(_header.BlockSize, (_header.Sectors * ParallelsHeader.SectorSize) - (block * _header.BlockSize));
        return start <= _source.Length - length ? start : throw _source.CutOff(start, length);
    }

    private BlockSpace Space()
    {
        var space = new BlockSpace(_header.BlockSize);
        space.TakeStructure(new(0, _header.TableEnd));
        for (var block = 0L; block < _entries.Count;)
        {
            var (start, count) = Find(block);
            if (start != Absent)
                space.TakeBlocks(start, block, count);
            block += count;
        }

        return space;
    }

    private void RefuseOverlaps()
    {
        if (Space().FindOverlap() is var (at, block, other))
            throw Bad(ParallelsDiagnostics.Overlap, block, $"blocks {other} and {block} share byte {at} of the file; the content of one of them is lost, restore the file from a copy");
    }

    private void WarnOfBlocks(DiagnosticBag? diagnostics)
    {
        if (diagnostics is null || !_entries.IsSearchedOnOpening)
            return;
        for (var block = 0L; block < _entries.Count;)
        {
            var entries = _entries.RestOfPage(block);
            if (entries.IndexOfAnyExcept(0u) is >= 0 and var at)
            {
                diagnostics.Add(ParallelsDiagnostics.EmptyWithBlocks.At(
                    Location.AtOffset(_source.Name, _entries.OffsetOf(block + at)), "the image is marked as empty, so it is read as zeros, yet its block table has entries"));
                return;
            }

            block += entries.Length;
        }
    }

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long block, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, _entries.OffsetOf(block)), message);
}
