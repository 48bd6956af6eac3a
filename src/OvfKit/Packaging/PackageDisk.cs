using OvfKit.Model;

namespace OvfKit.Packaging;

/// <summary>A disk of the descriptor, together with the file that holds it.</summary>
public sealed class PackageDisk
{
    internal PackageDisk(VirtualDisk disk, PackageFile? file)
    {
        Disk = disk;
        File = file;
    }

    /// <summary>The <c>Disk</c> element.</summary>
    public VirtualDisk Disk { get; }

    /// <summary>The file that holds the content; null for a disk that begins empty, or whose file is not listed.</summary>
    public PackageFile? File { get; }

    /// <summary>The disk this one holds the changes to (<c>ovf:parentRef</c>), or null.</summary>
    public PackageDisk? Parent { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => Disk.DiskId ?? "";
}
