using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Opens the parent a VMDK names, through the caller's resolver, and checks that it is the right one.</summary>
internal static class VmdkParent
{
    public static DiskImage? Open(ByteSource child, VmdkDescriptor descriptor, DiskOpenOptions options)
    {
        if (descriptor.ParentContentId == VmdkDescriptor.NoParent)
            return null;
        var name = descriptor["parentFileNameHint"];
        if (options.Depth >= DiskImage.MaxDepth)
            throw DiskDiagnostics.ChainTooDeep.Invalid(new Location(child.Name), $"more than {DiskImage.MaxDepth} parents follow one another, or the chain leads back to itself");
        if (options.Resolver is null || options.Resolver(new DiskReference(ReferenceKind.Parent, name, null, "vmdk", child)) is not { } source)
            throw DiskDiagnostics.ReferenceRefused.Unsupported(new Location(child.Name), $"the disk holds only the changes to its parent \"{name}\", which was not found or may not be opened; put the parent beside it");

        DiskImage? parent = null;
        try
        {
            parent = (options.Formats ?? DiskFormats.BuiltIn).Open(source, options with { Depth = options.Depth + 1 });
            if (parent is VmdkImage vmdk && vmdk.ContentId != descriptor.ParentContentId)
            {
                throw VmdkDiagnostics.ParentChanged.Invalid(
                    new Location(child.Name),
                    $"the disk was made on a parent with content id {descriptor.ParentContentId:x8}, but {source.Name} has {vmdk.ContentId:x8}: the parent changed or is another one, and the result would be damaged");
            }

            parent.Own(source);
            return parent;
        }
        catch
        {
            parent?.Dispose();
            source.Dispose();
            throw;
        }
    }
}
