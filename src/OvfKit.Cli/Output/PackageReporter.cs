using OvfKit.Packaging;

namespace OvfKit.Cli.Output;

/// <summary>Passes a package's progress on to the display.</summary>
internal sealed class PackageReporter : IProgress<PackageProgress>
{
    private readonly IProgress<WorkProgress> _display;

    private PackageReporter(IProgress<WorkProgress> display) => _display = display;

    /// <summary>The reporter for a display, or null for none.</summary>
    public static PackageReporter? Over(IProgress<WorkProgress>? display) => display is null ? null : new PackageReporter(display);

    public void Report(PackageProgress value) => _display.Report(new WorkProgress(value.Position, value.Length, value.FileName));
}
