using System.CommandLine;
using OvfKit.Cli.Output;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit sign</c>: a package's manifest gets a signature.</summary>
internal static class SignCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "An .ova archive, an .ovf descriptor, or a package's folder." };
        var target = new Argument<string?>("TARGET")
        {
            Description = "The signed package: a folder, or a name that ends in .ova. Without it a folder gets the certificate file (and a manifest, where it has none) beside its descriptor.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var sha = SharedOptions.Sha("The digest of the signature, and of a manifest that is written: sha1, sha256 or sha512.");
        var force = new Option<bool>("--force", "-f") { Description = "Replace the target, or the certificate file, if it exists." };
        var quiet = SharedOptions.Quiet();
        var command = new Command("sign", "Sign a package with an X.509 certificate. Every file is compared with the manifest first.") { source, target, sha, force, quiet };
        var signing = SigningOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var algorithm = SharedOptions.ParseSha(parsed.GetRequiredValue(sha));
            using var signer = signing.Load(parsed, algorithm) ?? throw new ArgumentException("nothing to sign with; give --key FILE and --cert FILE, or --sign-command");
            var (from, to) = (parsed.GetRequiredValue(source), parsed.GetValue(target));
            return to is null
                ? await SignFolderAsync(from, signer.Signer, algorithm, parsed.GetValue(force), parsed.GetValue(quiet), cancellationToken).ConfigureAwait(false)
                : await PackageRewriting.RunAsync(from, to, parsed.GetValue(force), parsed.GetValue(quiet), async (package, sink, diagnostics, progress) =>
                    (await PackageConverter.ConvertAsync(
                        package, sink, new ConvertOptions { Algorithm = algorithm, Signer = signer.Signer, Diagnostics = diagnostics }, progress, cancellationToken).ConfigureAwait(false)).Entries)
                    .ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> SignFolderAsync(string source, PackageSigner signer, ManifestAlgorithm algorithm, bool force, bool quiet, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        using var package = OvfPackage.Open(source, new PackageOpenOptions { Diagnostics = diagnostics });
        if (package.Store is not FolderStore)
            throw new ArgumentException($"{source} is an archive, which is not changed; give a TARGET for the signed package");
        var written = await ProgressDisplay.RunAsync(quiet, progress =>
            PackageSigning.SignFolderAsync(package, signer, algorithm, force, PackageReporter.Over(progress), cancellationToken)).ConfigureAwait(false);
        SharedOptions.Print(diagnostics, quiet);
        if (!quiet)
        {
            foreach (var path in written)
                Console.Out.WriteLine($"{path}: written");
        }

        return ExitCode.Done;
    }
}
