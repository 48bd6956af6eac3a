using System.Numerics;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>What all VDIs have in common when they are written: their block size and their header.</summary>
internal sealed class VdiTarget
{
    public const string BlockSizeSetting = "block-size";

    private const int MiB = 1 << 20;

    // The sizes VirtualBox makes. qemu reads only 1 MiB.
    private const int SmallestBlockSize = MiB / 2;
    private const int LargestBlockSize = 8 * MiB;

    // The largest map qemu reads; offsets of 32 bits end at twice as many.
    private const long MaxBlocks = ((1L << 31) - VdiHeader.SectorSize) / sizeof(uint);

    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;

    /// <exception cref="ArgumentException">The block size is none of VirtualBox's.</exception>
    public VdiTarget(DiskSink sink, DiskWriteOptions options)
    {
        _sink = sink;
        _options = options;
        var blockSize = WriteSettings.Size(options, BlockSizeSetting, MiB);
        if (blockSize is < SmallestBlockSize or > LargestBlockSize || !BitOperations.IsPow2(blockSize))
            throw new ArgumentException($"{BlockSizeSetting} must be a power of two from 512K to 8M");
        BlockSize = (int)blockSize;
    }

    /// <summary>The size of a block in bytes.</summary>
    public int BlockSize { get; }

    /// <summary>Makes the header of a disk with all its blocks allocated.</summary>
    /// <exception cref="UnsupportedContentException">A VDI cannot hold the disk.</exception>
    public VdiHeader HeaderFor(DiskImage source, VdiType type, VdiImage? parent)
    {
        if (source.Length > MaxBlocks * BlockSize)
            throw DiskDiagnostics.TooLarge.Unsupported(new Location(_sink.Name), $"{source.Name} has {source.Length} bytes, but a VDI with blocks of {BlockSize} bytes holds at most {MaxBlocks * BlockSize}");
        if (source.Length == 0)
            throw VdiDiagnostics.EmptyDisk.Unsupported(new Location(_sink.Name), $"{source.Name} has no bytes, and VirtualBox refuses such a disk; a raw file or a VHD can be empty");
        SectorSizeLoss.Report("a VDI", _sink, source, _options);
        var id = _options.Id ?? Guid.NewGuid();
        var blocks = (uint)((source.Length + BlockSize - 1) / BlockSize);
        return new VdiHeader(
            type, "", MapOffset: MiB, DataOffset: (uint)Rounding.Up(MiB + (blocks * (long)sizeof(uint)), MiB), source.Length, BlockSize, BlockExtra: 0, blocks, blocks,
            id, ModifyId: DerivedId.From(id, 1), LinkId: parent?.Id ?? Guid.Empty, ParentModifyId: parent?.ModifyId ?? Guid.Empty);
    }
}
