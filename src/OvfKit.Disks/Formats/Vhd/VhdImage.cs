using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Raw;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>A VHD of any type.</summary>
internal sealed class VhdImage : DiskImage
{
    private const int CachedBitmaps = 64;

    private readonly ByteSource _data;
    private readonly VhdFooter _footer;
    private readonly VhdDynamicHeader? _header;
    private readonly VhdBlockTable? _table;
    private readonly PageCache _bitmaps;
    private readonly DiskFormats _formats;

    private VhdImage(VhdFormat format, ByteSource data, VhdFooter footer, VhdDynamicHeader? header, VhdBlockTable? table, DiskImage? parent, DiskOpenOptions options)
        : base(format, data.Name)
    {
        _data = data;
        _footer = footer;
        _header = header;
        _table = table;
        _bitmaps = new PageCache(data, CachedBitmaps);
        _formats = options.Formats ?? DiskFormats.BuiltIn;
        Variant = footer.Type switch
        {
            VhdType.Fixed => VhdFormat.Fixed,
            VhdType.Dynamic => VhdFormat.Dynamic,
            _ => VhdFormat.Differencing,
        };
        Length = VhdSize.Of(data, footer, options.Diagnostics);
        BlockSize = header?.BlockSize ?? VhdFooter.SectorSize;
        Id = footer.Id;
        Parent = parent;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("creator", _footer.Creator.TrimEnd('\0', ' ')),
        new("creator version", $"{_footer.CreatorVersion >> 16}.{_footer.CreatorVersion & 0xFFFF}"),
        new("creator system", _footer.CreatorSystem.TrimEnd('\0', ' ')),
        new("time", _footer.Time.ToString("u", CultureInfo.InvariantCulture)),
        new("current size", _footer.CurrentSize.ToString(CultureInfo.InvariantCulture)),
        new("original size", _footer.OriginalSize.ToString(CultureInfo.InvariantCulture)),
        new("geometry", _footer.Geometry.ToString()),
        new("geometry size", _footer.Geometry.Size.ToString(CultureInfo.InvariantCulture)),
        new("unique id", _footer.Id.ToString("D")),
        .. _footer.SavedState ? [new("saved state", "yes")] : (KeyValuePair<string, string>[])[],
        .. _header is null ? [] : (KeyValuePair<string, string>[])[new("block size", _header.BlockSize.ToString(CultureInfo.InvariantCulture))],
        .. _footer.Type != VhdType.Differencing ? [] : (KeyValuePair<string, string>[])[new("parent id", _header!.ParentId.ToString("D")), new("parent name", _header.ParentName)],
    ];

    /// <summary>When the image was made, as a child remembers it.</summary>
    internal uint Timestamp => _footer.Timestamp;

    public static VhdImage Open(VhdFormat format, ByteSource source, DiskOpenOptions options)
    {
        var (footer, dataEnd) = VhdFooterSearch.Find(source, options.Diagnostics);
        var data = source.Slice(0, dataEnd);
        if (footer.Type == VhdType.Fixed)
        {
            if (footer.CurrentSize > dataEnd)
                throw source.CutOff(0, footer.CurrentSize + (source.Length - dataEnd));
            return new VhdImage(format, data, footer, null, null, null, options);
        }

        Span<byte> bytes = stackalloc byte[VhdDynamicHeader.Size];
        var header = VhdDynamicHeader.Read(data, footer, bytes);
        var table = VhdBlockTable.Open(data, header, footer.HeaderOffset);
        var parent = footer.Type == VhdType.Differencing ? VhdParent.Open(source, footer.HeaderOffset, header, bytes, options) : null;
        return new VhdImage(format, data, footer, header, table, parent, options);
    }

    protected internal override void CheckTables(DiagnosticBag findings)
    {
        if (_table is not null)
            _table.ReportUnused(findings);
        else
            RawDoubts.ReportContent(_data, _formats, findings); // Only its last bytes make a fixed disk a VHD.
    }

    protected override Run Locate(long offset)
    {
        if (_table is null)
            return offset < _footer.CurrentSize ? Run.Stored(Math.Min(Length, _footer.CurrentSize) - offset, _data, offset) : Run.Zeros(Length - offset);

        var block = offset / BlockSize;
        var within = (int)(offset % BlockSize);
        var (start, count) = _table.Find(block);
        if (start == VhdBlockTable.Absent)
            return Run.FromParent(Math.Min((count * BlockSize) - within, Length - offset));

        var bitmapSize = _header!.BitmapSize;
        var bitmap = _bitmaps.Get(block, start, bitmapSize);
        var (kept, sectors) = VhdSectorBitmap.At(bitmap, within / VhdFooter.SectorSize, BlockSize / VhdFooter.SectorSize);
        var length = Math.Min(((long)sectors * VhdFooter.SectorSize) - (within % VhdFooter.SectorSize), Length - offset);
        // A sector that was never written is the parent's; without a parent it is zero.
        return kept ? Run.Stored(length, _data, start + bitmapSize + within) : Run.FromParent(length);
    }
}
