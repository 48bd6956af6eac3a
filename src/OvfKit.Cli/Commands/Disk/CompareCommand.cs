using System.CommandLine;
using System.Text.Json;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Disks.Work;

namespace OvfKit.Cli.Commands.Disk;

/// <summary><c>ovfkit disk compare</c>: whether two images hold the same disk.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("FIRST") { Description = "A disk image." };
        var second = new Argument<string>("SECOND") { Description = "Another one, in any format." };
        var json = SharedOptions.Json();
        var quiet = SharedOptions.Quiet();
        var input = new DiskInputOptions();
        var command = new Command("compare", "Compare the bytes two images show to a guest. Ends with 1 when they differ; zeros at the end of the longer one do not count.") { first, second, json, quiet };
        input.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), input.Read(parsed), parsed.GetValue(json), parsed.GetValue(quiet), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string first, string second, DiskInput input, bool json, bool quiet, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        using var a = DiskFiles.Open(first, input, diagnostics, cancellationToken);
        using var b = DiskFiles.Open(second, input.ForParents, diagnostics, cancellationToken);
        var comparison = await CopyProgressDisplay.RunAsync(quiet, "comparing", progress => DiskComparison.CompareAsync(a, b, progress, cancellationToken)).ConfigureAwait(false);
        SharedOptions.Print(diagnostics, quiet);
        var summary = new CompareSummary(first, second, comparison.SameContent, comparison.FirstDifference, comparison.DifferingLength, comparison.LengthDifference);
        if (json)
            Console.Out.Write(JsonSerializer.Serialize(summary, SummaryJson.Readable.CompareSummary) + "\n");
        else if (!quiet)
            Console.WriteLine(summary.ToText());
        return comparison.SameContent ? ExitCode.Done : ExitCode.ContentProblem;
    }
}
