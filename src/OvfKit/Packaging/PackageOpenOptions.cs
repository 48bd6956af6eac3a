using OvfKit.Diagnostics;
using OvfKit.Disks;

namespace OvfKit.Packaging;

/// <summary>How a package is opened. Immutable.</summary>
public sealed record PackageOpenOptions
{
    /// <summary>The built-in disk formats; findings are dropped.</summary>
    public static PackageOpenOptions Default { get; } = new();

    /// <summary>Receives findings that do not stop the work; null drops them.</summary>
    public DiagnosticBag? Diagnostics { get; init; }

    /// <summary>The formats disks may have.</summary>
    public DiskFormats Formats { get; init; } = DiskFormats.BuiltIn;
}
