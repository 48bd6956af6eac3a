using System.CommandLine;
using System.Text.Json;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit verify</c>: whether a package's files are those its manifest was made for.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "An .ova archive, an .ovf descriptor, or a package's folder." };
        var json = SharedOptions.Json();
        var quiet = SharedOptions.Quiet();
        var command = new Command("verify", "Compare a package's files with the digests in its manifest.") { source, json, quiet };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(source), parsed.GetValue(json), parsed.GetValue(quiet), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string source, bool json, bool quiet, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        using var package = OvfPackage.Open(source, new PackageOpenOptions { Diagnostics = diagnostics });
        var verification = await ProgressDisplay.RunAsync(quiet, progress => package.VerifyAsync(PackageReporter.Over(progress), cancellationToken)).ConfigureAwait(false);
        var summary = VerifySummary.Of(source, verification);
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(summary, SummaryJson.Readable.VerifySummary));
        else if (!quiet)
            Console.Out.Write(SummaryText.Of(summary));
        SharedOptions.Print(diagnostics.Concat(verification.Diagnostics), quiet);
        return verification.IsIntact ? ExitCode.Done : ExitCode.ContentProblem;
    }
}
