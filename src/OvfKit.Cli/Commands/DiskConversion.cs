using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Disks.Work;

namespace OvfKit.Cli.Commands;

/// <summary>Writes one disk as a new file.</summary>
internal static class DiskConversion
{
    /// <summary>Opens a disk, lets it be changed, and writes it.</summary>
    /// <param name="source">The disk's file.</param>
    /// <param name="input">How to open it.</param>
    /// <param name="target">The new file.</param>
    /// <param name="output">What to write.</param>
    /// <param name="sameFormat">Whether the new disk keeps the source's format where nothing else is said.</param>
    /// <param name="view">Makes the disk to write out of the one that was opened, or null to take it as it is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<int> RunAsync(
        string source, DiskInput input, string target, DiskOutput output, bool sameFormat, Func<DiskImage, DiagnosticBag, DiskImage>? view, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        using var taken = await InputSource.OpenAsync(source, input.TempDirectory, input.Quiet, diagnostics, cancellationToken).ConfigureAwait(false);
        return await RunAsync(taken, input, target, output, sameFormat, view, diagnostics, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunAsync(string, DiskInput, string, DiskOutput, bool, Func{DiskImage, DiagnosticBag, DiskImage}?, CancellationToken)"/>
    public static async Task<int> RunAsync(
        InputSource source, DiskInput input, string target, DiskOutput output, bool sameFormat, Func<DiskImage, DiagnosticBag, DiskImage>? view, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        RefuseExisting(target, output.Force);
        using var opened = DiskFiles.Open(source, input, diagnostics, null, cancellationToken);
        var image = view is null ? opened : view(opened, diagnostics);
        await WriteAsync(image, Name(target, output, sameFormat ? opened : null), target, output, input, diagnostics, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    /// <summary>Writes a disk that is open.</summary>
    /// <param name="image">The disk.</param>
    /// <param name="name">What to write.</param>
    /// <param name="target">The new file.</param>
    /// <param name="output">How to write it.</param>
    /// <param name="input">Where the new disk's parents may be.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task WriteAsync(
        DiskImage image, FormatName name, string target, DiskOutput output, DiskInput input, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (target == InputSource.Standard)
            throw new ArgumentException("only a package can be written to standard output; a disk needs the name of a file");
        using var parent = output.ChildOf is { } path ? DiskFiles.Open(path, input.ForParents, diagnostics, cancellationToken) : null;
        for (var layer = parent; layer is not null; layer = layer.Parent)
        {
            // The new file takes the place of the old one, which the new one's bytes would still be needed from.
            if (Path.GetFullPath(layer.Name) == Path.GetFullPath(target))
                throw new ArgumentException($"{target} would be a child of itself; give the child another name");
        }

        var layout = name.Format.WritableVariant(name.Variant).Layout;
        using DiskSink sink = layout == DiskLayout.Folder ? new FolderDiskSink(target, output.Force) : new FileDiskSink(target, output.Force);
        await using var writer = name.Format.CreateWriter(sink, new DiskWriteOptions
        {
            Variant = name.Variant,
            Level = output.LevelOrDefault,
            Settings = output.Settings,
            Diagnostics = diagnostics,
            Id = output.Id ?? (output.KeepIds ? image.Id : null),
            Parent = parent,
            ParentName = output.ChildOf is null ? null : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(target))!, output.ChildOf),
        });

        var label = $"{Path.GetFileName(image.Name)} → {name.Format.Name}";
        var result = await CopyProgressDisplay.RunAsync(output.Quiet, label, progress => DiskCopy.CopyAsync(image, writer, output.Copy, progress, cancellationToken)).ConfigureAwait(false);
        sink.Commit();
        if (output.Verify)
            await VerifyAsync(image, target, name.Format, output, input, diagnostics, cancellationToken).ConfigureAwait(false);
        SharedOptions.Print(diagnostics, output.Quiet);
        if (!output.Quiet)
            Console.WriteLine($"{target}: {name.Format.Name}:{writer.Variant}, {Sizes.Format(result.Length)} disk with {Sizes.Format(result.DataLength)} of data{(layout == DiskLayout.OneFile ? $", {Sizes.Format(new FileInfo(target).Length)} file" : "")}{(output.Verify ? ", verified" : "")}");
    }

    /// <summary>Refuses a target that exists.</summary>
    /// <exception cref="IOException">It exists, and the user did not ask to replace it.</exception>
    public static void RefuseExisting(string target, bool force)
    {
        if (!force && (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())))
            throw new IOException($"{target} exists already{(Directory.Exists(target) ? " and is not empty" : "")}; give another name, or --force to replace it");
    }

    private static FormatName Name(string target, DiskOutput output, DiskImage? like)
    {
        if (output.To is { } to)
            return FormatName.Parse(to);
        if (like is null)
            return FormatName.ForTarget(target);
        // A copy for the same use keeps its variant, where that can be written and the name does not ask for another format.
        var format = DiskFormats.BuiltIn.FindByExtension(target) ?? like.Format;
        var same = format == like.Format && format.Variants.Any(variant => variant.Writable && variant.Name.Equals(like.Variant, StringComparison.OrdinalIgnoreCase));
        return new FormatName(format, format.VariantByExtension(target) ?? (same ? like.Variant : null));
    }

    private static async Task VerifyAsync(DiskImage image, string target, DiskFormat format, DiskOutput output, DiskInput input, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        IEnumerable<string> folders = output.ChildOf is { } parent ? [Path.GetDirectoryName(Path.GetFullPath(parent))!] : [];
        using var written = DiskFiles.Open(target, input.ForParents with { From = format.Name, References = [.. folders, .. input.References ?? []] }, diagnostics, cancellationToken);
        await CopyProgressDisplay.RunAsync(output.Quiet, "verifying", async progress =>
        {
            // A writer that added zeros has told so.
            var told = diagnostics.Any(finding => finding.Descriptor == DiskDiagnostics.Padded);
            await DiskComparison.VerifyCopyAsync(image, written, told ? null : diagnostics, progress, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }
}
