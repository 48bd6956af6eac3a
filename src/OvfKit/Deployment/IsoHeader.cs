using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OvfKit.Deployment;

/// <summary>Writes what stands in front of the files of a CD: volume descriptors (ECMA-119 §8), path tables and folders.</summary>
internal static class IsoHeader
{
    private const int FirstDescriptor = 16;

    /// <summary>Makes all sectors in front of the first file.</summary>
    public static byte[] Make(IsoLayout layout, string label, DateTimeOffset time)
    {
        var header = new byte[layout.HeaderSectors * IsoLayout.SectorSize];
        WriteVolume(Sector(FirstDescriptor), 1, layout, layout.Primary, label, Encoding.ASCII, time);
        WriteVolume(Sector(FirstDescriptor + 1), 2, layout, layout.Joliet, label, Encoding.BigEndianUnicode, time);
        Begin(Sector(FirstDescriptor + 2), 255);
        layout.Primary.Write(header, time);
        layout.Joliet.Write(header, time);
        return header;

        Span<byte> Sector(int number) => header.AsSpan(number * IsoLayout.SectorSize, IsoLayout.SectorSize);
    }

    /// <summary>Writes a number in both byte orders, little-endian first.</summary>
    public static void WriteBoth(Span<byte> destination, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], value);
    }

    /// <inheritdoc cref="WriteBoth(Span{byte}, uint)"/>
    public static void WriteBoth(Span<byte> destination, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], value);
    }

    private static void Begin(Span<byte> sector, byte kind)
    {
        sector[0] = kind;
        "CD001"u8.CopyTo(sector[1..]);
        sector[6] = 1;
    }

    private static void WriteVolume(Span<byte> sector, byte kind, IsoLayout layout, IsoTree tree, string label, Encoding encoding, DateTimeOffset time)
    {
        Begin(sector, kind);
        Text(sector[8..40], "", encoding);
        Text(sector[40..72], label, encoding);
        WriteBoth(sector[80..], layout.Sectors);
        // What makes a supplementary descriptor one of Joliet: UCS-2 level 3.
        if (kind == 2)
            "%/E"u8.CopyTo(sector[88..]);
        WriteBoth(sector[120..], (ushort)1);
        WriteBoth(sector[124..], (ushort)1);
        WriteBoth(sector[128..], (ushort)IsoLayout.SectorSize);
        WriteBoth(sector[132..], (uint)tree.TableLength);
        BinaryPrimitives.WriteUInt32LittleEndian(sector[140..], tree.Tables.LittleEndian);
        BinaryPrimitives.WriteUInt32BigEndian(sector[148..], tree.Tables.BigEndian);
        tree.WriteRoot(sector[156..190], time);
        // Volume set, publisher, preparer and application, then copyright, abstract and bibliography.
        foreach (var start in (int[])[190, 318, 446, 574])
            Text(sector.Slice(start, 128), "", encoding);
        foreach (var start in (int[])[702, 739, 776])
            Text(sector.Slice(start, 37), "", encoding);
        Time(sector.Slice(813, 17), time);
        Time(sector.Slice(830, 17), time);
        Time(sector.Slice(847, 17), null);
        Time(sector.Slice(864, 17), null);
        sector[881] = 1;
    }

    private static void Text(Span<byte> field, string text, Encoding encoding)
    {
        var width = encoding.GetByteCount(" ");
        // An odd byte at the end of a field of two-byte characters stays zero.
        encoding.GetBytes(text.PadRight(field.Length / width), field);
    }

    // Digits down to hundredths of a second, and the distance from UTC in quarters of an hour; zeros where there is no time.
    private static void Time(Span<byte> field, DateTimeOffset? time) =>
        Encoding.ASCII.GetBytes(time?.ToString("yyyyMMddHHmmssff", CultureInfo.InvariantCulture) ?? new string('0', 16), field);
}
