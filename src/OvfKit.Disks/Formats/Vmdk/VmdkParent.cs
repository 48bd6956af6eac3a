using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Opens the parent a VMDK names, through the caller's resolver, and checks that it is the right one.</summary>
internal static class VmdkParent
{
    public static DiskImage? Open(ByteSource child, VmdkDescriptor descriptor, DiskOpenOptions options)
    {
        if (descriptor.ParentContentId == VmdkDescriptor.NoParent)
        {
            // Read alone, the changes would pass for the whole disk.
            if (!string.IsNullOrEmpty(descriptor["parentFileNameHint"]) && !VmdkDescriptor.NoParentText.Equals(descriptor["parentCID"], StringComparison.OrdinalIgnoreCase))
                throw VmdkDiagnostics.BadDescriptor.Invalid(descriptor.Place, "the descriptor names a parent, but its parentCID is missing or cannot be read; restore the descriptor from a copy");
            return null;
        }

        // The hint says nothing of the format: a VMDK may stand on a raw device's or another tool's disk.
        if (string.IsNullOrEmpty(descriptor["parentFileNameHint"]) && options.Parent is null)
            throw VmdkDiagnostics.BadDescriptor.Invalid(descriptor.Place, $"the disk holds only the changes to a parent with content id {descriptor.ParentContentId:x8}, but does not say which file that is; name the parent");
        var reference = new DiskReference(ReferenceKind.Parent, descriptor["parentFileNameHint"], null, null, child);
        return DiskReferences.OpenParent([reference], options, parent => Check(child, descriptor, parent, options));
    }

    private static void Check(ByteSource child, VmdkDescriptor descriptor, DiskImage parent, DiskOpenOptions options)
    {
        if (parent is not VmdkImage vmdk || vmdk.ContentId == descriptor.ParentContentId)
            return;
        var changed = VmdkDiagnostics.ParentChanged;
        var message = $"the disk was made on a parent with content id {descriptor.ParentContentId:x8}, but {parent.Name} has {vmdk.ContentId:x8}: the parent changed or is another one, and the result would be damaged; find the parent as it was, or accept this one to save what can be saved";
        if (!options.AcceptChangedParent)
            throw changed.Invalid(new Location(child.Name), message);
        options.Diagnostics?.Add(DiskDiagnostics.ChangedParentAccepted.At(new Location(child.Name), message));
    }
}
