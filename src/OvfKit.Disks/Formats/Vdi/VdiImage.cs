using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>A VDI of any type.</summary>
internal sealed class VdiImage : DiskImage
{
    private readonly ByteSource _source;
    private readonly VdiHeader _header;
    private readonly VdiBlockMap _map;

    private VdiImage(VdiFormat format, ByteSource source, VdiHeader header, VdiBlockMap map, DiskImage? parent)
        : base(format, source.Name)
    {
        _source = source;
        _header = header;
        _map = map;
        Variant = header.Type switch
        {
            VdiType.Static => VdiFormat.Static,
            VdiType.Differencing => VdiFormat.Differencing,
            _ => VdiFormat.Dynamic,
        };
        Length = Rounding.Up(header.DiskSize, VdiHeader.SectorSize);
        BlockSize = header.BlockSize;
        Id = header.Id;
        Parent = parent;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("block size", _header.BlockSize.ToString(CultureInfo.InvariantCulture)),
        .. _header.BlockExtra == 0 ? [] : (KeyValuePair<string, string>[])[new("bytes before each block", _header.BlockExtra.ToString(CultureInfo.InvariantCulture))],
        new("blocks", _header.BlockCount.ToString(CultureInfo.InvariantCulture)),
        new("blocks allocated", _header.AllocatedCount.ToString(CultureInfo.InvariantCulture)),
        new("uuid", _header.Id.ToString("D")),
        new("modification uuid", _header.ModifyId.ToString("D")),
        .. _header.LinkId == Guid.Empty ? [] : (KeyValuePair<string, string>[])[new("parent uuid", _header.LinkId.ToString("D")), new("parent modification uuid", _header.ParentModifyId.ToString("D"))],
        .. _header.Comment.Length == 0 ? [] : (KeyValuePair<string, string>[])[new("comment", _header.Comment)],
    ];

    /// <summary>The id that changes whenever the image is written to, as a child remembers it.</summary>
    internal Guid ModifyId => _header.ModifyId;

    public static VdiImage Open(VdiFormat format, ByteSource source, DiskOpenOptions options)
    {
        var header = VdiHeader.Read(source);
        if (header.DiskSize % VdiHeader.SectorSize != 0)
        {
            options.Diagnostics?.Add(DiskDiagnostics.PartialSector.At(
                Location.AtOffset(source.Name, 368), $"the disk has {header.DiskSize} bytes, which is no whole number of {VdiHeader.SectorSize}-byte sectors; it is read with the rest of its last sector"));
        }

        var map = VdiBlockMap.Open(source, header);
        return new VdiImage(format, source, header, map, VdiParent.Open(source, header, options));
    }

    protected internal override void CheckTables(DiagnosticBag findings)
    {
        _map.ReportUnused(findings);
        var stored = _map.CountStored();
        if (stored != _header.AllocatedCount)
        {
            findings.Add(VdiDiagnostics.WrongCount.At(
                Location.AtOffset(_source.Name, 388), $"the header counts {_header.AllocatedCount} blocks, the map lists {stored}; VirtualBox would put new blocks over old ones or leave room unused, so convert the disk into a new image"));
        }
    }

    protected override Run Locate(long offset)
    {
        var (entry, count) = _map.Find(offset / BlockSize);
        var within = offset % BlockSize;
        var length = Math.Min((count * BlockSize) - within, Length - offset);
        return entry switch
        {
            VdiBlockMap.Free => Run.FromParent(length),
            VdiBlockMap.Zero => Run.Zeros(length),
            _ => Run.Stored(length, _source, _map.OffsetOf(entry) + within),
        };
    }
}
