using System.Buffers.Binary;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The markers between the parts of a stream-optimized extent.</summary>
internal static class VmdkMarker
{
    /// <summary>Bytes of a grain marker before the compressed data: the grain's sector and the data's length.</summary>
    public const int GrainHeaderSize = 12;

    // The directory of the largest disk.
    private const long LargestPayload = (32 << 20) / VmdkHeader.SectorSize;

    public const uint GrainTable = 1;
    public const uint GrainDirectory = 2;
    public const uint Footer = 3;

    /// <summary>Whether a sector is the marker of a footer.</summary>
    public static bool IsFooter(ReadOnlySpan<byte> sector) =>
        BinaryPrimitives.ReadUInt32LittleEndian(sector[8..]) == 0 && BinaryPrimitives.ReadUInt32LittleEndian(sector[12..]) == Footer;

    /// <summary>The sectors behind a marker that is not a grain's: known for the known types, none for the end of the stream and for what is not known.</summary>
    public static long PayloadSectors(ReadOnlySpan<byte> marker)
    {
        var sectors = BinaryPrimitives.ReadInt64LittleEndian(marker);
        return BinaryPrimitives.ReadUInt32LittleEndian(marker[12..]) is GrainTable or GrainDirectory or Footer && sectors is >= 0 and <= LargestPayload ? sectors : 0;
    }

    /// <summary>Writes a marker sector that is followed by something other than a grain.</summary>
    /// <param name="destination">The sector, zeroed.</param>
    /// <param name="type">What follows.</param>
    /// <param name="sectors">How many sectors follow.</param>
    public static void Write(Span<byte> destination, uint type, long sectors)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], type);
    }

    /// <summary>Walks over a stream from marker to marker, reading a sector for each.</summary>
    /// <param name="source">The file.</param>
    /// <param name="offset">Where the first marker is.</param>
    /// <returns>The grains with the guest sector and the length their marker states; at last the end-of-stream marker with length 0, where there is one.</returns>
    public static IEnumerable<(long Offset, long Sector, int Length)> Walk(ByteSource source, long offset)
    {
        var marker = new byte[VmdkHeader.SectorSize];
        while (offset >= 0 && offset <= source.Length - marker.Length)
        {
            source.ReadExactly(offset, marker);
            var (sector, length) = ReadGrain(marker);
            if (length > 0)
                yield return (offset, sector, length);
            else if (!marker.AsSpan(0, 16).ContainsAnyExcept((byte)0))
            {
                yield return (offset, 0, 0);
                yield break;
            }

            offset += length > 0 ? Rounding.Up((long)GrainHeaderSize + length, marker.Length) : (1 + PayloadSectors(marker)) * marker.Length;
        }
    }

    public static (long Sector, int Length) ReadGrain(ReadOnlySpan<byte> marker) =>
        (BinaryPrimitives.ReadInt64LittleEndian(marker), BinaryPrimitives.ReadInt32LittleEndian(marker[8..]));

    public static void WriteGrain(Span<byte> destination, long sector, int length)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, sector);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], length);
    }
}
