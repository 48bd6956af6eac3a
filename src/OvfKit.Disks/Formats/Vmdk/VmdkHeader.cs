using System.Buffers.Binary;
using System.Numerics;
using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The header of a hosted sparse extent; a footer has the same form. Offsets and sizes are in sectors of 512 bytes.</summary>
internal readonly record struct VmdkHeader(
    int Version, uint Flags, long Capacity, int GrainSize, long DescriptorOffset, long DescriptorSize, int EntriesPerTable, long GrainDirectoryOffset, long Overhead, bool Compressed)
{
    public const int Size = 512;
    public const int SectorSize = 512;
    public const uint NewLineTestFlag = 1;
    public const uint RedundantDirectoryFlag = 2;
    public const uint ZeroedGrainFlag = 4;
    public const uint CompressedFlag = 1 << 16;
    public const uint MarkersFlag = 1 << 17;
    public const long GrainDirectoryAtEnd = -1;

    // A grain is decoded as a whole, so its size bounds what one read may allocate.
    private const int LargestCompressedGrain = (4 << 20) / SectorSize;
    private const int LargestGrain = (64 << 20) / SectorSize;
    private const long LargestCapacity = (64L << 40) / SectorSize;
    private const int DescriptorField = 28;
    private const int RedundantDirectoryField = 48;
    private const int DirectoryField = 56;
    private const int UncleanShutdown = 72;
    private const int NewLineTest = 73;

    public static ReadOnlySpan<byte> Magic => "KDMV"u8;

    private static ReadOnlySpan<byte> NewLines => [0x0A, 0x20, 0x0D, 0x0A];

    /// <summary>The sector of the second grain directory, whose tables are copies; 0 for none.</summary>
    public long RedundantDirectoryOffset { get; init; }

    /// <summary>Whether the disk was in use when it was last written.</summary>
    public bool IsUnclean { get; init; }

    public bool HasMarkers => (Flags & MarkersFlag) != 0;

    public bool HasZeroedGrains => (Flags & ZeroedGrainFlag) != 0;

    public int GrainBytes => GrainSize * SectorSize;

    /// <summary>Guest bytes one grain table covers.</summary>
    public long TableCoverage => (long)EntriesPerTable * GrainBytes;

    public int TableBytes => EntriesPerTable * sizeof(uint);

    /// <summary>Entries of the grain directory.</summary>
    public long DirectoryLength => ((Capacity * SectorSize) + TableCoverage - 1) / TableCoverage;

    /// <summary>Reads a header or footer.</summary>
    /// <param name="bytes">One sector that begins with the magic.</param>
    /// <param name="at">Where it is.</param>
    public static VmdkHeader Parse(ReadOnlySpan<byte> bytes, Location at)
    {
        var header = new VmdkHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]),
            (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(bytes[20..]), int.MaxValue),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[DescriptorField..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[36..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[44..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[DirectoryField..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[64..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[77..]) != 0)
        {
            RedundantDirectoryOffset = BinaryPrimitives.ReadInt64LittleEndian(bytes[RedundantDirectoryField..]),
            IsUnclean = bytes[UncleanShutdown] != 0,
        };

        if ((header.Flags & NewLineTestFlag) != 0 && !bytes.Slice(NewLineTest, 4).SequenceEqual(NewLines))
            throw VmdkDiagnostics.TextTransfer.Invalid(at, "the four line-end bytes at offset 73 were changed: the file was sent as text, which also damaged its data; send it again in binary mode");
        if (header.Version is < 1 or > 3)
            throw VmdkDiagnostics.UnsupportedHeader.Unsupported(at, $"the header has version {header.Version}; versions 1 to 3 are known");
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[77..]) > 1)
            throw VmdkDiagnostics.UnsupportedHeader.Unsupported(at, $"the grains are compressed with method {BinaryPrimitives.ReadUInt16LittleEndian(bytes[77..])}; only 1 (deflate) is known");
        if (header.Capacity is < 0 or > LargestCapacity)
            throw VmdkDiagnostics.BadHeader.Invalid(at, $"the capacity is {header.Capacity} sectors; at most {LargestCapacity} can be read");
        if (header.GrainSize < 1 || !BitOperations.IsPow2(header.GrainSize) || header.GrainSize > (header.Compressed ? LargestCompressedGrain : LargestGrain))
            throw VmdkDiagnostics.BadHeader.Invalid(at, $"the grain size is {header.GrainSize} sectors; it must be a power of two, at most {(header.Compressed ? LargestCompressedGrain : LargestGrain)}");
        if (header.EntriesPerTable is < 1 or > 512)
            throw VmdkDiagnostics.BadHeader.Invalid(at, $"a grain table has {header.EntriesPerTable} entries; 512 are usual, and more than that are not known");
        return header;
    }

    /// <summary>Whether there is an embedded descriptor, all of it within the file.</summary>
    public bool HoldsDescriptor(long fileLength) =>
        DescriptorOffset >= 1 && DescriptorSize >= 1 && DescriptorSize <= fileLength / SectorSize && DescriptorOffset <= (fileLength / SectorSize) - DescriptorSize;

    /// <summary>The shape of the tables the header describes.</summary>
    /// <param name="cachedBytes">How many bytes of tables may be kept.</param>
    public VmdkTableLayout Layout(int cachedBytes) => new()
    {
        CachedBytes = cachedBytes,
        GrainSize = GrainSize,
        EntriesPerTable = EntriesPerTable,
        DirectoryLength = DirectoryLength,
        Directory = (GrainDirectoryOffset, DirectoryField),
        Redundant = ((Flags & RedundantDirectoryFlag) != 0 ? Math.Max(0, RedundantDirectoryOffset) : 0, RedundantDirectoryField),
        HasZeroedGrains = HasZeroedGrains,
        Compressed = Compressed,
        GrowsByGrain = true,
        Metadata = DescriptorSize == 0 ? [(new(0, Size), 0)] : [(new(0, Size), 0), (new(DescriptorOffset * SectorSize, DescriptorSize * SectorSize), DescriptorField)],
    };

    /// <summary>Writes the header as one sector.</summary>
    public void Write(Span<byte> destination)
    {
        destination = destination[..Size];
        destination.Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Flags);
        BinaryPrimitives.WriteInt64LittleEndian(destination[12..], Capacity);
        BinaryPrimitives.WriteInt64LittleEndian(destination[20..], GrainSize);
        BinaryPrimitives.WriteInt64LittleEndian(destination[DescriptorField..], DescriptorOffset);
        BinaryPrimitives.WriteInt64LittleEndian(destination[36..], DescriptorSize);
        BinaryPrimitives.WriteInt32LittleEndian(destination[44..], EntriesPerTable);
        BinaryPrimitives.WriteInt64LittleEndian(destination[RedundantDirectoryField..], RedundantDirectoryOffset);
        BinaryPrimitives.WriteInt64LittleEndian(destination[DirectoryField..], GrainDirectoryOffset);
        BinaryPrimitives.WriteInt64LittleEndian(destination[64..], Overhead);
        NewLines.CopyTo(destination[NewLineTest..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[77..], (ushort)(Compressed ? 1 : 0));
    }
}
