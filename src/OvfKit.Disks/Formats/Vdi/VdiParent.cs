using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>Opens the parent of a differencing VDI, which is named by its id alone, and checks that it did not change.</summary>
internal static class VdiParent
{
    private const int LinkOffset = 424;
    private const int ParentModifyOffset = 440;

    public static DiskImage? Open(ByteSource child, VdiHeader header, DiskOpenOptions options) =>
        header.Type != VdiType.Differencing ? null : DiskReferences.OpenParent(
            [new DiskReference(ReferenceKind.Parent, null, header.LinkId, null, child)], options, parent => Check(child, header, parent, options));

    private static void Check(ByteSource child, VdiHeader header, DiskImage parent, DiskOpenOptions options)
    {
        // VirtualBox puts a VDI on disks of other formats too; only a VDI tells that it changed.
        var modified = (parent as VdiImage)?.ModifyId;
        if (parent.Id != header.LinkId)
            Refuse(LinkOffset, $"the disk was made on the parent with id {header.LinkId}, but {parent.Name} has {(parent.Id is { } id ? $"id {id}" : "none")}: it is another disk, and the result would be damaged; find the right one, or accept this one to save what can be saved");
        else if (modified is not null && header.ParentModifyId != Guid.Empty && modified != header.ParentModifyId)
            Refuse(ParentModifyOffset, $"the parent {parent.Name} was written to after the disk was made on it (its modification id is {modified}, not {header.ParentModifyId}), and the result would be damaged; find the parent as it was, or accept this one to save what can be saved");

        void Refuse(int offset, string message)
        {
            var at = Location.AtOffset(child.Name, offset);
            if (!options.AcceptChangedParent)
                throw VdiDiagnostics.ParentMismatch.Invalid(at, message);
            options.Diagnostics?.Add(DiskDiagnostics.ChangedParentAccepted.At(at, message));
        }
    }
}
