using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The region table ([MS-VHDX] §2.2.3): where the block table and the metadata are.</summary>
/// <param name="Bat">The block table.</param>
/// <param name="Metadata">The metadata.</param>
/// <param name="Taken">All that the file's head lists, itself included; null for a new file.</param>
internal readonly record struct VhdxRegions(ByteRange Bat, ByteRange Metadata, IReadOnlyList<ByteRange>? Taken = null)
{
    private const int ChecksumOffset = 4;
    private const int FirstEntry = 16;

    public static VhdxRegions Read(ByteSource source, VhdxHeader header, DiagnosticBag? diagnostics)
    {
        var first = new byte[RegionTableSize];
        var second = new byte[RegionTableSize];
        source.ReadExactly(RegionTableOffset1, first);
        source.ReadExactly(RegionTableOffset2, second);
        var (firstIsSound, secondIsSound) = (IsSound(first), IsSound(second));
        if (!firstIsSound && !secondIsSound)
        {
            throw VhdxDiagnostics.BadRegionTable.Invalid(
                Location.AtOffset(source.Name, RegionTableOffset1),
                "neither region table has its signature, a sane count and a matching CRC-32C; the file is damaged, restore it from a copy");
        }

        if (!firstIsSound)
            diagnostics?.Add(VhdxDiagnostics.DamagedCopy.At(Location.AtOffset(source.Name, RegionTableOffset1), "the first region table is damaged; the second one is used"));
        else if (!secondIsSound)
            diagnostics?.Add(VhdxDiagnostics.DamagedCopy.At(Location.AtOffset(source.Name, RegionTableOffset2), "the second region table is damaged; the first one is used"));
        else if (!first.AsSpan().SequenceEqual(second))
            diagnostics?.Add(VhdxDiagnostics.DamagedCopy.At(Location.AtOffset(source.Name, RegionTableOffset2), "the second region table differs from the first one, which is used"));
        return firstIsSound ? Parse(source, first, RegionTableOffset1, header) : Parse(source, second, RegionTableOffset2, header);
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
        if (header.Log.Length > 0)
            taken.Add(header.Log);

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        for (var i = 0; i < count; i++)
        {
            var at = Location.AtOffset(source.Name, tableOffset + FirstEntry + (i * TableEntrySize));
            var entry = bytes.Slice(FirstEntry + (i * TableEntrySize), TableEntrySize);
            var place = new ByteRange(BinaryPrimitives.ReadInt64LittleEndian(entry[16..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]));
            if (place.Offset < MiB || place.Offset % MiB != 0 || place.Length % MiB != 0 || place.Length == 0)
                throw VhdxDiagnostics.BadRegionTable.Invalid(at, $"the region at byte {place.Offset} with {place.Length} bytes is not made of whole MiB behind the first one");
            if (place.Offset > source.Length - place.Length)
                throw source.CutOff(place.Offset, place.Length);
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
            metadata ?? throw VhdxDiagnostics.BadRegionTable.Invalid(table, "the region table lists no metadata"),
            taken);
    }
}
