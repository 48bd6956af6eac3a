using OvfKit.Disks;

namespace OvfKit.Conversion;

/// <summary>Which variants of a format a package can hold: an OVF reference names one file, and nothing in a descriptor joins several to a disk.</summary>
internal static class PackagedVariant
{
    /// <summary>The variant to write.</summary>
    /// <param name="format">The format.</param>
    /// <param name="name">The variant's name, or null for the first one that fits.</param>
    /// <exception cref="ArgumentException">The format cannot write the variant, or only as several files; the message lists those that fit.</exception>
    public static DiskVariant Of(DiskFormat format, string? name)
    {
        var fitting = format.Variants.Where(static variant => variant is { Writable: true, Layout: DiskLayout.OneFile }).ToList();
        var variant = name is null && fitting is [var first, ..] ? first : format.WritableVariant(name);
        if (variant.Layout == DiskLayout.OneFile)
            return variant;
        throw new ArgumentException(
            $"a package holds each disk in one file, but {format.Name}:{variant.Name} is {(variant.Layout == DiskLayout.Folder ? "a folder" : "several files")}; choose {string.Join(", ", fitting.Select(known => $"{format.Name}:{known.Name}"))}");
    }
}
