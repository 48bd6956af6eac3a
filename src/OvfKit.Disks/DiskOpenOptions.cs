using OvfKit.Diagnostics;
using OvfKit.IO;

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

    /// <summary>The parent to use instead of the one the image names, or null. An image that takes it disposes it; its identity is checked all the same.</summary>
    public DiskImage? Parent { get; init; }

    /// <summary>Whether a parent that changed after the child was made is taken with a warning instead of refused. The result may be damaged.</summary>
    public bool AcceptChangedParent { get; init; }

    /// <summary>The id or name of the internal snapshot to read instead of the current state, or null.</summary>
    public string? Snapshot { get; init; }

    /// <summary>Which disk to read from a file that holds several (XVA): its id, its name, or its number from 1; null where there is one.</summary>
    public string? Disk { get; init; }

    /// <summary>Whether lost tables may be rebuilt from what the data itself says, where the format allows, data whose checksum is wrong is given with a warning, and a piece of a disk is read alone.</summary>
    public bool Recover { get; init; }

    /// <summary>How an image that is compressed as a whole (gzip, bzip2, xz, Zstandard, zip) is unpacked into a temporary file; null to refuse such files.</summary>
    public UnwrapOptions? Unwrapping { get; init; } = UnwrapOptions.Default;

    /// <summary>How many children lie above the image that is being opened.</summary>
    internal int Depth { get; init; }
}
