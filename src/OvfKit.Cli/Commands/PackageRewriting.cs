using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary>Runs what makes one package of another, and prints what came of it.</summary>
internal static class PackageRewriting
{
    public delegate Task<IReadOnlyList<WrittenEntry>> Work(OvfPackage source, PackageSink target, DiagnosticBag diagnostics, IProgress<PackageProgress>? progress);

    public static async Task<int> RunAsync(string source, string target, bool force, bool quiet, Work work)
    {
        var diagnostics = new DiagnosticBag();
        using var package = OvfPackage.Open(source, new PackageOpenOptions { Diagnostics = diagnostics });
        IReadOnlyList<WrittenEntry> entries;
        var sink = OpenSink(target, force);
        await using (sink.ConfigureAwait(false))
            entries = await ProgressDisplay.RunAsync(quiet, progress => work(package, sink, diagnostics, PackageReporter.Over(progress))).ConfigureAwait(false);
        SharedOptions.Print(diagnostics, quiet);
        if (!quiet)
        {
            var report = new Report().Heading(target);
            foreach (var entry in entries)
                report.Row(entry.Name, Sizes.Format(entry.Length));
            Console.Out.Write(report.ToString());
        }

        return ExitCode.Done;
    }

    /// <summary>A target that ends in <c>.ova</c> is an archive, any other a folder.</summary>
    public static PackageSink OpenSink(string target, bool force) =>
        Path.GetExtension(target).Equals(".ova", StringComparison.OrdinalIgnoreCase) ? new OvaSink(target, force) : new FolderSink(target, force);
}
