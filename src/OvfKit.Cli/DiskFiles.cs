using OvfKit.Cli.Commands;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;

namespace OvfKit.Cli;

/// <summary>Opens disk files the way the user means them.</summary>
internal static class DiskFiles
{
    /// <summary>Opens a disk by its content, or as what the user says; a file that is named like a raw disk and looks like nothing else is raw.</summary>
    /// <param name="path">The file, or its address on the web; also of a package with the disk in it.</param>
    /// <param name="input">How the user wants it opened.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="cancellationToken">Stops the unpacking of a compressed file.</param>
    public static DiskImage Open(string path, DiskInput input, DiagnosticBag diagnostics, CancellationToken cancellationToken) =>
        Open(path, input, diagnostics, null, cancellationToken);

    /// <summary>Opens a disk and watches which files it asks for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">How the user wants it opened.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="watch">Told about every file the image asks for and whether it was granted; null for silence.</param>
    /// <param name="cancellationToken">Stops the unpacking of a compressed file.</param>
    public static DiskImage Open(string path, DiskInput input, DiagnosticBag diagnostics, Action<DiskReference, bool>? watch, CancellationToken cancellationToken)
    {
        using var source = InputSource.OpenAsync(path, input.TempDirectory, input.Quiet, diagnostics, cancellationToken).GetAwaiter().GetResult();
        return Open(source, input, diagnostics, watch, cancellationToken);
    }

    /// <summary>Opens a disk that may come from anywhere; takes over what is open of it.</summary>
    /// <param name="source">The file, the address on the web, or standard input.</param>
    /// <param name="input">How the user wants it opened.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="watch">Told about every file the image asks for and whether it was granted; null for silence.</param>
    /// <param name="cancellationToken">Stops the unpacking of a compressed file.</param>
    public static DiskImage Open(InputSource source, DiskInput input, DiagnosticBag diagnostics, Action<DiskReference, bool>? watch, CancellationToken cancellationToken)
    {
        if (input.From is null && source.LooksLikePackage)
            return PackagedDisk.Open(source, input, diagnostics, cancellationToken);
        var path = source.Text;
        var references = ReferencesOf(source, input, diagnostics);
        var options = Options(input, diagnostics, watch, cancellationToken) with { Resolver = watch is null || references is null ? references : Watched };
        if (source.Bytes is { } bytes)
            return DiskFormats.BuiltIn.OpenOwned(source.Take(), options, FormatOf(bytes, input));
        if (source.Address is not null)
            throw new ArgumentException($"{path} is a package's descriptor, no disk");
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

        ByteSource? Watched(in DiskReference reference)
        {
            var found = references(reference);
            watch(reference, found is not null);
            return found;
        }
    }

    /// <summary>What the user wants of an image, without a resolver of the names in it.</summary>
    /// <param name="input">How the user wants it opened.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="watch">Told about every file the parent asks for; null for silence.</param>
    /// <param name="cancellationToken">Stops the unpacking of a compressed file.</param>
    public static DiskOpenOptions Options(DiskInput input, DiagnosticBag diagnostics, Action<DiskReference, bool>? watch, CancellationToken cancellationToken) => new()
    {
        Diagnostics = diagnostics,
        Parent = input.Parent is { } parent ? Open(parent, input.ForParents, diagnostics, watch, cancellationToken) : null,
        Snapshot = input.Snapshot,
        AcceptChangedParent = input.AcceptChangedParent,
        Recover = input.Recover,
        Disk = input.Disk,
        Unwrapping = new() { TempDirectory = input.TempDirectory, CancellationToken = cancellationToken },
    };

    // Beside standard input there is nothing.
    private static ReferenceResolver? ReferencesOf(InputSource source, DiskInput input, DiagnosticBag diagnostics) =>
        source.Address is { } address ? new WebReferences(new WebFolder(address, InputSource.Client, InputSource.Patience(input.TempDirectory, diagnostics))).Resolve
        : source.Bytes is null ? new FolderReferences(Path.GetDirectoryName(Path.GetFullPath(source.Text))!, input.References).Resolve
        : null;

    // What looks like nothing else and is named like a raw disk is one.
    private static DiskFormat? FormatOf(ByteSource bytes, DiskInput input) => input.From is { } from ? FormatName.Parse(from).Format
        : DiskFormats.BuiltIn.Detect(bytes) is null && Wrapping.Detect(bytes) is null && DiskFormats.BuiltIn.FindByExtension(bytes.Name) is { Name: "raw" } raw ? raw
        : null;
}
