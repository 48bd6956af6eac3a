using System.Globalization;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary>Runs what makes one package of another, and prints what came of it.</summary>
internal static class PackageRewriting
{
    private const long MaxSourceDate = (1L << 33) - 1;

    public delegate Task<IReadOnlyList<WrittenEntry>> Work(OvfPackage source, PackageSink target, DiagnosticBag diagnostics, IProgress<PackageProgress>? progress);

    public static async Task<int> RunAsync(string source, PackageInput input, string target, bool force, Work work, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        using var package = await input.OpenAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<WrittenEntry> entries;
        var sink = OpenSink(target, force, input.TempDirectory);
        await using (sink.ConfigureAwait(false))
            entries = await ProgressDisplay.RunAsync(input.Quiet, progress => work(package, sink, diagnostics, PackageReporter.Over(progress))).ConfigureAwait(false);
        return Report(target, entries, diagnostics, input.Quiet);
    }

    /// <summary>Prints the findings, then what was written.</summary>
    public static int Report(string target, IReadOnlyList<WrittenEntry> entries, DiagnosticBag diagnostics, bool quiet)
    {
        SharedOptions.Print(diagnostics, quiet);
        if (!quiet && target != InputSource.Standard)
        {
            var report = new Report().Heading(target);
            foreach (var entry in entries)
                report.Row(entry.Name, Sizes.Format(entry.Length));
            Console.Out.Write(report.ToString());
        }

        return ExitCode.Done;
    }

    /// <summary>A target that ends in <c>.ova</c> is an archive, <c>-</c> one on standard output, any other a folder.</summary>
    public static PackageSink OpenSink(string target, bool force, string? tempDirectory = null, bool resume = false) =>
        target == InputSource.Standard ? new OvaPipeSink(Console.OpenStandardOutput(), "standard output", SourceDate(), tempDirectory)
        : IsArchive(target) ? new OvaSink(target, force, SourceDate())
        : new FolderSink(target, force, resume);

    /// <summary>Whether a target is written as an archive.</summary>
    public static bool IsArchive(string target) => target == InputSource.Standard || Path.GetExtension(target).Equals(".ova", StringComparison.OrdinalIgnoreCase);

    // The convention of reproducible-builds.org: seconds since 1970.
    private static DateTimeOffset? SourceDate() => Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxSourceDate ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : throw new ArgumentException($"SOURCE_DATE_EPOCH {text}: expected the number of seconds since 1970");
}
