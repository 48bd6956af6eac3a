using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>Opens the files a QCOW2 names, through the caller's resolver. The format has no ids, so a changed parent cannot be told.</summary>
internal static class Qcow2References
{
    // QEMU's name of a protocol in front of a path; other protocols stay, and no resolver of files finds them.
    private const string FileProtocol = "file:";

    // QEMU's names of formats where they are not ours.
    private static readonly (string Qemu, string Own)[] Formats = [("vpc", "vhd"), ("file", "raw"), ("host_device", "raw")];

    public static ByteSource? OpenDataFile(ByteSource source, Qcow2Header header, Qcow2Extensions extensions, DiskOpenOptions options)
    {
        if (!header.HasDataFile)
            return null;
        if (extensions.DataFile is not { Length: > 0 } name)
        {
            throw Qcow2Diagnostics.UnnamedDataFile.Unsupported(
                new Location(source.Name), "the guest's data is in another file, which the image does not name; name it with qemu-img amend -o data_file=NAME");
        }

        return DiskReferences.OpenFile(new DiskReference(ReferenceKind.DataFile, Path(name), null, "raw", source), options);
    }

    public static DiskImage? OpenParent(ByteSource source, Qcow2Extensions extensions, DiskOpenOptions options)
    {
        if (extensions.ParentName is not { Length: > 0 } name)
            return null;
        // Without a stated format the content decides, and raw never matches by content: a guest that writes an image's
        // header onto its raw disk must not choose which files are opened.
        var format = extensions.ParentFormat is { Length: > 0 } stated ? OwnName(stated) : null;
        if (format is not null && options.Parent is null && (options.Formats ?? DiskFormats.BuiltIn).Find(format) is null)
        {
            throw Qcow2Diagnostics.UnknownParentFormat.Unsupported(
                new Location(source.Name), $"the parent \"{name}\" is said to be \"{format}\", a format that is not known; convert it, or name the parent to be used");
        }

        try
        {
            return DiskReferences.OpenParent([new DiskReference(ReferenceKind.Parent, Path(name), null, format, source)], options, _ => { });
        }
        catch (UnsupportedContentException exception) when (exception.Diagnostic is { } refusal && refusal.Descriptor == DiskDiagnostics.ReferenceRefused && refusal.Location.File == source.Name && Elsewhere(name) is { } what)
        {
            throw DiskDiagnostics.ReferenceRefused.Unsupported(refusal.Location, $"the disk holds only the changes to its parent, which it names by {what} (\"{name}\"); such names are not followed, so name a local copy of the parent");
        }
    }

    /// <summary>QEMU's name of a format.</summary>
    public static string QemuName(DiskFormat format) => Formats.FirstOrDefault(pair => pair.Own == format.Name && pair.Own != "raw").Qemu ?? format.Name;

    private static string OwnName(string qemu) => Formats.FirstOrDefault(pair => pair.Qemu == qemu).Own ?? qemu;

    private static string Path(string name) => name.StartsWith(FileProtocol, StringComparison.Ordinal) ? name[FileProtocol.Length..] : name;

    // "json:{...}" and "nbd://host/export", but not "C:\disks\parent.vhd".
    private static string? Elsewhere(string name) =>
        name.StartsWith("json:", StringComparison.Ordinal) ? "options of QEMU" : name.IndexOf(':', StringComparison.Ordinal) is > 1 and var colon && name.AsSpan(0, colon).IndexOfAny("/\\[ ") < 0 && Path(name) == name ? "an address of QEMU" : null;
}
