using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>A VHDX: fixed, dynamic or, with a parent, differencing.</summary>
internal sealed class VhdxImage : DiskImage
{
    private readonly ByteSource _content;
    private readonly VhdxMetadata _metadata;
    private readonly VhdxBlockTable _table;
    private readonly VhdxSectorBitmap _bitmap;

    private VhdxImage(VhdxFormat format, ByteSource content, VhdxHeader header, VhdxMetadata metadata, VhdxBlockTable table, DiskImage? parent)
        : base(format, content.Name)
    {
        _content = content;
        _metadata = metadata;
        _table = table;
        _bitmap = new VhdxSectorBitmap(content, table, metadata);
        DataWriteId = header.DataWriteGuid;
        Variant = metadata.IsFixed ? VhdxFormat.Fixed : VhdxFormat.Dynamic;
        Length = metadata.DiskSize;
        BlockSize = metadata.BlockSize;
        LogicalSectorSize = metadata.LogicalSectorSize;
        Id = metadata.DiskId;
        Parent = parent;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("block size", _metadata.BlockSize.ToString(CultureInfo.InvariantCulture)),
        new("disk id", _metadata.DiskId.ToString("D")),
        new("data write id", DataWriteId.ToString("D")),
        new("logical sector size", _metadata.LogicalSectorSize.ToString(CultureInfo.InvariantCulture)),
        new("physical sector size", _metadata.PhysicalSectorSize.ToString(CultureInfo.InvariantCulture)),
        .. _metadata.Parent is { } locator ? locator.Known : [],
    ];

    /// <summary>By this id children know their parent; it changes with the guest bytes.</summary>
    internal Guid DataWriteId { get; }

    /// <summary>The size in bytes of the sectors the medium writes at once: 512 or 4096.</summary>
    internal int PhysicalSectorSize => _metadata.PhysicalSectorSize;

    public static VhdxImage Open(VhdxFormat format, ByteSource source, DiskOpenOptions options)
    {
        var header = VhdxHeader.Read(source, options.Diagnostics);
        var content = VhdxLog.Open(source, header, options);
        var regions = VhdxRegions.Read(content, header, options.Diagnostics);
        var metadata = VhdxMetadata.Read(content, regions.Metadata);
        var table = VhdxBlockTable.Open(content, regions, metadata);
        return new VhdxImage(format, content, header, metadata, table, VhdxParent.Open(source, metadata.Parent, options));
    }

    protected internal override void CheckTables(DiagnosticBag findings)
    {
        if (_table.UnusedBytes > 0)
            findings.Add(VhdxDiagnostics.UnusedSpace.At(new Location(Name), $"{_table.UnusedBytes} bytes of the file hold nothing of the disk; a compacted copy is shorter"));
    }

    protected override Run Locate(long offset)
    {
        var within = offset % BlockSize;
        var (state, start, count) = _table.Find(offset / BlockSize);
        var length = Math.Min((count * BlockSize) - within, Length - offset);
        switch (state)
        {
            case VhdxBlockState.FullyPresent:
                return Run.Stored(length, _content, start + within);
            case VhdxBlockState.PartiallyPresent:
                var (isOwn, same) = _bitmap.Find(offset);
                length = Math.Min(length, same);
                return isOwn ? Run.Stored(length, _content, start + within) : Run.FromParent(length);
            case VhdxBlockState.NotPresent:
                return Run.FromParent(length);
            default:
                // Undefined and unmapped blocks may read as anything; zeros give nothing away.
                return Run.Zeros(length);
        }
    }
}
