using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Raw;

/// <summary>Looks for signs that bytes taken for those of a guest are something else. Any bytes could be a raw disk, so that a sign is a doubt and no more.</summary>
internal static class RawDoubts
{
    private const int SectorSize = 512;

    // Headers that tools put before a disk are small, and what a guest keeps so near the beginning are boot loaders.
    private const int SearchedForShift = 64 << 10;
    private const int ProbeLength = 4096;

    /// <summary>Looks at a file that is taken as a raw disk.</summary>
    public static void Report(ByteSource source, DiskFormats formats, DiagnosticBag findings)
    {
        if (StartsAs(source, 0, formats) is null)
        {
            if (formats.Detect(source) is { } format)
                findings.Add(LooksLike(source, source.Length - SectorSize, "ends", format));
            else
                ReportFooter(source, findings);
            ReportName(source, formats, findings);
        }

        ReportContent(source, formats, findings);
    }

    /// <summary>Looks at bytes that are taken as a guest's, wherever they come from.</summary>
    public static void ReportContent(ByteSource source, DiskFormats formats, DiagnosticBag findings)
    {
        if (StartsAs(source, 0, formats) is { } format)
        {
            findings.Add(LooksLike(source, 0, "begins", format));
            return;
        }

        if (Wrapping.Detect(source) is { } kind)
        {
            findings.Add(RawDiagnostics.OtherFormat.At(Location.AtOffset(source.Name, 0), $"the disk begins like a file compressed with {kind}; unpack it and look at what is inside"));
            return;
        }

        for (long offset = SectorSize; offset <= Math.Min(SearchedForShift, source.Length - SectorSize); offset += SectorSize)
        {
            if (DiskAt(source, offset, formats) is not var (start, what))
                continue;
            findings.Add(RawDiagnostics.Shifted.At(
                Location.AtOffset(source.Name, start), $"{what} begins at byte {start}: what comes before may be a header that belongs to no guest; cut it off and look at the rest"));
            return;
        }
    }

    private static Diagnostic LooksLike(ByteSource source, long offset, string where, DiskFormat format) => RawDiagnostics.OtherFormat.At(
        Location.AtOffset(source.Name, offset), $"the disk {where} like a {format.Name}; open the file as one (--from {format.Name}), unless the guest itself keeps such bytes there");

    private static void ReportFooter(ByteSource source, DiagnosticBag findings)
    {
        const int version = 12, size = 48, type = 60;
        Span<byte> tail = stackalloc byte[SectorSize];
        var at = source.Length - SectorSize;
        if (at < 0 || source.Read(at, tail) < SectorSize)
            return;
        // Whatever byte of a footer was changed, the others still state what no guest's last sector does.
        if (BinaryPrimitives.ReadUInt32BigEndian(tail[version..]) == 1 << 16 && BinaryPrimitives.ReadInt64BigEndian(tail[size..]) == at && BinaryPrimitives.ReadUInt32BigEndian(tail[type..]) == 2)
        {
            findings.Add(RawDiagnostics.DamagedFooter.At(
                Location.AtOffset(source.Name, at), "the last sector is the footer of a fixed VHD whose first bytes were overwritten; it is read as the guest's: restore the file from a copy, or resize the disk to leave it out"));
        }
    }

    private static void ReportName(ByteSource source, DiskFormats formats, DiagnosticBag findings)
    {
        if (formats.FindByExtension(source.Name) is { } named and not RawFormat)
        {
            findings.Add(RawDiagnostics.OtherName.At(
                new Location(source.Name), $"the name is that of a {named.Name}, but the content is none: it is the data of a disk in several files, whose descriptor should be opened instead, or its beginning was lost"));
        }
    }

    private static (long Start, string What)? DiskAt(ByteSource source, long offset, DiskFormats formats)
    {
        if (StartsAs(source, offset, formats) is { } format)
            return (offset, $"a disk of the format {format.Name}");
        Span<byte> header = stackalloc byte[32];
        if (source.Read(offset, header) < header.Length || !header.StartsWith("EFI PART"u8) || BinaryPrimitives.ReadInt64LittleEndian(header[24..]) != 1)
            return null;
        // The primary header of a partition table stands in the second sector, which has one of two sizes.
        return offset is SectorSize or 8 * SectorSize ? null : (offset - SectorSize, "a disk with a GUID partition table");
    }

    private static DiskFormat? StartsAs(ByteSource source, long offset, DiskFormats formats)
    {
        Span<byte> head = stackalloc byte[ProbeLength];
        var probe = new DiskProbe(head[..source.Read(offset, head)], default, source.Length - offset);
        foreach (var format in formats)
        {
            if (format.Matches(probe))
                return format;
        }

        return null;
    }
}
