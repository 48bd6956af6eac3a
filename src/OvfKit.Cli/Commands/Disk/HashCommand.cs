using System.CommandLine;
using System.Security.Cryptography;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Disks.Work;

namespace OvfKit.Cli.Commands.Disk;

/// <summary><c>ovfkit disk hash</c>: the digest of the guest's bytes, in the form of sha256sum.</summary>
internal static class HashCommand
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Disk images.", Arity = ArgumentArity.OneOrMore };
        var sha = new Option<string>("--sha") { Description = "The algorithm: sha1, sha256 or sha512.", DefaultValueFactory = _ => "sha256", HelpName = "ALGORITHM" };
        var quiet = SharedOptions.Quiet();
        var input = new DiskInputOptions();
        var command = new Command("hash", "Print the digest of the bytes a guest sees, the same in every format.") { sources, sha, quiet };
        input.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.GetRequiredValue(sources), input.Read(parsed), parsed.GetRequiredValue(sha), parsed.GetValue(quiet), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] sources, DiskInput input, string sha, bool quiet, CancellationToken cancellationToken)
    {
        var algorithm = sha.ToUpperInvariant() switch
        {
            "SHA1" => HashAlgorithmName.SHA1,
            "SHA256" => HashAlgorithmName.SHA256,
            "SHA512" => HashAlgorithmName.SHA512,
            _ => throw new ArgumentException($"--sha {sha}: expected sha1, sha256 or sha512"),
        };
        var exitCode = ExitCode.Done;
        foreach (var source in sources)
        {
            try
            {
                var diagnostics = new DiagnosticBag();
                using var image = DiskFiles.Open(source, input, diagnostics, cancellationToken);
                var digest = await CopyProgressDisplay.RunAsync(quiet, source, progress => DiskHash.ComputeAsync(image, algorithm, progress, cancellationToken)).ConfigureAwait(false);
                SharedOptions.Print(diagnostics, quiet);
                Console.WriteLine($"{Convert.ToHexStringLower(digest)}  {source}");
            }
            catch (Exception exception) when (exception is OvfKitException or IOException or UnauthorizedAccessException)
            {
                // As with sha256sum, one that cannot be read keeps no other from its line.
                exitCode = Math.Max(exitCode, await CommandLineTool.TellAsync(exception, "", parsed).ConfigureAwait(false));
            }
        }

        return exitCode;
    }
}
