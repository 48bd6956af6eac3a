using System.CommandLine;
using System.Text.Json;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;

namespace OvfKit.Cli.Commands.Disk;

/// <summary><c>ovfkit disk map</c>: where the data is, and in which layer.</summary>
internal static class MapCommand
{
    public static Command Create()
    {
        var source = DiskCommand.Source();
        var json = SharedOptions.Json();
        var svg = new Option<string?>("--svg") { Description = "Draw the map into an SVG file.", HelpName = "FILE" };
        var force = SharedOptions.Force();
        var quiet = SharedOptions.Quiet();
        var input = new DiskInputOptions();
        var command = new Command("map", "List which parts of a disk are stored, compressed or zero, and in which layer. Reads tables, not data.") { source, json, svg, force, quiet };
        input.AddTo(command);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(source), input.Read(parsed), parsed.GetValue(json), parsed.GetValue(svg), parsed.GetValue(force), parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(string source, DiskInput input, bool json, string? svg, bool force, bool quiet)
    {
        var diagnostics = new DiagnosticBag();
        using var image = DiskFiles.Open(source, input, diagnostics, CancellationToken.None);
        if (svg is not null)
        {
            using var file = new IO.PendingFile(svg, force);
            using (var writer = new StreamWriter(file.Stream, leaveOpen: true))
                writer.Write(MapDrawing.Draw(image));
            file.Commit();
        }
        else if (json)
        {
            Console.Out.Write(JsonSerializer.Serialize(DiskMap.Of(image), SummaryJson.Readable.DiskMap) + "\n");
        }
        else
        {
            DiskMap.Print(image, Console.Out);
        }

        SharedOptions.Print(diagnostics, quiet);
        return ExitCode.Done;
    }
}
