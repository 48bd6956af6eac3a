using OvfKit.Diagnostics;

namespace OvfKit.Disks;

/// <summary>How an image is opened. Immutable.</summary>
public sealed record DiskOpenOptions
{
    /// <summary>Nothing named inside an image is opened, findings are dropped.</summary>
    public static DiskOpenOptions Default { get; } = new();

    /// <summary>The gate for files named inside the image; null refuses all of them.</summary>
    public ReferenceResolver? Resolver { get; init; }

    /// <summary>Receives findings that do not stop the work; null drops them.</summary>
    public DiagnosticBag? Diagnostics { get; init; }

    /// <summary>The formats a parent may have; null stands for <see cref="DiskFormats.BuiltIn"/>.</summary>
    public DiskFormats? Formats { get; init; }

    /// <summary>How many children lie above the image that is being opened.</summary>
    internal int Depth { get; init; }
}
