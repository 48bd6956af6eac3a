using System.CommandLine;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit convert</c>: a package into a package, or a disk into a disk.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "An .ova archive, an .ovf descriptor, a package's folder, or a disk image." };
        var target = new Argument<string>("TARGET") { Description = "For a package: a folder, or a name that ends in .ova. For a disk: the new image." };
        var diskFormat = new Option<string?>("--disk-format") { Description = "The format of the disks in the new package; without it they stay as they are.", HelpName = "FORMAT[:VARIANT]" };
        var to = new Option<string?>("--to", "--format") { Description = "The new disk's format; without it the target's extension decides.", HelpName = "FORMAT[:VARIANT]" };
        var from = SharedOptions.From();
        var settings = SharedOptions.Settings();
        var level = new Option<int>("--level") { Description = "The compression level: 1 (fastest) to 9 (smallest).", DefaultValueFactory = _ => 6, HelpName = "1..9" };
        level.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value is < 1 or > 9))
                result.AddError("--level takes a number from 1 to 9");
        });
        var sha = new Option<string>("--sha") { Description = "The digest of the new manifest: sha1, sha256 or sha512.", DefaultValueFactory = _ => "sha256", HelpName = "ALGORITHM" };
        var skipManifestCheck = new Option<bool>("--skip-manifest-check") { Description = "Convert without comparing the source with its manifest." };
        var force = new Option<bool>("--force", "-f") { Description = "Replace the target if it exists." };
        var quiet = SharedOptions.Quiet();

        var command = new Command("convert", "Convert a package or a disk image. The source is never changed; the target appears only when it is complete.")
        {
            source, target, diskFormat, to, from, settings, level, sha, skipManifestCheck, force, quiet,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var arguments = new ConvertArguments(
                parsed.GetValue(from),
                parsed.GetValue(to),
                parsed.GetValue(diskFormat),
                parsed.GetValue(level),
                SharedOptions.ParseSettings(parsed.GetValue(settings)),
                parsed.GetRequiredValue(sha),
                parsed.GetValue(skipManifestCheck),
                parsed.GetValue(force),
                parsed.GetValue(quiet));
            return RunAsync(parsed.GetRequiredValue(source), parsed.GetRequiredValue(target), arguments, cancellationToken);
        });
        return command;
    }

    private static Task<int> RunAsync(string source, string target, ConvertArguments arguments, CancellationToken cancellationToken)
    {
        if (!arguments.Force && (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())))
            throw new IOException($"{target} exists already{(Directory.Exists(target) ? " and is not empty" : "")}; give another name, or --force to replace it");
        if (arguments.From is null && PackageStore.LooksLikePackage(source))
        {
            if (arguments.To is not null)
                throw new ArgumentException("--to is for a disk; for the disks of a package use --disk-format");
            return PackageConversion.RunAsync(source, target, arguments, cancellationToken);
        }

        if (arguments.DiskFormat is not null)
            throw new ArgumentException($"--disk-format is for a package, but {source} is a disk; use --to");
        return DiskConversion.RunAsync(source, target, arguments, cancellationToken);
    }
}
