using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The constant header of an seSparse extent, checked. Offsets and sizes are in sectors of 512 bytes.</summary>
/// <remarks>VMware does not document the format; the fields are those of qemu's block/vmdk.c.</remarks>
internal readonly record struct VmdkSeSparseHeader(long Capacity, ByteRange Directory, ByteRange Tables, long GrainsOffset)
{
    public const int GrainSectors = 8;
    public const int TableSectors = 64;
    public const int EntriesPerTable = TableSectors * VmdkHeader.SectorSize / sizeof(ulong);

    private const ulong ConstantMagic = 0xCAFEBABE, VolatileMagic = 0xCAFECAFE, KnownVersion = 0x0000000200000001;
    private const long LargestCapacity = (64L << 40) / VmdkHeader.SectorSize;
    private const int VersionField = 8, CapacityField = 16, GrainSizeField = 24, TableSizeField = 32, FlagsField = 40;
    private const int VolatileField = 80, DirectoryField = 128, TablesField = 144, GrainsField = 192, ReplayField = 24;

    public static ReadOnlySpan<byte> Magic => [0xBE, 0xBA, 0xFE, 0xCA, 0, 0, 0, 0];

    public static VmdkSeSparseHeader Read(ByteSource source)
    {
        var bytes = new byte[VmdkHeader.Size];
        source.ReadExactly(0, bytes);
        if (Field(0) != ConstantMagic)
            throw VmdkDiagnostics.BadHeader.Invalid(At(0), "the file does not begin with the magic of seSparse");
        if (Field(VersionField) != KnownVersion)
            throw VmdkDiagnostics.UnsupportedHeader.Unsupported(At(VersionField), $"the seSparse header has version 0x{Field(VersionField):x}; 0x{KnownVersion:x} is known");
        if (Field(GrainSizeField) != GrainSectors || Field(TableSizeField) != TableSectors)
            throw VmdkDiagnostics.UnsupportedHeader.Unsupported(At(GrainSizeField), $"the grains have {Field(GrainSizeField)} sectors and the tables {Field(TableSizeField)}; only {GrainSectors} and {TableSectors} are known");
        if (Field(FlagsField) != 0)
            throw VmdkDiagnostics.UnsupportedHeader.Unsupported(At(FlagsField), $"the header has the flags 0x{Field(FlagsField):x}, whose meaning is not known");
        if (Field(CapacityField) > LargestCapacity)
            throw VmdkDiagnostics.BadHeader.Invalid(At(CapacityField), $"the capacity is {Field(CapacityField)} sectors; at most {LargestCapacity} can be read");
        RefuseJournal(source, Area(VolatileField));
        var header = new VmdkSeSparseHeader((long)Field(CapacityField), Area(DirectoryField), Area(TablesField), Area(GrainsField).Offset);
        var tables = (header.Capacity + (GrainSectors * EntriesPerTable) - 1) / (GrainSectors * EntriesPerTable);
        if (header.Directory.Length < tables * sizeof(ulong))
            throw VmdkDiagnostics.BadTable.Invalid(At(DirectoryField), $"the grain directory has {header.Directory.Length} bytes, but {header.Capacity} sectors need {tables} entries");
        return header;

        Location At(long offset) => Location.AtOffset(source.Name, offset);
        ulong Field(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(offset));

        ByteRange Area(int field)
        {
            var (start, length) = (Field(field), Field(field + 8));
            var most = (ulong)(source.Length / VmdkHeader.SectorSize);
            // Grains are given the room they may grow into, which the file need not have yet.
            if (start < 1 || start > most || (field != GrainsField && length > most - start))
                throw VmdkDiagnostics.BadHeader.Invalid(At(field), $"{length} sectors at sector {start} are not within the file of {source.Length} bytes; it is cut off or damaged");
            return new((long)start * VmdkHeader.SectorSize, (long)Math.Min(length, most - start) * VmdkHeader.SectorSize);
        }
    }

    private static void RefuseJournal(ByteSource source, ByteRange area)
    {
        Span<byte> bytes = stackalloc byte[VmdkHeader.Size];
        source.ReadExactly(area.Offset, bytes);
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != VolatileMagic)
            throw VmdkDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, area.Offset), "the volatile header does not begin with its magic");
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[ReplayField..]) != 0)
        {
            throw VmdkDiagnostics.DirtyJournal.Unsupported(
                Location.AtOffset(source.Name, area.Offset + ReplayField), "the disk was not closed cleanly and its journal holds changes that belong to the content; power the machine on and off on its ESXi host, and copy it again");
        }
    }
}
