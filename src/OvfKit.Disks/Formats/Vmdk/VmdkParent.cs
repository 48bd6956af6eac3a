using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Opens the parent a VMDK names, through the caller's resolver, and checks that it is the right one.</summary>
internal static class VmdkParent
{
    private const string ParentIdKey = "ddb.uuid.parent";

    public static DiskImage? Open(ByteSource child, VmdkDescriptor descriptor, DiskOpenOptions options)
    {
        // VirtualBox finds parents by their id: its children have no parentCID and no hint.
        var id = Guid.TryParse(descriptor[ParentIdKey], out var stated) && stated != Guid.Empty ? stated : (Guid?)null;
        var hint = descriptor["parentFileNameHint"] is { Length: > 0 } named ? named : null;
        if (descriptor.ParentContentId == VmdkDescriptor.NoParent && id is null)
        {
            // Read alone, the changes would pass for the whole disk.
            if (hint is not null && !VmdkDescriptor.NoParentText.Equals(descriptor["parentCID"], StringComparison.OrdinalIgnoreCase))
                throw VmdkDiagnostics.BadDescriptor.Invalid(descriptor.Place, "the descriptor names a parent, but its parentCID is missing or cannot be read; restore the descriptor from a copy");
            return null;
        }

        if (hint is null && id is null && options.Parent is null)
            throw VmdkDiagnostics.BadDescriptor.Invalid(descriptor.Place, $"the disk holds only the changes to a parent with content id {descriptor.ParentContentId:x8}, but does not say which file that is; name the parent");
        // The hint says nothing of the format: a VMDK may stand on a raw device's or another tool's disk.
        var references = new List<DiskReference>();
        if (hint is not null || id is null)
            references.Add(new(ReferenceKind.Parent, hint, id, null, child));
        if (id is not null)
            references.Add(new(ReferenceKind.Parent, null, id, null, child));
        return DiskReferences.OpenParent(references, options, parent => Check(child, descriptor, id, parent, options));
    }

    private static void Check(ByteSource child, VmdkDescriptor descriptor, Guid? id, DiskImage parent, DiskOpenOptions options)
    {
        if (Difference(descriptor, id, parent) is not { } difference)
            return;
        var message = $"the disk was made on a parent with {difference}: the parent changed or is another one, and the result would be damaged; find the parent as it was, or accept this one to save what can be saved";
        if (!options.AcceptChangedParent)
            throw VmdkDiagnostics.ParentChanged.Invalid(new Location(child.Name), message);
        options.Diagnostics?.Add(DiskDiagnostics.ChangedParentAccepted.At(new Location(child.Name), message));
    }

    private static string? Difference(VmdkDescriptor descriptor, Guid? id, DiskImage parent)
    {
        var vmdk = parent as VmdkImage;
        if (descriptor.ParentContentId != VmdkDescriptor.NoParent)
        {
            // A disk of another tool has no content id; VirtualBox's children tell it by the other one.
            return vmdk?.ContentId == descriptor.ParentContentId || (vmdk is null && id is not null && parent.Id == id) ? null
                : $"content id {descriptor.ParentContentId:x8}, but {parent.Name} has {(vmdk is null ? "none" : vmdk.ContentId.ToString("x8", CultureInfo.InvariantCulture))}";
        }

        if (parent.Id != id)
            return $"id {id}, but {parent.Name} has {(parent.Id is { } other ? $"id {other}" : "none")}";
        return Guid.TryParse(descriptor["ddb.uuid.parentmodification"], out var made) && made != Guid.Empty && vmdk?.ModificationId is { } modified && modified != made
            ? $"modification id {made}, but {parent.Name} has {modified}" : null;
    }
}
