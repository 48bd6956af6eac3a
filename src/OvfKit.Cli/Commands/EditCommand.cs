using System.CommandLine;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Editing;
using OvfKit.IO;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit edit</c>: a package with something changed.</summary>
internal static class EditCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = PackageInputOptions.Sources };
        var target = new Argument<string>("TARGET") { Description = "The new package: a folder, a name that ends in .ova, or - for standard output. A name that ends in .ovf gets the descriptor alone." };
        var addDisk = new Option<string[]>("--add-disk") { Description = "A disk image to add, by default as stream-optimized VMDK. May be repeated.", HelpName = "FILE[,FORMAT]" };
        var addFile = new Option<string[]>("--add-file") { Description = "A file to add. May be repeated.", HelpName = "FILE" };
        var sha = SharedOptions.Sha("The digest of the new manifest and its signature: sha1, sha256 or sha512.");
        var force = SharedOptions.Force();
        var quiet = SharedOptions.Quiet();
        var command = new Command("edit", "Change a package: a new one is written, and only the text that is concerned differs. A signature that no longer holds is left out.")
        {
            source, target,
        };
        var changes = new ChangeOptions();
        changes.AddTo(command);
        foreach (var option in (Option[])[addDisk, addFile, sha, force, quiet])
            command.Options.Add(option);
        var input = new PackageInputOptions();
        input.AddTo(command);
        var signing = SigningOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (from, to) = (parsed.GetRequiredValue(source), parsed.GetRequiredValue(target));
            var algorithm = SharedOptions.ParseSha(parsed.GetRequiredValue(sha));
            var wanted = changes.Read(parsed);
            using var signer = signing.Load(parsed, algorithm);
            DiskConversion.RefuseExisting(to, parsed.GetValue(force));
            var (disks, files) = (parsed.GetValue(addDisk) ?? [], parsed.GetValue(addFile) ?? []);
            if (Path.GetExtension(to).Equals(".ovf", StringComparison.OrdinalIgnoreCase))
            {
                if (disks.Length + files.Length > 0 || signer is not null)
                    throw new ArgumentException($"{to} gets the descriptor alone, so nothing can be added or signed; give a folder or a name that ends in .ova");
                return await EditDescriptorAsync(from, input.Read(parsed), to, wanted, parsed.GetValue(force), cancellationToken).ConfigureAwait(false);
            }

            return await PackageRewriting.RunAsync(from, input.Read(parsed), to, parsed.GetValue(force), async (package, sink, diagnostics, progress) =>
            {
                var addedDisks = AddedDiskFile.OpenAll(disks, null, diagnostics, cancellationToken);
                var addedFiles = new List<ByteSource>();
                try
                {
                    foreach (var file in files)
                        addedFiles.Add(ByteSource.OpenFile(file));
                    var options = new ConvertOptions
                    {
                        Changes = wanted,
                        AddedDisks = [.. addedDisks.Select(static disk => disk.Disk)],
                        AddedFiles = [.. addedFiles.Zip(files, static (bytes, path) => new AddedFile(Path.GetFileName(path), bytes))],
                        Algorithm = algorithm,
                        KeepManifest = SharedOptions.KeepManifest(parsed, sha),
                        Signer = signer?.Signer,
                        Diagnostics = diagnostics,
                    };
                    return (await PackageConverter.ConvertAsync(package, sink, options, progress, cancellationToken).ConfigureAwait(false)).Entries;
                }
                finally
                {
                    addedFiles.ForEach(static file => file.Dispose());
                    addedDisks.ForEach(static disk => disk.Dispose());
                }
            }, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> EditDescriptorAsync(string source, PackageInput input, string target, DescriptorChanges changes, bool force, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        var descriptor = await DescriptorFile.ReadAsync(source, input, diagnostics, cancellationToken).ConfigureAwait(false);
        DescriptorEditor.Apply(descriptor, changes, diagnostics);
        await DescriptorFile.WriteAsync(target, descriptor, force, cancellationToken).ConfigureAwait(false);
        SharedOptions.Print(diagnostics, input.Quiet);
        if (!input.Quiet)
            Console.Out.WriteLine($"{target}: written");
        return ExitCode.Done;
    }
}
