using System.Numerics;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The settings of a new VHDX as the user gave them; null where the disk or the format decides.</summary>
internal sealed record VhdxWriteSettings(int? BlockSize, int? LogicalSectorSize, int? PhysicalSectorSize)
{
    public const string BlockSizeSetting = "block-size";
    public const string LogicalSectorSizeSetting = "logical-sector-size";
    public const string PhysicalSectorSizeSetting = "physical-sector-size";

    /// <exception cref="ArgumentException">A setting is unknown or cannot be.</exception>
    public static VhdxWriteSettings Parse(DiskFormat format, DiskWriteOptions options)
    {
        WriteSettings.RefuseUnknown(format, options, BlockSizeSetting, LogicalSectorSizeSetting, PhysicalSectorSizeSetting);
        var blockSize = Size(options, BlockSizeSetting);
        if (blockSize is < MiB or > 256 * MiB || (blockSize is { } size && !BitOperations.IsPow2(size)))
            throw new ArgumentException($"{BlockSizeSetting} must be a power of two from 1M to 256M");
        var settings = new VhdxWriteSettings((int?)blockSize, SectorSize(options, LogicalSectorSizeSetting), SectorSize(options, PhysicalSectorSizeSetting));
        if (settings.PhysicalSectorSize < settings.LogicalSectorSize)
            throw new ArgumentException($"{PhysicalSectorSizeSetting} must not be below {LogicalSectorSizeSetting}");
        if (options.Parent is { } parent && settings.LogicalSectorSize is { } logical && logical != parent.LogicalSectorSize)
            throw new ArgumentException($"{LogicalSectorSizeSetting} of a child must be that of its parent, {parent.LogicalSectorSize}");
        return settings;
    }

    private static long? Size(DiskWriteOptions options, string name) => options.Settings.ContainsKey(name) ? WriteSettings.Size(options, name, 0) : null;

    private static int? SectorSize(DiskWriteOptions options, string name) => Size(options, name) switch
    {
        null => null,
        512 => 512,
        4096 => 4096,
        _ => throw new ArgumentException($"{name} must be 512 or 4096"),
    };
}
