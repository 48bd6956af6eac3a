using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>What an entry of the block table says of its block ([MS-VHDX] §2.5.1.1).</summary>
internal enum VhdxBlockState : byte
{
    NotPresent = 0,
    Undefined = 1,
    Zero = 2,
    Unmapped = 3,
    FullyPresent = 6,
    PartiallyPresent = 7,
}

/// <summary>The block allocation table ([MS-VHDX] §2.5), read page by page.</summary>
internal sealed class VhdxBlockTable
{
    public const int PageSize = 64 << 10;

    private const int EntriesPerPage = PageSize / sizeof(ulong);
    private const int CachedPages = 64;
    private const ulong StateMask = 7;

    // Reads come in pieces of about a MiB; looking further for neighbours would cost more than it saves.
    private const int MostJoined = 64;

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
        _entryCount = BatEntryCount(metadata.DiskSize, metadata.BlockSize, metadata.LogicalSectorSize, metadata.Parent is not null);
    }

    /// <summary>Bytes of the file in which nothing is kept, in whole MiB.</summary>
    public long UnusedBytes { get; private set; }

    /// <summary>Checks the whole table once, whatever its size; its holes and zeros cost next to nothing.</summary>
    public static VhdxBlockTable Open(ByteSource source, VhdxRegions regions, VhdxMetadata metadata)
    {
        var table = new VhdxBlockTable(source, regions.Bat, metadata);
        if (table._entryCount * sizeof(ulong) > regions.Bat.Length)
        {
            throw VhdxDiagnostics.BadBlockEntry.Invalid(
                Location.AtOffset(source.Name, regions.Bat.Offset),
                $"a disk of {metadata.DiskSize} bytes needs {table._entryCount} block table entries, but the table's region has only {regions.Bat.Length} bytes");
        }

        table.Check(regions.Taken!);
        return table;
    }

    /// <summary>Finds a block and its neighbours of the same kind.</summary>
    /// <returns>Its state; the file offset of the block where it has one; and how many blocks from it on have the same state and, when fully present, follow it in the file.</returns>
    public (VhdxBlockState State, long Start, long Count) Find(long block)
    {
        var index = Index(block);
        var entry = Entry(index);
        var state = State(index, entry);
        // Looking on stops at the page's end and at the chunk's, so that one question never reads more than one page, and no entry of a bitmap.
        var limit = (int)Math.Min(Math.Min(EntriesPerPage - (index % EntriesPerPage), _chunkRatio - (block % _chunkRatio)), _blockCount - block);
        var neighbours = MemoryMarshal.Cast<byte, ulong>(Page(index / EntriesPerPage))[(int)(index % EntriesPerPage)..];
        var count = 1;
        switch (state)
        {
            case VhdxBlockState.FullyPresent:
                var step = ((ulong)_metadata.BlockSize / MiB) << 20;
                while (count < Math.Min(limit, MostJoined) && LittleEndian(neighbours[count]) == entry + ((ulong)count * step))
                    count++;
                return (state, Start(index, entry), count);
            case VhdxBlockState.PartiallyPresent:
                return (state, Start(index, entry), 1);
            default:
                var end = neighbours[..limit].IndexOfAnyExcept(neighbours[0]);
                return (state, 0, end < 0 ? limit : end);
        }
    }

    /// <summary>Where the sector bitmap of a chunk of blocks is in the file ([MS-VHDX] §2.5.1.2).</summary>
    public long FindBitmap(long chunk)
    {
        var index = (chunk * (_chunkRatio + 1)) + _chunkRatio;
        var entry = Entry(index);
        return (VhdxBlockState)(entry & StateMask) == VhdxBlockState.FullyPresent ? Start(index, entry) : throw Bad(
            VhdxDiagnostics.BadBlockEntry, index, $"blocks of chunk {chunk} are partially present, but the entry of their sector bitmap has state {entry & StateMask}");
    }

    private static ulong LittleEndian(ulong stored) => BitConverter.IsLittleEndian ? stored : BinaryPrimitives.ReverseEndianness(stored);

    private long Index(long block) => block + (block / _chunkRatio);

    private byte[] Page(long page) =>
        _pages.Get(page, _region.Offset + (page * PageSize), (int)Math.Min(PageSize, (_entryCount * sizeof(ulong)) - (page * PageSize)));

    private ulong Entry(long index) => BinaryPrimitives.ReadUInt64LittleEndian(Page(index / EntriesPerPage).AsSpan((int)(index % EntriesPerPage) * sizeof(ulong)));

    private VhdxBlockState State(long index, ulong entry)
    {
        var state = (VhdxBlockState)(entry & StateMask);
        if (!Enum.IsDefined(state))
            throw Bad(VhdxDiagnostics.BadBlockEntry, index, $"the entry has state {(int)state}, which is none");
        if (state == VhdxBlockState.PartiallyPresent && _metadata.Parent is null)
            throw Bad(VhdxDiagnostics.BadBlockEntry, index, $"the entry has state {(int)state}, which a disk without a parent cannot have");
        return state;
    }

    private long Start(long index, ulong entry)
    {
        var start = (long)(entry >> 20) * MiB;
        if (start is < MiB or > MaxFileOffset)
            throw Bad(VhdxDiagnostics.BadBlockEntry, index, $"the entry points to byte {start}, where no block can be; the file is damaged, restore it from a copy");
        return start < _source.Length ? start : throw _source.CutOff(start, _metadata.BlockSize);
    }

    private void Check(IReadOnlyList<ByteRange> structures)
    {
        var space = new VhdxSpace();
        foreach (var structure in structures)
            space.TryTake(structure);
        var page = new byte[(int)Math.Min(PageSize, _entryCount * sizeof(ulong))];
        var end = _region.Offset + (_entryCount * sizeof(ulong));
        var checkedChunk = -1L;
        for (var at = _region.Offset; at < end;)
        {
            if (_source.NextData(at) is not { } data || data.Offset >= end)
                break;
            at = Math.Max(at, _region.Offset + ((data.Offset - _region.Offset) / PageSize * PageSize));
            var bytes = page.AsSpan(0, (int)Math.Min(PageSize, end - at));
            _source.ReadExactly(at, bytes);
            var entries = MemoryMarshal.Cast<byte, ulong>(bytes);
            for (var next = entries.IndexOfAnyExcept(0UL); next < entries.Length && next >= 0; next++)
            {
                var index = ((at - _region.Offset) / sizeof(ulong)) + next;
                var (chunk, within) = Math.DivRem(index, _chunkRatio + 1);
                var entry = LittleEndian(entries[next]);
                var isBitmap = within == _chunkRatio;
                // A child's table goes on to the end of its last chunk; what stands behind the last block counts for nothing.
                if (!isBitmap && (chunk * _chunkRatio) + within >= _blockCount)
                    continue;
                if (isBitmap ? _metadata.Parent is null || (entry & StateMask) != (ulong)VhdxBlockState.FullyPresent : State(index, entry) < VhdxBlockState.FullyPresent)
                    continue;
                Take(space, new ByteRange(Start(index, entry), isBitmap ? MiB : _metadata.BlockSize), index, structures);
                if (!isBitmap && (VhdxBlockState)(entry & StateMask) == VhdxBlockState.PartiallyPresent && chunk != checkedChunk)
                {
                    FindBitmap(chunk);
                    checkedChunk = chunk;
                }
            }

            at += bytes.Length;
        }

        UnusedBytes = Math.Max(0, (_source.Length / MiB) - space.Taken) * MiB;
    }

    private void Take(VhdxSpace space, ByteRange place, long index, IReadOnlyList<ByteRange> structures)
    {
        if (space.TryTake(place))
            return;
        foreach (var structure in structures)
        {
            if (place.Offset < structure.End && structure.Offset < place.End)
                throw Bad(VhdxDiagnostics.Overlap, index, $"the block at byte {place.Offset} lies over the file's own tables");
        }

        throw Bad(VhdxDiagnostics.Overlap, index, $"two blocks share bytes of the file from {place.Offset} on; the content of one of them is lost, restore the file from a copy");
    }

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long index, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, _region.Offset + (index * sizeof(ulong))), message);
}
