using System.CommandLine;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit pack</c> and <c>ovfkit unpack</c>: a folder into an archive and back. No byte of a file changes.</summary>
internal static class PackingCommands
{
    public static Command Pack() => Create(
        "pack", "Pack a package into one .ova archive. The same package always gives the same bytes.", "A package's folder, its .ovf descriptor, an archive that is to be packed anew, the http(s) address of one of these, or - for standard input.",
        "A name that ends in .ova, or - for standard output.", requiresArchive: true);

    public static Command Unpack() => Create(
        "unpack", "Unpack a package into a folder.", PackageInputOptions.Sources, "The folder.", requiresArchive: false);

    private static Command Create(string name, string description, string sourceDescription, string targetDescription, bool requiresArchive)
    {
        var source = new Argument<string>("SOURCE") { Description = sourceDescription };
        var target = new Argument<string>("TARGET") { Description = targetDescription };
        var sha = new Option<string?>("--sha") { Description = "Write the manifest anew with sha1, sha256 or sha512; without it the package keeps its manifest and signature, and gets a sha256 manifest if it has none.", HelpName = "ALGORITHM" };
        var skipManifestCheck = new Option<bool>("--skip-manifest-check") { Description = "Do not compare the files with the manifest." };
        var input = new PackageInputOptions();
        var storage = new StorageOptions();
        var force = SharedOptions.Force();
        var quiet = SharedOptions.Quiet();
        var command = new Command(name, description) { source, target, sha, skipManifestCheck, force, quiet };
        var resume = SharedOptions.Resume();
        if (!requiresArchive)
            command.Options.Add(resume);
        input.AddTo(command);
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var to = parsed.GetRequiredValue(target);
            var isArchive = PackageRewriting.IsArchive(to);
            if (isArchive != requiresArchive)
                throw new ArgumentException($"{name} writes {(requiresArchive ? "an archive, whose name ends in .ova" : "a folder")}, but TARGET is {to}");
            DiskConversion.RefuseExisting(to, parsed.GetValue(force));
            var output = new DiskOutput(null, null, null, SharedOptions.ParseSettings(null), null, false, false, parsed.GetValue(force), parsed.GetValue(quiet));
            var chosen = parsed.GetValue(sha);
            var arguments = new ConvertArguments(new DiskInput(), input.Read(parsed), output, null, null, chosen ?? "sha256", parsed.GetValue(skipManifestCheck), null, KeepManifest: chosen is null, storage.Read(parsed), Resume: !requiresArchive && parsed.GetValue(resume));
            return PackageConversion.RunAsync(parsed.GetRequiredValue(source), to, arguments, cancellationToken);
        });
        return command;
    }
}
