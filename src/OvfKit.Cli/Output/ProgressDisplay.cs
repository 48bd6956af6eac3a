using Spectre.Console;

namespace OvfKit.Cli.Output;

/// <summary>How far work is, in bytes.</summary>
/// <param name="Done">Bytes behind the work.</param>
/// <param name="Total">Bytes in all.</param>
/// <param name="What">What is being worked on.</param>
internal readonly record struct WorkProgress(long Done, long Total, string What);

/// <summary>Draws a bar with rate and time left on a terminal; silent when the error stream goes elsewhere or the user wants quiet.</summary>
internal static class ProgressDisplay
{
    // Leaves room for name, rate and time on a terminal of 80 columns.
    private const int BarWidth = 20;

    /// <summary>Runs work that reports its progress.</summary>
    public static async Task<T> RunAsync<T>(bool quiet, Func<IProgress<WorkProgress>?, Task<T>> work)
    {
        if (quiet || Console.IsErrorRedirected)
            return await work(null).ConfigureAwait(false);

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(async context => await work(new Reporter(context.AddTask("starting"))).ConfigureAwait(false))
            .ConfigureAwait(false);
    }

    private sealed class Reporter(ProgressTask task) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            task.Description = Markup.Escape(value.What);
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }
}
