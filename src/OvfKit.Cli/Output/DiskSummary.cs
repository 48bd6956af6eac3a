using OvfKit.Disks;

namespace OvfKit.Cli.Output;

/// <summary>What <c>info</c> says of a disk. Sizes are in bytes.</summary>
internal sealed record DiskSummary(
    string Name, string Format, string Variant, long VirtualSize, long? FileSize, long AllocatedSize, int BlockSize, int LogicalSectorSize, string? Parent,
    IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>Describes an open image. Reads its tables, not its data.</summary>
    /// <param name="image">The image.</param>
    /// <param name="fileSize">The length of its file, where it is one.</param>
    public static DiskSummary Of(DiskImage image, long? fileSize) => new(
        image.Name,
        image.Format.Name,
        image.Variant,
        image.Length,
        fileSize,
        image.Extents().Where(extent => extent.Kind != RunKind.Zero).Sum(extent => extent.Length),
        image.BlockSize,
        image.LogicalSectorSize,
        image.Parent?.Name,
        image.Properties.DistinctBy(property => property.Key).ToDictionary(property => property.Key, property => property.Value));
}
