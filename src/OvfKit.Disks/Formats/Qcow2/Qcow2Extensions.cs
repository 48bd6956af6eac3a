using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>What stands behind the header in the first cluster: named values, and the name of the parent.</summary>
/// <param name="ParentName">The parent as the image names it, or null.</param>
/// <param name="ParentFormat">The parent's format in QEMU's words, or null when it is not stated.</param>
/// <param name="DataFile">The name of the external data file, or null.</param>
/// <param name="HasBitmaps">Whether the image keeps bitmaps of changed clusters.</param>
internal sealed record Qcow2Extensions(string? ParentName, string? ParentFormat, string? DataFile, bool HasBitmaps)
{
    public const uint ParentFormatType = 0xE2792ACA;
    public const uint FeatureNamesType = 0x6803F857;
    public const int FeatureNameSize = 48;
    public const int LongestName = 1023;

    private const uint DataFileType = 0x44415441;
    private const uint BitmapsType = 0x23852875;
    private const int MostExtensions = 1000;
    private const Qcow2Incompatible Known = Qcow2Incompatible.Dirty | Qcow2Incompatible.Corrupt | Qcow2Incompatible.ExternalDataFile | Qcow2Incompatible.CompressionType | Qcow2Incompatible.ExtendedL2;

    /// <summary>Reads the extensions and refuses what the image demands and nobody here knows.</summary>
    public static Qcow2Extensions Read(ByteSource source, Qcow2Header header)
    {
        string? parentFormat = null, dataFile = null;
        var bitmaps = false;
        var featureNames = Array.Empty<byte>();
        Span<byte> head = stackalloc byte[8];
        var end = header.ParentNameOffset != 0 ? header.ParentNameOffset : header.ClusterSize;
        CheckParentName(source, header);
        var count = 0;
        for (long at = header.Length; at <= end - 8;)
        {
            // A file that ends within its first cluster has no further extensions; what it lacks is missed later.
            if (source.Read(at, head) < head.Length)
                break;
            var type = BinaryPrimitives.ReadUInt32BigEndian(head);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
            if (type == 0)
                break;
            if (length > end - at - 8 || ++count > MostExtensions)
                throw Bad(source, at, $"the header extension {type:x8} of {length} bytes does not fit before byte {end}");
            switch (type)
            {
                case ParentFormatType:
                    parentFormat = Text(source, at + 8, length);
                    break;
                case DataFileType:
                    dataFile = Text(source, at + 8, length);
                    break;
                case FeatureNamesType:
                    featureNames = new byte[Math.Min(length, 256 * FeatureNameSize)];
                    source.ReadExactly(at + 8, featureNames);
                    break;
                case BitmapsType:
                    bitmaps = true;
                    break;
            }

            at += 8 + ((length + 7L) / 8 * 8);
        }

        RefuseUnknown(source, header, featureNames);
        var parentName = header.ParentNameOffset == 0 ? null : Text(source, header.ParentNameOffset, (uint)header.ParentNameLength);
        return new Qcow2Extensions(parentName, parentFormat, dataFile, bitmaps);
    }

    /// <summary>Writes the header of a new image and what stands behind it.</summary>
    /// <param name="head">The header cluster, all zero.</param>
    /// <param name="header">The header, without a parent.</param>
    /// <param name="options">What is written; names the parent.</param>
    /// <exception cref="ArgumentException">The parent's name does not fit.</exception>
    public static void Write(Span<byte> head, Qcow2Header header, DiskWriteOptions options)
    {
        var at = header.Length;
        if (header.Compression == Qcow2Compression.Zstd)
        {
            // The name helps programs that are older than the feature to say what they lack.
            Span<byte> feature = stackalloc byte[FeatureNameSize];
            feature.Clear();
            feature[1] = (byte)BitOperations.Log2((uint)Qcow2Incompatible.CompressionType);
            "compression type"u8.CopyTo(feature[2..]);
            at = Write(head, at, FeatureNamesType, feature);
        }

        if (options.Parent is { } parent)
        {
            at = Write(head, at, ParentFormatType, Encoding.UTF8.GetBytes(Qcow2References.QemuName(parent.Format)));
            // Eight zero bytes end the extensions.
            var name = ParentNameOf(options);
            at += 8;
            if (name.Length > Math.Min(LongestName, head.Length - at))
                throw new ArgumentException($"the parent's name has {name.Length} bytes; {Math.Min(LongestName, head.Length - at)} fit into the image");
            name.CopyTo(head[at..]);
            header = header with { ParentNameOffset = at, ParentNameLength = name.Length };
        }

        header.Write(head);
    }

    private static byte[] ParentNameOf(DiskWriteOptions options) => Encoding.UTF8.GetBytes(options.ParentName ?? options.Parent!.Name);

    private static int Write(Span<byte> head, int at, uint type, ReadOnlySpan<byte> data)
    {
        BinaryPrimitives.WriteUInt32BigEndian(head[at..], type);
        BinaryPrimitives.WriteInt32BigEndian(head[(at + 4)..], data.Length);
        data.CopyTo(head[(at + 8)..]);
        return at + 8 + ((data.Length + 7) / 8 * 8);
    }

    private static void CheckParentName(ByteSource source, Qcow2Header header)
    {
        if (header.ParentNameOffset == 0)
            return;
        if (header.ParentNameOffset < header.Length || header.ParentNameOffset > header.ClusterSize)
            throw Bad(source, 8, $"the parent's name would stand at byte {header.ParentNameOffset}, outside the header cluster");
        if (header.ParentNameLength > Math.Min(LongestName, header.ClusterSize - header.ParentNameOffset))
            throw Bad(source, 16, $"the parent's name would have {header.ParentNameLength} bytes; {LongestName} are the most, and it must end within the header cluster");
    }

    private static void RefuseUnknown(ByteSource source, Qcow2Header header, ReadOnlySpan<byte> names)
    {
        var unknown = (ulong)(header.Incompatible & ~Known);
        if (unknown != 0)
        {
            var bit = BitOperations.TrailingZeroCount(unknown);
            throw Qcow2Diagnostics.UnknownFeature.Unsupported(
                Location.AtOffset(source.Name, 72), $"the image needs feature {bit} ({Name(names, bit)}), which is not known; convert it with the program that made it into an image without");
        }

        if (header.Incompatible.HasFlag(Qcow2Incompatible.CompressionType) != (header.Compression != Qcow2Compression.Zlib))
            throw Bad(source, 104, $"the compression type is {(byte)header.Compression}, but the feature bit for it says otherwise");
        if (header.Compression > Qcow2Compression.Zstd)
            throw Qcow2Diagnostics.UnknownFeature.Unsupported(Location.AtOffset(source.Name, 104), $"clusters are compressed with method {(byte)header.Compression}; 0 (zlib) and 1 (zstd) are known");
    }

    // Each entry: one byte for the kind of feature (0: incompatible), one for the bit, then the name.
    private static string Name(ReadOnlySpan<byte> names, int bit)
    {
        for (; names.Length >= FeatureNameSize; names = names[FeatureNameSize..])
        {
            if (names[0] == 0 && names[1] == bit)
                return Encoding.UTF8.GetString(names[2..FeatureNameSize]).TrimEnd('\0');
        }

        return "unnamed";
    }

    private static string Text(ByteSource source, long at, uint length)
    {
        if (length > LongestName)
            throw Bad(source, at, $"the name at byte {at} would have {length} bytes; {LongestName} are the most");
        Span<byte> bytes = stackalloc byte[(int)length];
        source.ReadExactly(at, bytes);
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }

    private static InvalidContentException Bad(ByteSource source, long at, string message) => Qcow2Diagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, at), message);
}
