using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>The header of an expanding image (parallels.txt, "Header"); little-endian.</summary>
/// <param name="IsExtended">Whether the block table counts in blocks and the size has 64 bits, else sectors and 32 bits.</param>
/// <param name="Heads">Heads of the geometry.</param>
/// <param name="Cylinders">Cylinders of the geometry.</param>
/// <param name="BlockSectors">Sectors of a block, called tracks.</param>
/// <param name="Entries">Entries of the block table.</param>
/// <param name="Sectors">Sectors of the disk.</param>
/// <param name="InUse">One of the values below; other ones mean nothing.</param>
/// <param name="DataSector">The sector at which blocks begin; 0 in images of old software.</param>
/// <param name="IsEmpty">Whether all blocks count as absent, whatever the table says.</param>
internal sealed record ParallelsHeader(bool IsExtended, uint Heads, uint Cylinders, uint BlockSectors, uint Entries, long Sectors, uint InUse, uint DataSector, bool IsEmpty)
{
    public const int Size = 64;
    public const int SectorSize = 512;
    public const uint Open = 0x746F6E59;
    public const uint Closed = 0x312E3276;

    private const uint CurrentVersion = 2;
    private const int ExtensionField = 56;
    private const long MaxSectors = long.MaxValue / SectorSize;

    /// <summary>Where an extension of the format begins, which keeps such things as bitmaps; 0 where there is none.</summary>
    public long ExtensionSector { get; init; }

    public long BlockSize => (long)BlockSectors * SectorSize;

    public long TableEnd => Size + ((long)Entries * sizeof(uint));

    private static ReadOnlySpan<byte> OldMagic => "WithoutFreeSpace"u8;

    private static ReadOnlySpan<byte> ExtendedMagic => "WithouFreSpacExt"u8;

    public static bool Matches(ReadOnlySpan<byte> head) => head.StartsWith(OldMagic) || head.StartsWith(ExtendedMagic);

    public static ParallelsHeader Read(ByteSource source, DiagnosticBag? diagnostics)
    {
        Span<byte> bytes = stackalloc byte[Size];
        source.ReadExactly(0, bytes);
        if (!Matches(bytes))
            throw Bad(source, 0, "the file does not begin with the mark of a Parallels image; if it is a raw disk, say so");
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]) is not CurrentVersion and var version)
            throw ParallelsDiagnostics.UnknownVersion.Unsupported(Location.AtOffset(source.Name, 16), $"the image has version {version}, but only version {CurrentVersion} is known");

        var extended = bytes.StartsWith(ExtendedMagic);
        var sectors = BinaryPrimitives.ReadUInt64LittleEndian(bytes[36..]);
        if (!extended)
            sectors = (uint)sectors;
        var header = new ParallelsHeader(
            extended, Number(bytes, 20), Number(bytes, 24), Number(bytes, 28), Number(bytes, 32), (long)Math.Min(sectors, long.MaxValue), Number(bytes, 44), Number(bytes, 48), (Number(bytes, 52) & 1) != 0)
        {
            ExtensionSector = BinaryPrimitives.ReadInt64LittleEndian(bytes[ExtensionField..]),
        };
        header.Check(source);
        if (header.InUse == Open)
        {
            diagnostics?.Add(ParallelsDiagnostics.NotClosed.At(
                Location.AtOffset(source.Name, 44), "the image was in use when it was copied, or its machine crashed; the last changes may be missing or half-written"));
        }

        return header;
    }

    public void Write(Span<byte> bytes)
    {
        (IsExtended ? ExtendedMagic : OldMagic).CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], CurrentVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[20..], Heads);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], Cylinders);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], BlockSectors);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[32..], Entries);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[36..], Sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[44..], InUse);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[48..], DataSector);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[52..], IsEmpty ? 1u : 0);
    }

    private void Check(ByteSource source)
    {
        if (BlockSectors is 0 or > int.MaxValue / SectorSize)
            throw Bad(source, 28, $"blocks of {BlockSectors} sectors are not possible");
        if (Sectors > MaxSectors)
            throw Bad(source, 36, $"a disk of {(ulong)Sectors} sectors is larger than any can be");
        if (((UInt128)Entries * BlockSectors) < (UInt128)Sectors)
            throw Bad(source, 32, $"{Entries} blocks of {BlockSectors} sectors do not make a disk of {Sectors} sectors");
        if (TableEnd > source.Length)
            throw source.CutOff(Size, TableEnd - Size);
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static InvalidContentException Bad(ByteSource source, long at, string message) => ParallelsDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, at), message);
}
