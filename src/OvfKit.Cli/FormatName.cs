using OvfKit.Disks;

namespace OvfKit.Cli;

/// <summary>A format as the user writes it: <c>format</c> or <c>format:variant</c>.</summary>
/// <param name="Format">The format.</param>
/// <param name="Variant">The variant, or null for the format's default.</param>
internal sealed record FormatName(DiskFormat Format, string? Variant)
{
    /// <exception cref="ArgumentException">No such format or variant; the message lists those there are.</exception>
    public static FormatName Parse(string text)
    {
        var (name, variant) = text.Split(':', 2) is [var before, var after] ? (before, after) : (text, null);
        var format = DiskFormats.BuiltIn.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"\"{name}\" is no known disk format; known are {string.Join(", ", DiskFormats.BuiltIn.Select(format => format.Name))}");
        return new FormatName(format, variant);
    }

    /// <summary>The format that a target's name asks for.</summary>
    /// <exception cref="ArgumentException">The extension belongs to no format.</exception>
    public static FormatName ForTarget(string path) => DiskFormats.BuiltIn.FindByExtension(path) is { } format
        ? new FormatName(format, format.VariantByExtension(path))
        : throw new ArgumentException($"the name \"{Path.GetFileName(path)}\" does not say which disk format to write; use an extension such as {string.Join(", ", DiskFormats.BuiltIn.Where(f => f.Variants.Any(v => v.Writable)).Select(f => f.Extensions[0]))}, or --to FORMAT");
}
