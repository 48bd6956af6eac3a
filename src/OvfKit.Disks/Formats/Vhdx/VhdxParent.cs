using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Opens the parent a VHDX names, through the caller's resolver, and checks that it is the right one.</summary>
internal static class VhdxParent
{
    public static DiskImage? Open(ByteSource child, VhdxParentLocator? locator, DiskOpenOptions options)
    {
        if (locator is null)
            return null;
        var references = locator.Paths.Append(null).Select(path => new DiskReference(ReferenceKind.Parent, path, locator.Linkage, null, child)).ToList();
        return DiskReferences.OpenParent(references, options, parent => Check(child, locator, parent, options));
    }

    private static void Check(ByteSource child, VhdxParentLocator locator, DiskImage parent, DiskOpenOptions options)
    {
        var id = (parent as VhdxImage)?.DataWriteId;
        if (id is not null && (id == locator.Linkage || id == locator.Linkage2))
            return;
        var message = $"the disk was made on a parent with data write id {locator.Linkage:D}, but {parent.Name} has {id?.ToString("D") ?? "none"}: the parent changed or is another one, and the result would be damaged; find the parent as it was, or accept this one to save what can be saved";
        if (!options.AcceptChangedParent)
            throw VhdxDiagnostics.ParentMismatch.Invalid(new Location(child.Name), message);
        options.Diagnostics?.Add(DiskDiagnostics.ChangedParentAccepted.At(new Location(child.Name), message));
    }
}
