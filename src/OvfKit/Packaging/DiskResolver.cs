using OvfKit.Disks;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>The gate for files named inside the images of a package: entries of the package, and nothing else.</summary>
internal sealed class DiskResolver(OvfPackage package, PackageDisk disk)
{
    public ByteSource? Resolve(in DiskReference reference)
    {
        var source = (reference.Kind == ReferenceKind.Parent ? ParentOf(reference.Referrer.Name)?.OpenContent() : null)
            ?? (reference.Name is null ? null : package.Find(EntryName.LastSegment(reference.Name.Replace('\\', '/')))?.Open());

        // The image disposes what it is given, but entries belong to the store: so it gets a slice.
        return source?.Slice(0, source.Length);
    }

    // The descriptor's parentRef is surer than a path that was true on the machine that made the image.
    private PackageFile? ParentOf(string referrer)
    {
        var current = disk;
        for (var depth = 0; current?.File is { } file && depth < DiskImage.MaxDepth; depth++)
        {
            if (file.OpenContent().Name == referrer)
                return current.Parent?.File;
            current = current.Parent;
        }

        return null;
    }
}
