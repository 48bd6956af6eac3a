using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Disks;

namespace OvfKit.Cli.Commands;

/// <summary>Converts one disk file into another.</summary>
internal static class DiskConversion
{
    public static async Task<int> RunAsync(string source, string target, ConvertArguments arguments, CancellationToken cancellationToken)
    {
        var name = arguments.To is { } to ? FormatName.Parse(to) : FormatName.ForTarget(target);
        var diagnostics = new DiagnosticBag();
        using var image = DiskFiles.Open(source, arguments.From, diagnostics);
        using var sink = new FileDiskSink(target, arguments.Force);
        await using var writer = name.Format.CreateWriter(sink, new DiskWriteOptions
        {
            Variant = name.Variant,
            Level = arguments.Level,
            Settings = arguments.Settings,
            Diagnostics = diagnostics,
        });

        var label = $"{Path.GetFileName(source)} → {name.Format.Name}";
        var result = await ProgressDisplay.RunAsync(arguments.Quiet, progress => DiskCopy.CopyAsync(image, writer, null, Adapt(progress, label), cancellationToken)).ConfigureAwait(false);
        sink.Commit();
        SharedOptions.Print(diagnostics, arguments.Quiet);
        if (!arguments.Quiet)
            Console.WriteLine($"{target}: {name.Format.Name}:{writer.Variant}, {Sizes.Format(result.Length)} disk with {Sizes.Format(result.DataLength)} of data, {Sizes.Format(new FileInfo(target).Length)} file");
        return ExitCode.Done;
    }

    private static CopyReporter? Adapt(IProgress<WorkProgress>? progress, string label) => progress is null ? null : new CopyReporter(progress, label);

    private sealed class CopyReporter(IProgress<WorkProgress> progress, string label) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => progress.Report(new WorkProgress(value.Position, value.Length, label));
    }
}
