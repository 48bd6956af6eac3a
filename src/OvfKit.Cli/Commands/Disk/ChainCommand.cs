using System.CommandLine;
using System.Text.Json;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;

namespace OvfKit.Cli.Commands.Disk;

/// <summary><c>ovfkit disk chain</c>: an image, its parent, and so on down, with what is missing.</summary>
internal static class ChainCommand
{
    public static Command Create()
    {
        var source = DiskCommand.Source();
        var json = SharedOptions.Json();
        var quiet = SharedOptions.Quiet();
        var input = new DiskInputOptions();
        var command = new Command("chain", "List an image and its parents, and say which is missing or is not the right one.") { source, json, quiet };
        input.AddTo(command);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(source), input.Read(parsed), parsed.GetValue(json), parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(string source, DiskInput input, bool json, bool quiet)
    {
        var diagnostics = new DiagnosticBag();
        var asked = new List<ReferenceSummary>();
        var layers = new List<LayerSummary>();
        string? problem = null;
        try
        {
            using var image = DiskFiles.Open(source, input, diagnostics, (reference, granted) => asked.Add(ReferenceSummary.Of(reference, granted)), CancellationToken.None);
            for (var layer = image; layer is not null; layer = layer.Parent)
                layers.Add(new LayerSummary(layer.Name, layer.Format.Name, layer.Variant, layer.Length, layer.Id));
        }
        catch (OvfKitException exception)
        {
            problem = exception.Diagnostic.ToString();
        }

        var summary = new ChainSummary(layers, asked, problem);
        Console.Out.Write(json ? JsonSerializer.Serialize(summary, SummaryJson.Readable.ChainSummary) + "\n" : summary.ToText());
        SharedOptions.Print(diagnostics, quiet);
        return problem is null ? ExitCode.Done : ExitCode.ContentProblem;
    }
}
