using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Opens COWD extents, the copy-on-write disks of ESX: VMFSSPARSE.</summary>
internal static class VmdkCowdExtent
{
    private const int HeaderSize = 2048;
    private const int EntriesPerTable = 4096;
    private const int LargestGrain = (64 << 20) / VmdkHeader.SectorSize;
    private const int VersionField = 4, CapacityField = 12, GrainSizeField = 16, DirectoryField = 20, DirectoryLengthField = 24;
    private const int GeometryField = 32, ParentNameField = 32, ParentNameLength = 1024, GenerationField = 1060, UncleanField = 1648;

    public static ReadOnlySpan<byte> Magic => "COWD"u8;

    /// <summary>Whether the header is that of a disk that stands alone: it has a geometry where a child names its parent.</summary>
    public static bool IsRoot(ByteSource source)
    {
        Span<byte> geometry = stackalloc byte[12];
        return source.Read(GeometryField, geometry) == geometry.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(geometry) is >= 1 and <= 0xFFFFFF
            && BinaryPrimitives.ReadUInt32LittleEndian(geometry[4..]) is >= 1 and <= 255
            && BinaryPrimitives.ReadUInt32LittleEndian(geometry[8..]) is >= 1 and <= 63;
    }

    /// <summary>The guest sectors the header states.</summary>
    public static long Capacity(ByteSource source)
    {
        Span<byte> field = stackalloc byte[4];
        source.ReadExactly(CapacityField, field);
        return BinaryPrimitives.ReadUInt32LittleEndian(field);
    }

    /// <summary>Opens an extent.</summary>
    /// <param name="source">Its file, which begins with the magic.</param>
    /// <param name="stated">The sectors the descriptor gives it.</param>
    /// <param name="cachedBytes">How many bytes of tables may be kept.</param>
    /// <param name="diagnostics">Receives findings.</param>
    public static VmdkGrainExtent Open(ByteSource source, long stated, int cachedBytes, DiagnosticBag? diagnostics)
    {
        var header = new byte[HeaderSize];
        source.ReadExactly(0, header);
        if (Field(VersionField) != 1)
            throw VmdkDiagnostics.UnsupportedHeader.Unsupported(At(VersionField), $"the COWD header has version {Field(VersionField)}; version 1 is known");
        if (Field(CapacityField) < stated)
            throw VmdkDiagnostics.BadHeader.Invalid(At(CapacityField), $"the header says {Field(CapacityField)} sectors, the descriptor {stated}: the file belongs to another disk or is damaged");
        if (Field(GrainSizeField) is < 1 or > LargestGrain)
            throw VmdkDiagnostics.BadHeader.Invalid(At(GrainSizeField), $"the grain size is {Field(GrainSizeField)} sectors; 1 to {LargestGrain} can be read");
        var grainSize = (int)Field(GrainSizeField);
        var tables = (stated + ((long)grainSize * EntriesPerTable) - 1) / ((long)grainSize * EntriesPerTable);
        if (Field(DirectoryLengthField) < tables)
            throw VmdkDiagnostics.BadHeader.Invalid(At(DirectoryLengthField), $"the grain directory has {Field(DirectoryLengthField)} entries, but {stated} sectors need {tables}");
        if (header[UncleanField] != 0)
            diagnostics?.Add(VmdkDiagnostics.UncleanShutdown.At(At(UncleanField), "the disk was in use when the file was written last or copied; its newest changes may be missing"));

        var layout = new VmdkTableLayout
        {
            CachedBytes = cachedBytes,
            GrainSize = grainSize,
            EntriesPerTable = EntriesPerTable,
            DirectoryLength = tables,
            Directory = (Field(DirectoryField), DirectoryField),
            HasZeroedGrains = true,
            Metadata = [(new(0, HeaderSize), 0)],
        };
        return new VmdkGrainExtent(
            source, stated * VmdkHeader.SectorSize, grainSize * VmdkHeader.SectorSize, VmdkGrainTables.Open(source, layout, diagnostics), null, Properties(header, grainSize));

        Location At(int offset) => Location.AtOffset(source.Name, offset);
        long Field(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(offset));
    }

    private static List<KeyValuePair<string, string>> Properties(byte[] header, int grainSize)
    {
        var properties = new List<KeyValuePair<string, string>>
        {
            new("grain size", (grainSize * VmdkHeader.SectorSize).ToString(CultureInfo.InvariantCulture)),
            new("generation", BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(GenerationField)).ToString(CultureInfo.InvariantCulture)),
        };
        var name = header.AsSpan(ParentNameField, ParentNameLength);
        name = name[..Math.Max(0, name.IndexOf((byte)0))];
        if (name.Length > 3 && !name.ContainsAnyInRange((byte)0, (byte)31))
            properties.Add(new("parent name", Encoding.UTF8.GetString(name)));
        return properties;
    }
}
