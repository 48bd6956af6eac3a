using System.Collections;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>The block map: which block of the file holds which block of the guest.</summary>
internal sealed class VdiBlockMap
{
    /// <summary>The block is not in this image: the parent's, or zeros.</summary>
    public const uint Free = uint.MaxValue;

    /// <summary>The block is zeros, whatever a parent holds.</summary>
    public const uint Zero = uint.MaxValue - 1;

    private readonly ByteSource _source;
    private readonly VdiHeader _header;
    private readonly PagedTable<uint> _entries;

    private VdiBlockMap(ByteSource source, VdiHeader header)
    {
        _source = source;
        _header = header;
        _entries = new PagedTable<uint>(source, header.MapOffset, header.BlockCount);
    }

    public static VdiBlockMap Open(ByteSource source, VdiHeader header)
    {
        var length = (long)header.BlockCount * sizeof(uint);
        if (header.MapOffset > source.Length - length)
            throw source.CutOff(header.MapOffset, length);
        var map = new VdiBlockMap(source, header);
        if (map._entries.IsSearchedOnOpening)
            map.RefuseBlocksUsedTwice();
        return map;
    }

    /// <summary>Finds a block and its neighbours of the same kind.</summary>
    /// <returns>The entry, and how many blocks from it on are free or zeros too, or follow it in the file.</returns>
    public (uint Entry, long Count) Find(long block)
    {
        var entries = _entries.RestOfPage(block);
        var entry = Checked(block, entries[0]);
        var count = 1;
        if (entry >= Zero)
        {
            var other = entries.IndexOfAnyExcept(entry);
            count = other < 0 ? entries.Length : other;
        }
        else if (_header.BlockExtra == 0)
        {
            // Blocks with something between them do not join.
            while (count < entries.Length && entries[count] == entry + count && entry + count < _entries.Count)
                count++;
        }

        return (entry, count);
    }

    /// <summary>The number of blocks the image holds; reads the whole map.</summary>
    public long CountStored()
    {
        var stored = 0L;
        for (var block = 0L; block < _entries.Count;)
        {
            var (entry, count) = Find(block);
            stored += entry < Zero ? count : 0;
            block += count;
        }

        return stored;
    }

    /// <summary>Looks for places of blocks that no entry names.</summary>
    public void ReportUnused(DiagnosticBag findings)
    {
        var size = (long)_header.BlockSize + _header.BlockExtra;
        var space = new BlockSpace(size);
        space.TakeStructure(new(0, _header.DataOffset));
        for (var block = 0L; block < _entries.Count;)
        {
            var (entry, count) = Find(block);
            if (entry < Zero)
                space.TakeBlocks(_header.DataOffset + (entry * size), block, count);
            block += count;
        }

        space.ReportUnused(_source.Name, _source.Length, findings);
    }

    /// <summary>The file offset of a block's guest bytes.</summary>
    public long OffsetOf(uint entry) => _header.DataOffset + (entry * ((long)_header.BlockSize + _header.BlockExtra)) + _header.BlockExtra;

    private uint Checked(long block, uint entry) => entry >= Zero || entry < _entries.Count
        ? entry
        : throw Bad(VdiDiagnostics.BadBlockEntry, block, $"block {block} would be number {entry} in the file, which has at most {_entries.Count}");

    private void RefuseBlocksUsedTwice()
    {
        var used = new BitArray((int)_entries.Count);
        for (var block = 0L; block < _entries.Count;)
        {
            var (entry, count) = Find(block);
            for (var i = 0; i < count && entry < Zero; i++)
            {
                if (used[(int)entry + i])
                    throw Bad(VdiDiagnostics.Overlap, block + i, $"block {block + i} shares number {entry + i} in the file with another one; the content of one of them is lost");
                used[(int)entry + i] = true;
            }

            block += count;
        }
    }

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long block, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, _entries.OffsetOf(block)), message + "; the file is damaged, restore it from a copy");
}
