using System.Buffers.Binary;
using System.Text;
using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>What a VHD is; the numbers stand in its footer.</summary>
internal enum VhdType : uint
{
    Fixed = 2,
    Dynamic = 3,
    Differencing = 4,
}

/// <summary>The 512 bytes at the end of every VHD; dynamic ones repeat them at their beginning (VHD specification, "Hard Disk Footer Format").</summary>
internal sealed record VhdFooter(
    VhdType Type, long CurrentSize, long OriginalSize, VhdGeometry Geometry, long HeaderOffset, uint Timestamp, string Creator, uint CreatorVersion, string CreatorSystem, Guid Id, bool SavedState)
{
    public const int Size = 512;
    public const int SectorSize = 512;
    public const long NoHeader = -1;

    /// <summary>The creator that every reader takes by its current size: others are cut to whole cylinders by some.</summary>
    public const string WindowsCreator = "win ";

    private const int ChecksumOffset = 64;
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ReadOnlySpan<byte> Cookie => "conectix"u8;

    /// <summary>When the image was made.</summary>
    public DateTimeOffset Time => Epoch.AddSeconds(Timestamp);

    /// <summary>Seconds since the beginning of 2000, as the footer counts; times it cannot hold become the nearest one it can.</summary>
    public static uint TimestampOf(DateTimeOffset time) => (uint)Math.Clamp((time - Epoch).TotalSeconds, 0, uint.MaxValue);

    public static bool HasCookie(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Cookie);

    public static bool IsSound(ReadOnlySpan<byte> bytes) => HasCookie(bytes) && Checksum(bytes, ChecksumOffset) == BinaryPrimitives.ReadUInt32BigEndian(bytes[ChecksumOffset..]);

    /// <summary>The complement of the sum of all bytes but the four of the checksum itself.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes, int checksumOffset)
    {
        uint sum = 0;
        foreach (var value in bytes[..checksumOffset])
            sum += value;
        foreach (var value in bytes[(checksumOffset + sizeof(uint))..])
            sum += value;
        return ~sum;
    }

    /// <summary>Reads the fields of a footer whose cookie was found.</summary>
    public static VhdFooter Parse(ReadOnlySpan<byte> bytes, Location at)
    {
        var version = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        if (version >> 16 != 1)
            throw VhdDiagnostics.UnsupportedFooter.Unsupported(at, $"the footer has version {version >> 16}.{version & 0xFFFF}; only version 1 is known");
        var type = (VhdType)BinaryPrimitives.ReadUInt32BigEndian(bytes[60..]);
        if (type is not (VhdType.Fixed or VhdType.Dynamic or VhdType.Differencing))
            throw VhdDiagnostics.UnsupportedFooter.Unsupported(at, $"the footer has disk type {(uint)type}; only 2 (fixed), 3 (dynamic) and 4 (differencing) hold a disk");
        var footer = new VhdFooter(
            type,
            CurrentSize: BinaryPrimitives.ReadInt64BigEndian(bytes[48..]),
            OriginalSize: BinaryPrimitives.ReadInt64BigEndian(bytes[40..]),
            new VhdGeometry(BinaryPrimitives.ReadUInt16BigEndian(bytes[56..]), bytes[58], bytes[59]),
            HeaderOffset: BinaryPrimitives.ReadInt64BigEndian(bytes[16..]),
            Timestamp: BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]),
            Creator: Encoding.Latin1.GetString(bytes.Slice(28, 4)),
            CreatorVersion: BinaryPrimitives.ReadUInt32BigEndian(bytes[32..]),
            CreatorSystem: Encoding.Latin1.GetString(bytes.Slice(36, 4)),
            Id: new Guid(bytes.Slice(68, 16), bigEndian: true),
            SavedState: bytes[84] != 0);
        if (footer.CurrentSize is < 0 or > long.MaxValue / 2)
            throw VhdDiagnostics.BadFooter.Invalid(at, $"the footer says that the disk has {(ulong)footer.CurrentSize} bytes; it is damaged, restore the file from a copy");
        return footer;
    }

    /// <summary>Writes the 512 bytes with their checksum.</summary>
    public void Write(Span<byte> destination)
    {
        destination = destination[..Size];
        destination.Clear();
        Cookie.CopyTo(destination);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], 2);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], 1 << 16);
        BinaryPrimitives.WriteInt64BigEndian(destination[16..], HeaderOffset);
        BinaryPrimitives.WriteUInt32BigEndian(destination[24..], Timestamp);
        Encoding.Latin1.GetBytes(Creator, destination[28..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[32..], CreatorVersion);
        Encoding.Latin1.GetBytes(CreatorSystem, destination[36..]);
        BinaryPrimitives.WriteInt64BigEndian(destination[40..], OriginalSize);
        BinaryPrimitives.WriteInt64BigEndian(destination[48..], CurrentSize);
        BinaryPrimitives.WriteUInt16BigEndian(destination[56..], Geometry.Cylinders);
        destination[58] = Geometry.Heads;
        destination[59] = Geometry.SectorsPerTrack;
        BinaryPrimitives.WriteUInt32BigEndian(destination[60..], (uint)Type);
        Id.TryWriteBytes(destination[68..], bigEndian: true, out _);
        destination[84] = SavedState ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[ChecksumOffset..], Checksum(destination, ChecksumOffset));
    }
}
