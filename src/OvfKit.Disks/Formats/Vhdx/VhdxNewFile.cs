using System.Buffers.Binary;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The layout of a new file as Hyper-V makes it: whole MiB everywhere, an empty log, both headers and both region tables valid; blocks follow the block table.</summary>
internal sealed class VhdxNewFile
{
    public const int BatOffset = 3 * MiB;

    /// <summary>The bytes in which the block table is written.</summary>
    public const int PageSize = 64 << 10;

    private const int LogOffset = MiB;
    private const int MetadataOffset = 2 * MiB;
    private const int DefaultBlockSize = 32 * MiB;

    // Changes are scattered: smaller blocks keep a child small, and Hyper-V makes them of this size, too.
    private const int DefaultChildBlockSize = 2 * MiB;
    private const int DefaultPhysicalSectorSize = 4096;

    private readonly Guid _seed;

    private VhdxNewFile(VhdxMetadata metadata, Guid seed)
    {
        _seed = seed;
        Metadata = metadata;
        EntryCount = BatEntryCount(metadata.DiskSize, metadata.BlockSize, metadata.LogicalSectorSize, metadata.Parent is not null);
        FirstBlock = BatOffset + Math.Max(MiB, Rounding.Up(EntryCount * sizeof(ulong), MiB));
        BlockCount = (metadata.DiskSize + metadata.BlockSize - 1) / metadata.BlockSize;
        ChunkRatio = ChunkRatio(metadata.BlockSize, metadata.LogicalSectorSize);
    }

    public VhdxMetadata Metadata { get; }

    public long BlockCount { get; }

    /// <summary>Entries of the block table.</summary>
    public long EntryCount { get; }

    /// <summary>Blocks between two bitmap entries of the block table.</summary>
    public long ChunkRatio { get; }

    /// <summary>The file offset of the first block.</summary>
    public long FirstBlock { get; }

    /// <summary>Plans a file for a disk.</summary>
    /// <exception cref="UnsupportedContentException">A VHDX cannot hold the disk.</exception>
    public static VhdxNewFile Plan(DiskImage source, DiskSink sink, DiskWriteOptions options, VhdxWriteSettings settings, bool isFixed = false, VhdxImage? parent = null)
    {
        var at = new Location(sink.Name);
        if (source.Length > MaxDiskSize)
            throw DiskDiagnostics.TooLarge.Unsupported(at, $"{source.Name} has {source.Length} bytes, but a VHDX holds at most 64 TiB");
        var logical = settings.LogicalSectorSize ?? parent?.LogicalSectorSize ?? source.LogicalSectorSize;
        var physical = settings.PhysicalSectorSize ?? Math.Max(logical, parent?.PhysicalSectorSize ?? DefaultPhysicalSectorSize);
        if (physical < logical)
            throw VhdxDiagnostics.SectorSize.Unsupported(at, $"{source.Name} has sectors of {logical} bytes, so the physical ones cannot have {physical}; leave {VhdxWriteSettings.PhysicalSectorSizeSetting} out");
        if (source.Length % logical != 0)
            throw VhdxDiagnostics.SectorSize.Unsupported(at, $"{source.Name} has {source.Length} bytes, which are no whole sectors of {logical}; write sectors of 512 bytes or resize the disk first");
        if (logical != source.LogicalSectorSize)
        {
            options.Diagnostics?.Add(DiskDiagnostics.SectorSizeChanged.At(
                at, $"{source.Name} has {source.LogicalSectorSize}-byte sectors, the new disk has {logical}-byte ones; partition tables that count in sectors are not found where they were"));
        }

        var seed = options.Id ?? Guid.NewGuid();
        var blockSize = settings.BlockSize ?? (parent is null ? DefaultBlockSize : DefaultChildBlockSize);
        return new(new VhdxMetadata(blockSize, isFixed, source.Length, parent?.Id ?? seed, logical, physical, parent is null ? null : VhdxParentLocator.Of(parent, options)), seed);
    }

    /// <summary>The place of a block's entry in the block table.</summary>
    public long EntryIndex(long block) => block + (block / ChunkRatio);

    /// <summary>The entry of a block at a place in the file, a whole MiB.</summary>
    public static ulong Entry(VhdxBlockState state, long offset) => ((ulong)(offset / MiB) << 20) | (ulong)state;

    /// <summary>Writes the block table of a new file, whose entries come in rising order; pages without entries read as "not present".</summary>
    public static PagedTableWriter TableOf(Stream output) => new(output, BatOffset, PageSize, isBigEndian: false);

    /// <summary>Writes the whole block table, of blocks that follow one another.</summary>
    /// <param name="write">Writes bytes at a place in the file.</param>
    /// <param name="isPlanned">Whether a block is planned; pages without any stay as they are.</param>
    /// <param name="isPresent">Whether a block that is planned is there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask WriteTableAsync(Func<long, ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, Func<long, bool> isPlanned, Func<long, bool> isPresent, CancellationToken cancellationToken)
    {
        var page = new byte[PageSize];
        var offset = FirstBlock;
        for (var (block, index) = (0L, 0L); block < BlockCount;)
        {
            var at = BatOffset + (index * sizeof(ulong));
            page.AsSpan().Clear();
            var isUsed = false;
            for (var entry = 0; entry < page.Length && block < BlockCount; entry += sizeof(ulong), index++)
            {
                // Between the blocks' entries stand those of bitmaps, which only a child has.
                if (index != EntryIndex(block) || !isPlanned(block++))
                    continue;
                isUsed = true;
                if (!isPresent(block - 1))
                    continue;
                BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(entry), Entry(VhdxBlockState.FullyPresent, offset));
                offset += Metadata.BlockSize;
            }

            if (isUsed)
                await write(at, page, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All that comes before the block table.</summary>
    public byte[] Head()
    {
        var head = new byte[BatOffset];
        "vhdxfile"u8.CopyTo(head);
        Encoding.Unicode.GetBytes("OvfKit", head.AsSpan(8));

        // The session ids mark a state of the content, so they derive from the disk's id: same input, same bytes.
        var header = new VhdxHeader(1, Derived(1), Derived(2), Guid.Empty, new ByteRange(LogOffset, MiB));
        header.Write(head.AsSpan(HeaderOffset1));
        (header with { SequenceNumber = 2 }).Write(head.AsSpan(HeaderOffset2));
        var regions = new VhdxRegions(new ByteRange(BatOffset, FirstBlock - BatOffset), new ByteRange(MetadataOffset, MiB));
        regions.Write(head.AsSpan(RegionTableOffset1));
        regions.Write(head.AsSpan(RegionTableOffset2));
        Metadata.Write(head.AsSpan(MetadataOffset, MiB));
        return head;
    }

    // A child may be given its parent's id; it must not pass for the parent all the same.
    private Guid Derived(byte salt) => DerivedId.From(_seed, salt, Metadata.Parent?.Linkage);
}
