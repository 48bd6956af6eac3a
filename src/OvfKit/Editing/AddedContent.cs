using OvfKit.Disks;
using OvfKit.IO;

namespace OvfKit.Editing;

/// <summary>A disk that comes into a package. Immutable.</summary>
/// <param name="Name">The name of the file it comes from; the new one gets the extension of its format.</param>
/// <param name="Image">The disk; not owned, must be open until the package is written.</param>
public sealed record AddedDisk(string Name, DiskImage Image)
{
    /// <summary>The format it gets in the package; null for stream-optimized VMDK, which importers take.</summary>
    public DiskFormat? Format { get; init; }

    /// <summary>The variant, level and settings it is written with.</summary>
    public DiskWriteOptions Options { get; init; } = DiskWriteOptions.Default;
}

/// <summary>A file that comes into a package as it is. Immutable.</summary>
/// <param name="Name">The name it gets, relative to the descriptor.</param>
/// <param name="Source">Its bytes; not owned, must be open until the package is written.</param>
public sealed record AddedFile(string Name, ByteSource Source);
