using OvfKit.Disks;

namespace OvfKit.Cli.Output;

/// <summary>Shows the progress of work on one disk.</summary>
internal static class CopyProgressDisplay
{
    /// <summary>Runs work that reports how far a copy is.</summary>
    /// <param name="quiet">Whether to show nothing.</param>
    /// <param name="label">What is being done.</param>
    /// <param name="work">The work.</param>
    public static Task<T> RunAsync<T>(bool quiet, string label, Func<IProgress<CopyProgress>?, Task<T>> work) =>
        ProgressDisplay.RunAsync(quiet, progress => work(progress is null ? null : new Reporter(progress, label)));

    private sealed class Reporter(IProgress<WorkProgress> progress, string label) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => progress.Report(new WorkProgress(value.Position, value.Length, label));
    }
}
