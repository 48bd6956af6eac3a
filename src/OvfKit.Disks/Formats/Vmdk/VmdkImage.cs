using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>A single-file sparse VMDK: monolithicSparse or streamOptimized.</summary>
internal sealed class VmdkImage : DiskImage
{
    private readonly ByteSource _source;
    private readonly VmdkHeader _header;
    private readonly VmdkDescriptor _descriptor;
    private readonly VmdkGrainTables _tables;
    private readonly VmdkGrainReader _grains;

    private VmdkImage(VmdkFormat format, ByteSource source, VmdkHeader header, VmdkDescriptor descriptor, DiskImage? parent, DiagnosticBag? diagnostics)
        : base(format, source.Name)
    {
        _source = source;
        _header = header;
        _descriptor = descriptor;
        _tables = new VmdkGrainTables(source, header);
        _grains = new VmdkGrainReader(source, header);
        Variant = descriptor.CreateType!;
        Length = SizeInSectors(source, header, descriptor, diagnostics) * VmdkHeader.SectorSize;
        BlockSize = header.GrainBytes;
        LogicalSectorSize = descriptor["ddb.logicalSectorSize"] == "4096" && Length % 4096 == 0 ? 4096 : 512;
        Parent = parent;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("header version", _header.Version.ToString(CultureInfo.InvariantCulture)),
        new("grain size", _header.GrainBytes.ToString(CultureInfo.InvariantCulture)),
        .. _descriptor.Values.Where(value => value.Key.StartsWith("ddb.", StringComparison.OrdinalIgnoreCase) || value.Key.EndsWith("CID", StringComparison.OrdinalIgnoreCase)),
    ];

    internal uint ContentId => _descriptor.ContentId;

    public static VmdkImage Open(VmdkFormat format, ByteSource source, DiskOpenOptions options)
    {
        Span<byte> sector = stackalloc byte[VmdkHeader.Size];
        source.ReadExactly(0, sector);
        if (!sector.StartsWith(VmdkHeader.Magic))
            throw VmdkDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, 0), "the file does not begin with KDMV");
        var header = VmdkHeader.Parse(sector, Location.AtOffset(source.Name, 0));
        if (header.DescriptorOffset == 0)
            throw VmdkDiagnostics.PieceOfDisk.Unsupported(Location.AtOffset(source.Name, 28), "the file holds a piece of a disk but no descriptor; open the small .vmdk file that lists the pieces");

        var descriptor = VmdkDescriptor.Read(source, header);
        if (descriptor.Extents.Count != 1 || descriptor.Extents[0].Type != "SPARSE")
        {
            throw VmdkDiagnostics.PieceOfDisk.Unsupported(
                Location.AtOffset(source.Name, header.DescriptorOffset * VmdkHeader.SectorSize),
                $"the descriptor lists {descriptor.Extents.Count} extents; only disks of one sparse extent in one file can be read");
        }

        // The descriptor was read where the header has it; a footer that says otherwise must not move the border to the grains.
        if (VmdkFooter.Find(source, header) is { } footer)
            header = footer with { DescriptorOffset = header.DescriptorOffset, DescriptorSize = header.DescriptorSize };
        if (header.GrainDirectoryOffset == VmdkHeader.GrainDirectoryAtEnd)
            throw VmdkDiagnostics.FooterMissing.Invalid(Location.AtOffset(source.Name, source.Length), "the tables should stand at the end of the file, but no footer is there: the file is cut off; copy or download it again");
        var parent = VmdkParent.Open(source, descriptor, options);
        try
        {
            return new VmdkImage(format, source, header, descriptor, parent, options.Diagnostics);
        }
        catch
        {
            parent?.Dispose();
            throw;
        }
    }

    protected override Run Locate(long offset)
    {
        var (entry, count) = _tables.Find(offset / _header.GrainBytes);
        var within = (int)(offset % _header.GrainBytes);
        var length = Math.Min((count * _header.GrainBytes) - within, Length - offset);
        if (entry == 0)
            return Run.FromParent(length);
        if (entry == 1 && _header.HasZeroedGrains)
            return Run.Zeros(length);

        var stored = entry * (long)VmdkHeader.SectorSize;
        return _header.Compressed
            ? new Run(RunKind.Encoded, length, _source, stored, _grains.StoredLength(stored, _tables.SectorAfter(offset / _header.GrainBytes)), within)
            : Run.Stored(length, _source, stored + within);
    }

    protected override void Decode(in Run run, long offset, Span<byte> block) => _grains.Inflate(run.SourceOffset, run.StoredLength, offset / VmdkHeader.SectorSize, block);

    private static long SizeInSectors(ByteSource source, VmdkHeader header, VmdkDescriptor descriptor, DiagnosticBag? diagnostics)
    {
        var stated = descriptor.Extents[0].Size;
        if (stated == header.Capacity)
            return stated;

        // Some writers round the header's capacity up to whole grains; the descriptor then has the true size.
        var used = Math.Min(stated, header.Capacity);
        diagnostics?.Add(VmdkDiagnostics.SizeMismatch.At(
            Location.AtOffset(source.Name, 12), $"the header says {header.Capacity} sectors, the descriptor {stated}; the disk is read with {used}"));
        return used;
    }
}
