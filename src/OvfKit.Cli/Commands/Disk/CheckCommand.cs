using System.CommandLine;
using System.Text.Json;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Disks.Work;

namespace OvfKit.Cli.Commands.Disk;

/// <summary><c>ovfkit disk check</c>: everything wrong with an image, and a repaired copy.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var source = DiskCommand.Source();
        var repair = new Option<string?>("--repair") { Description = "Write what can be read as a new, sound image.", HelpName = "OUT" };
        var json = SharedOptions.Json();
        var input = new DiskInputOptions();
        var output = new DiskOutputOptions();
        var command = new Command("check", "Read all of an image and its parents, and look for overlaps, damage and unused space. Ends with 1 when something is wrong.") { source, repair, json };
        input.AddTo(command);
        output.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(source), input.Read(parsed), parsed.GetValue(repair), output.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string source, DiskInput input, string? repair, DiskOutput output, bool json, CancellationToken cancellationToken)
    {
        var findings = new DiagnosticBag();
        CheckSummary summary;
        using (var image = DiskFiles.Open(source, input, findings, cancellationToken))
        {
            var read = await CopyProgressDisplay.RunAsync(output.Quiet, "checking", progress => DiskCheck.RunAsync(image, findings, progress, cancellationToken)).ConfigureAwait(false);
            summary = CheckSummary.Of(image, read, findings);
        }

        if (json)
            Console.Out.Write(JsonSerializer.Serialize(summary, SummaryJson.Readable.CheckSummary) + "\n");
        else
            SharedOptions.Print(findings, output.Quiet);
        if (!json && !output.Quiet)
            Console.WriteLine(summary.ToText());
        if (repair is not null)
        {
            await DiskConversion.RunAsync(
                source, input with { Recover = true }, repair, output, sameFormat: true, (disk, lost) => new SalvagedDisk(disk, lost), cancellationToken).ConfigureAwait(false);
        }

        return findings.HasErrors ? ExitCode.ContentProblem : ExitCode.Done;
    }
}
