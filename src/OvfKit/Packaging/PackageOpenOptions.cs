using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;

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

    /// <summary>The name of the descriptor to take where there are several, relative to the package; null demands that there is one.</summary>
    public string? Descriptor { get; init; }

    /// <summary>Opens files that the descriptor names on the network (http and https); null refuses them all. What it answers belongs to the package.</summary>
    public Func<Uri, ByteSource>? RemoteFiles { get; init; }

    /// <summary>Where compressed files and archives are unpacked, and the limits.</summary>
    public UnwrapOptions Unwrapping { get; init; } = UnwrapOptions.Default;
}
