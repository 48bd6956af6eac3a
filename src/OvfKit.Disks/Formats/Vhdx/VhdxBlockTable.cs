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

/// <summary>The block allocation table ([MS-VHDX] §2.5).</summary>
internal sealed class VhdxBlockTable
{
    private const ulong StateMask = 7;

    // Reads come in pieces of about a MiB; looking further for neighbours would cost more than it saves.
    private const int MostJoined = 64;

    private readonly ByteSource _source;
    private readonly VhdxMetadata _metadata;
    private readonly PagedTable<ulong> _entries;
    private readonly long _chunkRatio;
    private readonly long _blockCount;

    private VhdxBlockTable(ByteSource source, ByteRange region, VhdxMetadata metadata)
    {
        _source = source;
        _metadata = metadata;
        _chunkRatio = ChunkRatio(metadata.BlockSize, metadata.LogicalSectorSize);
        _blockCount = (metadata.DiskSize + metadata.BlockSize - 1) / metadata.BlockSize;
        _entries = new PagedTable<ulong>(source, region.Offset, BatEntryCount(metadata.DiskSize, metadata.BlockSize, metadata.LogicalSectorSize, metadata.Parent is not null));
    }

    /// <summary>Bytes of the file in which nothing is kept, in whole MiB.</summary>
    public long UnusedBytes { get; private set; }

    /// <summary>Checks the whole table once, whatever its size; its holes and zeros cost next to nothing.</summary>
    public static VhdxBlockTable Open(ByteSource source, VhdxRegions regions, VhdxMetadata metadata)
    {
        var table = new VhdxBlockTable(source, regions.Bat, metadata);
        if (table._entries.Count * sizeof(ulong) > regions.Bat.Length)
        {
            throw VhdxDiagnostics.BadBlockEntry.Invalid(
                Location.AtOffset(source.Name, regions.Bat.Offset),
                $"a disk of {metadata.DiskSize} bytes needs {table._entries.Count} block table entries, but the table's region has only {regions.Bat.Length} bytes");
        }

        table.Check(regions.Taken!);
        return table;
    }

    /// <summary>Finds a block and its neighbours of the same kind.</summary>
    /// <returns>Its state; the file offset of the block where it has one; and how many blocks from it on have the same state and, when fully present, follow it in the file.</returns>
    public (VhdxBlockState State, long Start, long Count) Find(long block)
    {
        var index = Index(block);
        var entries = _entries.RestOfPage(index);
        var entry = entries[0];
        var state = State(index, entry);
        // Looking on stops at the chunk's end, too, where the entry of a bitmap is.
        var limit = (int)Math.Min(Math.Min(entries.Length, _chunkRatio - (block % _chunkRatio)), _blockCount - block);
        var count = 1;
        switch (state)
        {
            case VhdxBlockState.FullyPresent:
                var step = ((ulong)_metadata.BlockSize / MiB) << 20;
                while (count < Math.Min(limit, MostJoined) && entries[count] == entry + ((ulong)count * step))
                    count++;
                return (state, Start(index, entry), count);
            case VhdxBlockState.PartiallyPresent:
                return (state, Start(index, entry), 1);
            default:
                var end = entries[..limit].IndexOfAnyExcept(entry);
                return (state, 0, end < 0 ? limit : end);
        }
    }

    /// <summary>Where the sector bitmap of a chunk of blocks is in the file ([MS-VHDX] §2.5.1.2).</summary>
    public long FindBitmap(long chunk)
    {
        var index = (chunk * (_chunkRatio + 1)) + _chunkRatio;
        var entry = _entries[index];
        return (VhdxBlockState)(entry & StateMask) == VhdxBlockState.FullyPresent ? Start(index, entry) : throw Bad(
            VhdxDiagnostics.BadBlockEntry, index, $"blocks of chunk {chunk} are partially present, but the entry of their sector bitmap has state {entry & StateMask}; the file is damaged, restore it from a copy");
    }

    private long Index(long block) => block + (block / _chunkRatio);

    private VhdxBlockState State(long index, ulong entry)
    {
        var state = (VhdxBlockState)(entry & StateMask);
        if (!Enum.IsDefined(state))
            throw Bad(VhdxDiagnostics.BadBlockEntry, index, $"the entry has state {(int)state}, which is none; the file is damaged, restore it from a copy");
        if (state == VhdxBlockState.PartiallyPresent && _metadata.Parent is null)
            throw Bad(VhdxDiagnostics.BadBlockEntry, index, $"the entry has state {(int)state}, which a disk without a parent cannot have; the file is damaged, restore it from a copy");
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
        var checkedChunk = -1L;
        for (var index = 0L; index < _entries.Count;)
        {
            var entries = _entries.RestOfPage(index);
            for (var next = entries.IndexOfAnyExcept(0UL); next < entries.Length && next >= 0; next++)
                CheckEntry(index + next, entries[next], space, structures, ref checkedChunk);
            index += entries.Length;
        }

        UnusedBytes = Math.Max(0, (_source.Length / MiB) - space.Taken) * MiB;
    }

    private void CheckEntry(long index, ulong entry, VhdxSpace space, IReadOnlyList<ByteRange> structures, ref long checkedChunk)
    {
        var (chunk, within) = Math.DivRem(index, _chunkRatio + 1);
        var isBitmap = within == _chunkRatio;
        // A child's table goes on to the end of its last chunk; what stands behind the last block counts for nothing.
        if (!isBitmap && (chunk * _chunkRatio) + within >= _blockCount)
            return;
        if (isBitmap ? _metadata.Parent is null || (entry & StateMask) != (ulong)VhdxBlockState.FullyPresent : State(index, entry) < VhdxBlockState.FullyPresent)
            return;
        Take(space, new ByteRange(Start(index, entry), isBitmap ? MiB : _metadata.BlockSize), index, structures);
        if (!isBitmap && (VhdxBlockState)(entry & StateMask) == VhdxBlockState.PartiallyPresent && chunk != checkedChunk)
        {
            FindBitmap(chunk);
            checkedChunk = chunk;
        }
    }

    private void Take(VhdxSpace space, ByteRange place, long index, IReadOnlyList<ByteRange> structures)
    {
        if (space.TryTake(place))
            return;
        foreach (var structure in structures)
        {
            if (place.Offset < structure.End && structure.Offset < place.End)
                throw Bad(VhdxDiagnostics.Overlap, index, $"the block at byte {place.Offset} lies over the file's own tables; restore the file from a copy");
        }

        throw Bad(VhdxDiagnostics.Overlap, index, $"two blocks share bytes of the file from {place.Offset} on; the content of one of them is lost, restore the file from a copy");
    }

    private InvalidContentException Bad(DiagnosticDescriptor descriptor, long index, string message) =>
        descriptor.Invalid(Location.AtOffset(_source.Name, _entries.OffsetOf(index)), message);
}
