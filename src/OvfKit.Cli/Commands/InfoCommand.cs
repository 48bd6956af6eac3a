using System.CommandLine;
using System.Text.Json;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit info</c>: what a package or disk is.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = $"A disk image, or a package: {PackageInputOptions.Sources}" };
        var input = new DiskInputOptions();
        var packageInput = new PackageInputOptions(input.TempDirectory);
        var json = SharedOptions.Json();
        var quiet = SharedOptions.Quiet();
        var command = new Command("info", "Show what a package or disk image is.") { source, json, quiet };
        input.AddTo(command);
        packageInput.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(source), input.Read(parsed), packageInput.Read(parsed), parsed.GetValue(json), parsed.GetValue(quiet), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string source, DiskInput input, PackageInput packageInput, bool json, bool quiet, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        using var taken = await packageInput.TakeAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        if (input.From is null && taken.IsPackage)
        {
            using var package = await packageInput.OpenAsync(taken, diagnostics, cancellationToken).ConfigureAwait(false);
            var summary = new PackageSummaryReader(package, diagnostics).Read();
            Console.Out.Write(json ? JsonSerializer.Serialize(summary, SummaryJson.Readable.PackageSummary) + "\n" : SummaryText.Of(summary));
        }
        else
        {
            using var image = DiskFiles.Open(taken, input, diagnostics, null, cancellationToken);
            var summary = DiskSummary.Of(image, taken.Bytes?.Length ?? (File.Exists(source) ? new FileInfo(source).Length : null));
            Console.Out.Write(json ? JsonSerializer.Serialize(summary, SummaryJson.Readable.DiskSummary) + "\n" : SummaryText.Of(summary));
        }

        SharedOptions.Print(diagnostics, quiet);
        return diagnostics.HasErrors ? ExitCode.ContentProblem : ExitCode.Done;
    }
}
