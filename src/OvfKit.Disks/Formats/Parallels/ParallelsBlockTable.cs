using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>The block table of an expanding image (parallels.txt, "BAT"), read page by page.</summary>
internal sealed class ParallelsBlockTable
{
    public const long Absent = -1;

    private const int PageSize = 64 << 10;
    private const int EntriesPerPage = PageSize / sizeof(uint);
    private const int CachedPages = 64;

    // A table of this size is searched for overlaps when it is opened; a larger one would make opening slow.
    private const long LargestCheckedTable = 4 << 20;

    private readonly ByteSource _source;
    private readonly ParallelsHeader _header;
    private readonly PageCache _pages;
    private readonly long _blockCount;
    private readonly bool _isEmpty;

    private ParallelsBlockTable(ByteSource source, ParallelsHeader header)
    {
        _source = source;
        _header = header;
        _pages = new PageCache(source, CachedPages);
        _blockCount = (header.Sectors + header.BlockSectors - 1) / header.BlockSectors;
        _isEmpty = header.IsEmpty;
    }

    public static ParallelsBlockTable Open(ByteSource source, ParallelsHeader header, DiagnosticBag? diagnostics)
    {
        var table = new ParallelsBlockTable(source, header);
        if (table._isEmpty)
            table.WarnOfBlocks(diagnostics);
        else if (header.TableEnd - ParallelsHeader.Size <= LargestCheckedTable)
            table.RefuseOverlaps();
        return table;
    }

    /// <summary>Finds a block and its neighbours of the same kind.</summary>
    /// <returns>The file offset of the block or <see cref="Absent"/>, and how many blocks from it on are absent too or follow it in the file.</returns>
    public (long Start, long Count) Find(long block)
    {
        if (_isEmpty)
            return (Absent, _blockCount - block);
        // Looking on stops at the page's end, so that one question never reads more than one page.
        var entries = Page(block / EntriesPerPage)[(int)(block % EntriesPerPage)..];
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

    // The entries as they are stored: other than zero they must go through Place.
    private ReadOnlySpan<uint> Page(long page)
    {
        var count = (int)Math.Min(EntriesPerPage, _blockCount - (page * EntriesPerPage));
        return MemoryMarshal.Cast<byte, uint>(_pages.Get(page, ParallelsHeader.Size + (page * PageSize), count * sizeof(uint)));
    }

    private long Place(long block, uint stored)
    {
        var entry = BitConverter.IsLittleEndian ? stored : BinaryPrimitives.ReverseEndianness(stored);
        var start = (_header.IsExtended ? _header.BlockSize : ParallelsHeader.SectorSize) * entry;
        if (start < _header.TableEnd)
            throw Bad(ParallelsDiagnostics.BadBlockEntry, block, $"block {block} would begin at byte {start}, inside the block table that ends at byte {_header.TableEnd}");
        var length = Math.Min(_header.BlockSize, (_header.Sectors * ParallelsHeader.SectorSize) - (block * _header.BlockSize));
        return start <= _source.Length - length ? start : throw _source.CutOff(start, length);
    }

    private void RefuseOverlaps()
    {
        var starts = new List<(long Start, long Block)>();
        for (var block = 0L; block < _blockCount;)
        {
            var (start, count) = Find(block);
            for (var i = 0; i < count && start != Absent; i++)
                starts.Add((start + (i * _header.BlockSize), block + i));
            block += count;
        }

        starts.Sort();
        for (var i = 1; i < starts.Count; i++)
        {
            if (starts[i].Start - starts[i - 1].Start < _header.BlockSize)
                throw Bad(ParallelsDiagnostics.Overlap, starts[i].Block, $"blocks {starts[i - 1].Block} and {starts[i].Block} share byte {starts[i].Start} of the file; the content of one of them is lost, restore the file from a copy");
        }
    }

    private void WarnOfBlocks(DiagnosticBag? diagnostics)
    {
        if (diagnostics is null || _header.TableEnd - ParallelsHeader.Size > LargestCheckedTable)
            return;
        for (var page = 0L; page * EntriesPerPage < _blockCount; page++)
        {
            if (Page(page).IndexOfAnyExcept(0u) is >= 0 and var at)
            {
                diagnostics.Add(ParallelsDiagnostics.EmptyWithBlocks.At(
                    Location.AtOffset(_source.Name, EntryOffset((page * EntriesPerPage) + at)), "the image is marked as empty, so it is read as zeros, yet its block table has entries"));
                return;
            }
        }
    }

    private static long EntryOffset(long block) => ParallelsHeader.Size + (block * sizeof(uint));

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long block, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, EntryOffset(block)), message);
}
