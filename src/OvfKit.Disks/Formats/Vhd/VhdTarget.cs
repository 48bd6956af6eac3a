using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>What all VHDs have in common when they are written: their size and their footer.</summary>
internal sealed class VhdTarget
{
    public const string AlignSetting = "align";

    // 32-bit sector numbers end at 2 TiB, and the headers and bitmaps need room too.
    public const long MaxDiskSize = 2040L << 30;

    // Windows 10 and Server 2016.
    private const uint WindowsVersion = 10 << 16;

    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;
    private readonly long _unit;
    private readonly Guid _id;
    private readonly DateTimeOffset _time;

    /// <exception cref="ArgumentException">The unit of <c>align</c> is no multiple of a sector.</exception>
    public VhdTarget(DiskSink sink, DiskWriteOptions options)
    {
        _sink = sink;
        _options = options;
        _unit = WriteSettings.Size(options, AlignSetting, VhdFooter.SectorSize);
        if (_unit is <= 0 or > MaxDiskSize || _unit % VhdFooter.SectorSize != 0)
            throw new ArgumentException($"{AlignSetting} must be a multiple of 512, such as 1M for Azure or 2M for XenServer");
        _id = options.Id ?? Guid.NewGuid();
        _time = options.Time ?? DateTimeOffset.UtcNow;
    }

    /// <summary>The size the disk gets.</summary>
    /// <exception cref="UnsupportedContentException">A VHD cannot hold it.</exception>
    public long SizeFor(DiskImage source)
    {
        var missing = (_unit - (source.Length % _unit)) % _unit;
        if (source.Length > MaxDiskSize - missing)
            throw DiskDiagnostics.TooLarge.Unsupported(new Location(_sink.Name), $"{source.Name} has {source.Length} bytes, but a VHD holds at most 2040 GiB; VHDX holds more");
        if (missing > 0)
        {
            _options.Diagnostics?.Add(DiskDiagnostics.Padded.At(
                new Location(_sink.Name), $"{missing} zero bytes were added at the end, so that the disk of {source.Length} bytes is made of whole units of {_unit}; a GPT keeps its second header before them"));
        }

        SectorSizeLoss.Report("a VHD", _sink, source, _options);
        return source.Length + missing;
    }

    public VhdFooter Footer(VhdType type, long size, long headerOffset) => new(
        type, size, size, VhdGeometry.Of(size), headerOffset, VhdFooter.TimestampOf(_time), VhdFooter.WindowsCreator, WindowsVersion, "Wi2k", _id, SavedState: false);
}
