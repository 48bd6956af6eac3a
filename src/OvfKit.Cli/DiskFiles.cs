using OvfKit.Cli.Commands;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Packaging;

namespace OvfKit.Cli;

/// <summary>Opens disk files the way the user means them.</summary>
internal static class DiskFiles
{
    /// <summary>Opens a disk by its content, or as what the user says; a file that is named like a raw disk and looks like nothing else is raw.</summary>
    /// <param name="path">The file, or a package with the disk in it.</param>
    /// <param name="input">How the user wants it opened.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="watch">Told about every file the image asks for and whether it was granted; null for silence.</param>
    public static DiskImage Open(string path, DiskInput input, DiagnosticBag diagnostics, Action<DiskReference, bool>? watch = null)
    {
        if (input.From is null && PackageStore.LooksLikePackage(path))
            return PackagedDisk.Open(path, input, diagnostics);
        var references = new FolderReferences(Path.GetDirectoryName(Path.GetFullPath(path))!, input.References);
        var options = Options(input, diagnostics, watch) with { Resolver = watch is null ? references.Resolve : Watched };
        if (input.From is not null)
            return DiskFormats.BuiltIn.OpenFile(path, options, FormatName.Parse(input.From).Format);
        try
        {
            return DiskFormats.BuiltIn.OpenFile(path, options);
        }
        catch (UnsupportedContentException exception) when (exception.Diagnostic.Descriptor == DiskDiagnostics.UnknownFormat && DiskFormats.BuiltIn.FindByExtension(path) is { Name: "raw" } raw)
        {
            return DiskFormats.BuiltIn.OpenFile(path, options, raw);
        }

        OvfKit.IO.ByteSource? Watched(in DiskReference reference)
        {
            var source = references.Resolve(reference);
            watch(reference, source is not null);
            return source;
        }
    }

    /// <summary>What the user wants of an image, without a resolver of the names in it.</summary>
    /// <param name="input">How the user wants it opened.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="watch">Told about every file the parent asks for; null for silence.</param>
    public static DiskOpenOptions Options(DiskInput input, DiagnosticBag diagnostics, Action<DiskReference, bool>? watch = null) => new()
    {
        Diagnostics = diagnostics,
        Parent = input.Parent is { } parent ? Open(parent, input.ForParents, diagnostics, watch) : null,
        Snapshot = input.Snapshot,
        AcceptChangedParent = input.AcceptChangedParent,
        Recover = input.Recover,
        Disk = input.Disk,
        Unwrapping = new() { TempDirectory = input.TempDirectory },
    };
}
