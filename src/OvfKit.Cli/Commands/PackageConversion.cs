using OvfKit.Cli.Output;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary>Converts one package into another.</summary>
internal static class PackageConversion
{
    public static async Task<int> RunAsync(string source, string target, ConvertArguments arguments, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        using var input = await arguments.PackageInput.TakeAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        return await RunAsync(input, target, arguments, diagnostics, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<int> RunAsync(InputSource input, string target, ConvertArguments arguments, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (arguments.Resume && PackageRewriting.IsArchive(target))
            throw new ArgumentException($"--resume is for a target that is a folder; {(target == InputSource.Standard ? "what went to standard output" : "an archive")} is always begun anew");
        var format = arguments.DiskFormat is { } name ? FormatName.Parse(name) : null;
        using var package = await arguments.PackageInput.OpenAsync(input, diagnostics, cancellationToken).ConfigureAwait(false);
        var options = new ConvertOptions
        {
            DiskFormat = format?.Format,
            Disk = new DiskWriteOptions { Variant = format?.Variant, Level = arguments.Output.LevelOrDefault, Settings = arguments.Output.Settings },
            Copy = arguments.Output.Copy,
            Version = arguments.Version,
            Changes = arguments.Changes,
            Algorithm = SharedOptions.ParseSha(arguments.Sha),
            Signer = arguments.Signer,
            Storage = arguments.Storage,
            KeepManifest = arguments.KeepManifest,
            VerifyManifest = !arguments.SkipManifestCheck,
            Diagnostics = diagnostics,
        };

        var sink = PackageRewriting.OpenSink(target, arguments.Output.Force, arguments.PackageInput.TempDirectory, arguments.Resume);
        ConvertReport report;
        try
        {
            await using (sink.ConfigureAwait(false))
            {
                report = await ProgressDisplay.RunAsync(
                    arguments.Output.Quiet, progress => PackageConverter.ConvertAsync(package, sink, options, PackageReporter.Over(progress), cancellationToken)).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (sink is FolderSink { KeptPath: { } kept })
        {
            throw new ResumableException(kept, exception);
        }

        SharedOptions.Print(diagnostics, arguments.Output.Quiet);
        if (!arguments.Output.Quiet && target != InputSource.Standard)
            Console.Out.Write(Describe(target, report));
        return ExitCode.Done;
    }

    private static string Describe(string target, ConvertReport conversion)
    {
        var converted = conversion.Disks.ToDictionary(disk => disk.TargetName);
        var report = new Report().Heading(target);
        foreach (var entry in conversion.Entries)
        {
            report.Row(entry.Name, converted.TryGetValue(entry.Name, out var disk)
                ? $"{Sizes.Format(entry.Length)}, {disk.TargetFormat} from {disk.SourceName} ({disk.SourceFormat}): {Sizes.Format(disk.Length)} disk with {Sizes.Format(disk.DataLength)} of data"
                : Sizes.Format(entry.Length));
        }

        return report.ToString();
    }
}
