using OvfKit.Diagnostics;
using OvfKit.IO;
using static System.Buffers.Binary.BinaryPrimitives;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>What a writer demands of everyone who opens the image.</summary>
[Flags]
internal enum Qcow2Incompatible : ulong
{
    None = 0,
    Dirty = 1,
    Corrupt = 2,
    ExternalDataFile = 4,
    CompressionType = 8,
    ExtendedL2 = 16,
}

/// <summary>How compressed clusters are compressed.</summary>
internal enum Qcow2Compression : byte
{
    Zlib = 0,
    Zstd = 1,
}

/// <summary>The header in the image's first cluster. Sizes and offsets are in bytes unless said otherwise.</summary>
internal sealed record Qcow2Header
{
    public const int MinClusterBits = 9;
    public const int MaxClusterBits = 21;

    /// <summary>The bytes of a version 3 header with the compression type.</summary>
    public const int Size = 112;

    /// <summary>The most bytes a table of the first level may have; QEMU refuses more.</summary>
    public const long LargestL1 = 32 << 20;

    /// <summary>The most bytes the table of reference count blocks may have; QEMU refuses more.</summary>
    public const long LargestRefcountTable = 8 << 20;

    private const int SizeOfVersion2 = 72;
    private const int SmallestOfVersion3 = 104;
    private const int RawDataFileBit = 2;

    public int Version { get; init; } = 3;

    public long ParentNameOffset { get; init; }

    public int ParentNameLength { get; init; }

    public int ClusterBits { get; init; } = 16;

    public long DiskSize { get; init; }

    public uint CryptMethod { get; init; }

    public int L1Entries { get; init; }

    public long L1Offset { get; init; }

    public long RefcountTableOffset { get; init; }

    public long RefcountTableClusters { get; init; }

    public int SnapshotCount { get; init; }

    public long SnapshotsOffset { get; init; }

    public Qcow2Incompatible Incompatible { get; init; }

    public ulong AutoClear { get; init; }

    public int RefcountOrder { get; init; } = 4;

    public int Length { get; init; } = Size;

    public Qcow2Compression Compression { get; init; }

    public static ReadOnlySpan<byte> Magic => [(byte)'Q', (byte)'F', (byte)'I', 0xFB];

    public int ClusterSize => 1 << ClusterBits;

    public bool HasDataFile => Incompatible.HasFlag(Qcow2Incompatible.ExternalDataFile);

    /// <summary>Whether the data file read by itself is the disk.</summary>
    public bool IsDataFileRaw => HasDataFile && (AutoClear & RawDataFileBit) != 0;

    public bool HasSubclusters => Incompatible.HasFlag(Qcow2Incompatible.ExtendedL2);

    /// <summary>Bytes of an entry of the second level.</summary>
    public int L2EntrySize => HasSubclusters ? 16 : 8;

    /// <summary>Guest bytes one entry of the first level covers.</summary>
    public long L1Coverage => (long)ClusterSize / L2EntrySize * ClusterSize;

    /// <summary>Reads the header of an image.</summary>
    public static Qcow2Header Read(ByteSource source)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        source.ReadExactly(0, bytes[..SizeOfVersion2]);
        if (!bytes.StartsWith(Magic))
            throw Bad(source, 0, "the file does not begin with QFI\\xfb");
        var version = ReadInt32BigEndian(bytes[4..]);
        if (version is not (2 or 3))
            throw Qcow2Diagnostics.UnknownFeature.Unsupported(Location.AtOffset(source.Name, 4), $"the header has version {version}; versions 2 and 3 are known");
        var length = SizeOfVersion2;
        if (version == 3)
        {
            source.ReadExactly(0, bytes[..SmallestOfVersion3]);
            length = ReadInt32BigEndian(bytes[100..]);
            if (length is < SmallestOfVersion3 or > 1 << MaxClusterBits || length % 8 != 0)
                throw Bad(source, 100, $"the header would have {length} bytes; {SmallestOfVersion3} is the least, in steps of 8");
            source.ReadExactly(0, bytes[..Math.Min(length, Size)]);
        }

        var header = Parse(bytes, version, length);
        header.CheckFields(source, bytes);
        return header;
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> destination)
    {
        destination = destination[..Size];
        destination.Clear();
        Magic.CopyTo(destination);
        WriteInt32BigEndian(destination[4..], Version);
        WriteInt64BigEndian(destination[8..], ParentNameOffset);
        WriteInt32BigEndian(destination[16..], ParentNameLength);
        WriteInt32BigEndian(destination[20..], ClusterBits);
        WriteInt64BigEndian(destination[24..], DiskSize);
        WriteInt32BigEndian(destination[36..], L1Entries);
        WriteInt64BigEndian(destination[40..], L1Offset);
        WriteInt64BigEndian(destination[48..], RefcountTableOffset);
        WriteInt32BigEndian(destination[56..], (int)RefcountTableClusters);
        WriteUInt64BigEndian(destination[72..], (ulong)Incompatible);
        WriteInt32BigEndian(destination[96..], RefcountOrder);
        WriteInt32BigEndian(destination[100..], Length);
        destination[104] = (byte)Compression;
    }

    private static Qcow2Header Parse(ReadOnlySpan<byte> bytes, int version, int length) => new()
    {
        Version = version,
        ParentNameOffset = ReadInt64BigEndian(bytes[8..]),
        ParentNameLength = Capped(ReadUInt32BigEndian(bytes[16..])),
        ClusterBits = Capped(ReadUInt32BigEndian(bytes[20..])),
        DiskSize = ReadInt64BigEndian(bytes[24..]),
        CryptMethod = ReadUInt32BigEndian(bytes[32..]),
        L1Entries = Capped(ReadUInt32BigEndian(bytes[36..])),
        L1Offset = ReadInt64BigEndian(bytes[40..]),
        RefcountTableOffset = ReadInt64BigEndian(bytes[48..]),
        RefcountTableClusters = ReadUInt32BigEndian(bytes[56..]),
        SnapshotCount = Capped(ReadUInt32BigEndian(bytes[60..])),
        SnapshotsOffset = ReadInt64BigEndian(bytes[64..]),
        Incompatible = version == 2 ? 0 : (Qcow2Incompatible)ReadUInt64BigEndian(bytes[72..]),
        AutoClear = version == 2 ? 0 : ReadUInt64BigEndian(bytes[88..]),
        RefcountOrder = version == 2 ? 4 : Capped(ReadUInt32BigEndian(bytes[96..])),
        Length = length,
        Compression = length > SmallestOfVersion3 ? (Qcow2Compression)bytes[104] : 0,
    };

    private static int Capped(uint value) => (int)Math.Min(value, int.MaxValue);

    private void CheckFields(ByteSource source, ReadOnlySpan<byte> bytes)
    {
        if (ClusterBits is < MinClusterBits or > MaxClusterBits)
            throw Bad(source, 20, $"clusters would have 2^{ReadUInt32BigEndian(bytes[20..])} bytes; 2^{MinClusterBits} to 2^{MaxClusterBits} are allowed");
        if (Length > ClusterSize)
            throw Bad(source, 100, $"the header of {Length} bytes does not fit into a cluster of {ClusterSize}");
        if (DiskSize < 0 || DiskSize > long.MaxValue - ClusterSize)
            throw Bad(source, 24, $"the disk would have {(ulong)DiskSize} bytes, which no file can hold");
        if (RefcountOrder > 6)
            throw Bad(source, 96, $"reference counts would have 2^{RefcountOrder} bits; 64 are the most");
        if (CryptMethod > 0)
            throw CryptMethod <= 2 ? Encrypted(source) : Qcow2Diagnostics.UnknownFeature.Unsupported(Location.AtOffset(source.Name, 32), $"the data is encrypted with method {CryptMethod}, which is not known");
    }

    private UnsupportedContentException Encrypted(ByteSource source) => Qcow2Diagnostics.Encrypted.Unsupported(
        Location.AtOffset(source.Name, 32),
        $"the disk is encrypted ({(CryptMethod == 1 ? "AES" : "LUKS")}); decrypt it first where its key is kept: qemu-img convert --object secret,... to an image without encryption");

    private static InvalidContentException Bad(ByteSource source, long at, string message) => Qcow2Diagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, at), message);
}
