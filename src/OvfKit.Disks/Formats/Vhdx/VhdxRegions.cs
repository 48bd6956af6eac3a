using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The region table ([MS-VHDX] §2.2.3): where the block table and the metadata are.</summary>
internal readonly record struct VhdxRegions(ByteRange Bat, ByteRange Metadata)
{
    private const int ChecksumOffset = 4;
    private const int FirstEntry = 16;
    private const long MaxFileOffset = 1L << 62;

    public static VhdxRegions Read(ByteSource source, VhdxHeader header, DiagnosticBag? diagnostics)
    {
        var bytes = new byte[RegionTableSize];
        var offset = RegionTableOffset1;
        source.ReadExactly(offset, bytes);
        if (!IsSound(bytes))
        {
            offset = RegionTableOffset2;
            source.ReadExactly(offset, bytes);
            if (!IsSound(bytes))
            {
                throw VhdxDiagnostics.BadRegionTable.Invalid(
                    Location.AtOffset(source.Name, RegionTableOffset1),
                    "neither region table has its signature, a sane count and a matching CRC-32C; the file is damaged, restore it from a copy");
            }

            diagnostics?.Add(VhdxDiagnostics.DamagedCopy.At(
                Location.AtOffset(source.Name, RegionTableOffset1), "the first region table is damaged; the second one is used"));
        }

        return Parse(source, bytes, offset, header);
    }

    /// <summary>Writes the 64 KiB of the table with its checksum.</summary>
    public void Write(Span<byte> destination)
    {
        destination = destination[..RegionTableSize];
        destination.Clear();
        "regi"u8.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], 2);
        WriteEntry(destination[FirstEntry..], BatRegion, Bat);
        WriteEntry(destination[(FirstEntry + TableEntrySize)..], MetadataRegion, Metadata);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumOffset..], Crc32C.Compute(destination, ChecksumOffset));
    }

    private static void WriteEntry(Span<byte> entry, Guid id, ByteRange place)
    {
        id.TryWriteBytes(entry);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], place.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], (uint)place.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[28..], 1);
    }

    private static bool IsSound(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("regi"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) <= MaxTableEntries
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]) == Crc32C.Compute(bytes, ChecksumOffset);

    private static VhdxRegions Parse(ByteSource source, ReadOnlySpan<byte> bytes, int tableOffset, VhdxHeader header)
    {
        ByteRange? bat = null, metadata = null;
        var taken = new List<ByteRange> { new(0, MiB) };
        if (header.LogLength > 0)
        {
            var log = new ByteRange((long)header.LogOffset, header.LogLength);
            if (log.Offset < MiB || log.Offset > MaxFileOffset || log.Offset % MiB != 0 || log.Length % MiB != 0)
                throw VhdxDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, HeaderOffset1), "the log does not lie at a whole MiB behind the first one");
            taken.Add(log);
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        for (var i = 0; i < count; i++)
        {
            var at = Location.AtOffset(source.Name, tableOffset + FirstEntry + (i * TableEntrySize));
            var entry = bytes.Slice(FirstEntry + (i * TableEntrySize), TableEntrySize);
            var place = new ByteRange(BinaryPrimitives.ReadInt64LittleEndian(entry[16..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]));
            if (place.Offset < MiB || place.Offset % MiB != 0 || place.Length % MiB != 0 || place.Length == 0 || place.Offset > source.Length - place.Length)
                throw VhdxDiagnostics.BadRegionTable.Invalid(at, $"the region at byte {place.Offset} with {place.Length} bytes is not made of whole MiB within the file of {source.Length} bytes");
            if (taken.Exists(other => place.Offset < other.End && other.Offset < place.End))
                throw VhdxDiagnostics.Overlap.Invalid(at, $"the region at byte {place.Offset} with {place.Length} bytes overlaps another structure");
            taken.Add(place);

            var id = new Guid(entry[..16]);
            if (id == BatRegion)
                bat = place;
            else if (id == MetadataRegion)
                metadata = place;
            else if ((BinaryPrimitives.ReadUInt32LittleEndian(entry[28..]) & 1) != 0)
                throw VhdxDiagnostics.UnknownFeature.Unsupported(at, $"the file requires region {id:B}, which is not known; convert it with the software that wrote it");
        }

        var table = Location.AtOffset(source.Name, tableOffset);
        return new VhdxRegions(
            bat ?? throw VhdxDiagnostics.BadRegionTable.Invalid(table, "the region table lists no block table"),
            metadata ?? throw VhdxDiagnostics.BadRegionTable.Invalid(table, "the region table lists no metadata"));
    }
}
