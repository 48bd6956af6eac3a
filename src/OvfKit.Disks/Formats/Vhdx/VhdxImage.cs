using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhdx;

internal sealed class VhdxImage : DiskImage
{
    private readonly ByteSource _source;
    private readonly VhdxMetadata _metadata;
    private readonly VhdxBlockTable _table;

    private VhdxImage(VhdxFormat format, ByteSource source, VhdxMetadata metadata, VhdxBlockTable table)
        : base(format, source.Name)
    {
        _source = source;
        _metadata = metadata;
        _table = table;
        Variant = metadata.IsFixed ? VhdxFormat.Fixed : VhdxFormat.Dynamic;
        Length = metadata.DiskSize;
        BlockSize = metadata.BlockSize;
        LogicalSectorSize = metadata.LogicalSectorSize;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("block size", _metadata.BlockSize.ToString(CultureInfo.InvariantCulture)),
        new("disk id", _metadata.DiskId.ToString("D")),
        new("logical sector size", _metadata.LogicalSectorSize.ToString(CultureInfo.InvariantCulture)),
        new("physical sector size", _metadata.PhysicalSectorSize.ToString(CultureInfo.InvariantCulture)),
    ];

    public static VhdxImage Open(VhdxFormat format, ByteSource source, DiskOpenOptions options)
    {
        var header = VhdxHeader.Read(source, options.Diagnostics);
        if (header.LogGuid != Guid.Empty)
        {
            throw VhdxDiagnostics.LogNotEmpty.Unsupported(
                Location.AtOffset(source.Name, (long)Math.Min(header.LogOffset, long.MaxValue)),
                "the disk was not closed cleanly and its log holds changes that belong to the content; attach it once in Hyper-V (or run qemu-img check -r all on a copy) and try again");
        }

        var regions = VhdxRegions.Read(source, header, options.Diagnostics);
        var metadata = VhdxMetadata.Read(source, regions.Metadata);
        if (metadata.HasParent)
        {
            throw VhdxDiagnostics.Differencing.Unsupported(
                Location.AtOffset(source.Name, regions.Metadata.Offset),
                "the disk holds only the changes to a parent disk; merge it into its parent in Hyper-V and convert the result");
        }

        return new VhdxImage(format, source, metadata, VhdxBlockTable.Open(source, regions, header, metadata));
    }

    protected override Run Locate(long offset)
    {
        var block = offset / BlockSize;
        var within = offset % BlockSize;
        var (start, count) = _table.Find(block);
        var length = Math.Min((count * BlockSize) - within, Length - offset);
        return start == VhdxBlockTable.Absent ? Run.Zeros(length) : Run.Stored(length, _source, start + within);
    }
}
