using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The block allocation table of a fixed or dynamic disk ([MS-VHDX] §2.5), read page by page.</summary>
internal sealed class VhdxBlockTable
{
    public const long Absent = -1;

    private const int PageSize = 64 << 10;
    private const int EntriesPerPage = PageSize / sizeof(ulong);
    private const int CachedPages = 64;

    // A table of this size is searched for overlaps when it is opened; a larger one would make opening slow.
    private const long LargestCheckedTable = 16 << 20;

    private readonly ByteSource _source;
    private readonly ByteRange _region;
    private readonly VhdxMetadata _metadata;
    private readonly PageCache _pages;
    private readonly long _chunkRatio;
    private readonly long _blockCount;
    private readonly long _entryCount;

    private VhdxBlockTable(ByteSource source, ByteRange region, VhdxMetadata metadata)
    {
        _source = source;
        _region = region;
        _metadata = metadata;
        _pages = new PageCache(source, CachedPages);
        _chunkRatio = ChunkRatio(metadata.BlockSize, metadata.LogicalSectorSize);
        _blockCount = (metadata.DiskSize + metadata.BlockSize - 1) / metadata.BlockSize;
        _entryCount = BatEntryCount(metadata.DiskSize, metadata.BlockSize, metadata.LogicalSectorSize);
    }

    public static VhdxBlockTable Open(ByteSource source, VhdxRegions regions, VhdxHeader header, VhdxMetadata metadata)
    {
        var table = new VhdxBlockTable(source, regions.Bat, metadata);
        if (table._entryCount * sizeof(ulong) > regions.Bat.Length)
        {
            throw VhdxDiagnostics.BadBlockEntry.Invalid(
                Location.AtOffset(source.Name, regions.Bat.Offset),
                $"a disk of {metadata.DiskSize} bytes needs {table._entryCount} block table entries, but the table's region has only {regions.Bat.Length} bytes");
        }

        if (table._entryCount * sizeof(ulong) <= LargestCheckedTable)
            table.RefuseOverlaps([new(0, MiB), regions.Bat, regions.Metadata, new((long)header.LogOffset, header.LogLength)]);
        return table;
    }

    /// <summary>Finds a block and its neighbours of the same kind.</summary>
    /// <returns>The file offset of the block or <see cref="Absent"/>, and how many blocks from it on are absent too or follow it in the file.</returns>
    public (long Start, long Count) Find(long block)
    {
        var start = Place(block);
        long count = 1;
        // Looking on stops at the page's end, so that one question never reads more than one page.
        for (var next = block + 1; next < _blockCount && Index(next) % EntriesPerPage != 0; next++, count++)
        {
            var expected = start == Absent ? Absent : start + (count * _metadata.BlockSize);
            if (Place(next) != expected)
                break;
        }

        return (start, count);
    }

    private long Index(long block) => block + (block / _chunkRatio);

    private long Place(long block)
    {
        var index = Index(block);
        var page = index / EntriesPerPage;
        var pageOffset = page * PageSize;
        var bytes = _pages.Get(page, _region.Offset + pageOffset, (int)Math.Min(PageSize, _region.Length - pageOffset));
        return Place(index, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan((int)(index % EntriesPerPage) * sizeof(ulong))));
    }

    private long Place(long index, ulong entry)
    {
        switch (entry & 7)
        {
            // Not present, undefined, zero, unmapped: without a parent all of them read as zeros.
            case 0 or 1 or 2 or 3:
                return Absent;
            case 6:
                var start = (long)(entry >> 20) * MiB;
                if (start < MiB || start >= _source.Length)
                    throw Bad(VhdxDiagnostics.BadBlockEntry, index, $"the entry points to byte {start}, outside the file of {_source.Length} bytes; the file is cut off or damaged");
                return start;
            case var state:
                throw Bad(VhdxDiagnostics.BadBlockEntry, index, $"the entry has state {state}, which a disk without a parent cannot have");
        }
    }

    private void RefuseOverlaps(ReadOnlySpan<ByteRange> structures)
    {
        var starts = new List<(long Start, long Index)>();
        for (long block = 0; block < _blockCount; block++)
        {
            var start = Place(block);
            if (start == Absent)
                continue;
            starts.Add((start, Index(block)));
            foreach (var structure in structures)
            {
                if (start < structure.End && structure.Offset < start + _metadata.BlockSize)
                    throw Bad(VhdxDiagnostics.Overlap, Index(block), $"block {block} at byte {start} lies over the file's own tables");
            }
        }

        starts.Sort();
        for (var i = 1; i < starts.Count; i++)
        {
            if (starts[i].Start - starts[i - 1].Start < _metadata.BlockSize)
                throw Bad(VhdxDiagnostics.Overlap, starts[i].Index, $"two blocks share byte {starts[i].Start} of the file; the content of one of them is lost, restore the file from a copy");
        }
    }

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long index, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, _region.Offset + (index * sizeof(ulong))), message);
}
