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
        var source = new Argument<string>("SOURCE") { Description = PackageInputOptions.Sources };
        var target = new Argument<string?>("TARGET")
        {
            Description = "The signed package: a folder, a name that ends in .ova, or - for standard output. Without it a folder gets the certificate file (and a manifest, where it has none) beside its descriptor.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var sha = SharedOptions.Sha("The digest of the signature, and of a manifest that is written: sha1, sha256 or sha512.");
        var force = new Option<bool>("--force", "-f") { Description = "Replace the target, or the certificate file, if it exists." };
        var quiet = SharedOptions.Quiet();
        var command = new Command("sign", "Sign a package with an X.509 certificate. Every file is compared with the manifest first.") { source, target, sha, force, quiet };
        var input = new PackageInputOptions();
        input.AddTo(command);
        var signing = SigningOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var algorithm = SharedOptions.ParseSha(parsed.GetRequiredValue(sha));
            using var signer = signing.Load(parsed, algorithm) ?? throw new ArgumentException("nothing to sign with; give --key FILE and --cert FILE, or --sign-command");
            var (from, to) = (parsed.GetRequiredValue(source), parsed.GetValue(target));
            return to is null
                ? await SignFolderAsync(from, input.Read(parsed), signer.Signer, algorithm, parsed.GetValue(force), cancellationToken).ConfigureAwait(false)
                : await PackageRewriting.RunAsync(from, input.Read(parsed), to, parsed.GetValue(force), async (package, sink, diagnostics, progress) =>
                    (await PackageConverter.ConvertAsync(
                        package, sink, new ConvertOptions { Algorithm = algorithm, Signer = signer.Signer, Diagnostics = diagnostics }, progress, cancellationToken).ConfigureAwait(false)).Entries, cancellationToken)
                    .ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> SignFolderAsync(string source, PackageInput input, PackageSigner signer, ManifestAlgorithm algorithm, bool force, CancellationToken cancellationToken)
    {
        if (source == InputSource.Standard)
            throw new ArgumentException("standard input cannot be signed where it is; give a TARGET for the signed package");
        var diagnostics = new DiagnosticBag();
        using var package = await input.OpenAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        if (package.Store is not FolderStore)
            throw new ArgumentException($"{source} is no folder here, and nothing else is changed; give a TARGET for the signed package");
        var written = await ProgressDisplay.RunAsync(input.Quiet, progress =>
            PackageSigning.SignFolderAsync(package, signer, algorithm, force, PackageReporter.Over(progress), cancellationToken)).ConfigureAwait(false);
        SharedOptions.Print(diagnostics, input.Quiet);
        if (!input.Quiet)
        {
            foreach (var path in written)
                Console.Out.WriteLine($"{path}: written");
        }

        return ExitCode.Done;
    }
}
