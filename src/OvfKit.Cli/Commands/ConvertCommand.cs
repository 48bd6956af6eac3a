using System.CommandLine;
using OvfKit.Diagnostics;
using OvfKit.Editing;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit convert</c>: a package into a package, or a disk into a disk.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = $"A disk image, or a package: {PackageInputOptions.Sources}" };
        var target = new Argument<string>("TARGET") { Description = "For a package: a folder, a name that ends in .ova, or - for an archive on standard output; an image's name takes a disk out of it. For a disk: the new image." };
        var diskFormat = new Option<string?>("--disk-format") { Description = "The format of the disks in the new package; without it they stay as they are.", HelpName = "FORMAT[:VARIANT]" };
        var version = SharedOptions.Version();
        var configuration = SharedOptions.Configuration();
        var properties = SharedOptions.Property();
        var input = new DiskInputOptions();
        var packageInput = new PackageInputOptions(input.TempDirectory);
        var storage = new StorageOptions();
        var output = new DiskOutputOptions();
        var sha = SharedOptions.Sha("The digest of the new manifest and its signature: sha1, sha256 or sha512.");
        var skipManifestCheck = new Option<bool>("--skip-manifest-check") { Description = "Convert without comparing the source with its manifest." };

        var resume = SharedOptions.Resume();
        var command = new Command("convert", "Convert a package or a disk image. The source is never changed; the target appears only when it is complete.")
        {
            source, target, diskFormat, version, configuration, properties, sha, skipManifestCheck, resume,
        };
        input.AddTo(command);
        packageInput.AddTo(command);
        storage.AddTo(command);
        output.AddTo(command);
        var signing = SigningOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signer = signing.Load(parsed, SharedOptions.ParseSha(parsed.GetRequiredValue(sha)));
            var values = SharedOptions.ParsePairs("--property", parsed.GetValue(properties));
            var changes = parsed.GetValue(configuration) is null && values.Count == 0
                ? null
                : new DescriptorChanges { Configuration = parsed.GetValue(configuration), Properties = values };
            var arguments = new ConvertArguments(
                input.Read(parsed), packageInput.Read(parsed), output.Read(parsed), parsed.GetValue(diskFormat), parsed.GetValue(version), parsed.GetRequiredValue(sha), parsed.GetValue(skipManifestCheck), signer?.Signer,
                SharedOptions.KeepManifest(parsed, sha), storage.Read(parsed), changes, parsed.GetValue(resume));
            return await RunAsync(parsed.GetRequiredValue(source), parsed.GetRequiredValue(target), arguments, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(string source, string target, ConvertArguments arguments, CancellationToken cancellationToken)
    {
        if (target != InputSource.Standard)
            DiskConversion.RefuseExisting(target, arguments.Output.Force);
        var diagnostics = new DiagnosticBag();
        using var input = await arguments.PackageInput.TakeAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        var isPackage = arguments.Input.From is null && input.IsPackage;
        if (isPackage && !PackagedDisk.IsMeant(target, arguments))
        {
            if (arguments.Output.To is not null)
                throw new ArgumentException("--to is for a disk; for the disks of a package use --disk-format, or name the one to convert with --disk");
            return await PackageConversion.RunAsync(input, target, arguments, diagnostics, cancellationToken).ConfigureAwait(false);
        }

        if (target == InputSource.Standard)
            throw new ArgumentException($"only a package can be written to standard output, but {source} is a disk");
        var disk = isPackage ? target : source;
        if (arguments.Signer is not null)
            throw new ArgumentException($"only a package can be signed, but {disk} is a disk");
        if (arguments.DiskFormat is not null)
            throw new ArgumentException($"--disk-format is for a package, but {disk} is a disk; use --to");
        if (arguments.Storage is not null)
            throw new ArgumentException($"--compress and --chunk-size are for a package, but {disk} is a disk");
        if (arguments.Version is not null)
            throw new ArgumentException($"--ovf-version is for a package, but {disk} is a disk");
        if (arguments.Resume)
            throw new ArgumentException($"--resume is for a package, but {disk} is a disk, which is one file");
        if (arguments.Changes is not null)
            throw new ArgumentException($"--configuration and --property are for a package, but {disk} is a disk");
        return isPackage
            ? await PackagedDisk.ConvertAsync(input, target, arguments, diagnostics, cancellationToken).ConfigureAwait(false)
            : await DiskConversion.RunAsync(input, arguments.Input, target, arguments.Output, sameFormat: false, view: null, diagnostics, cancellationToken).ConfigureAwait(false);
    }
}
