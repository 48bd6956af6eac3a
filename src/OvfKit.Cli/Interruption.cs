using System.Runtime.InteropServices;

namespace OvfKit.Cli;

/// <summary>Turns the signals that ask the tool to stop (Ctrl-C, a kill, a closed terminal) into a cancelled token.</summary>
/// <remarks>It listens from before the work begins until the process ends: a command may write long before it first waits for anything.</remarks>
internal static class Interruption
{
    // Cancelled work first removes what it has written, which takes a while for large files.
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromMinutes(1);
    private static readonly CancellationTokenSource Source = new();
    private static readonly Timer Patience = new(static _ => Environment.Exit(ExitCode.Cancelled));
    private static readonly List<PosixSignalRegistration> Registrations = [];

    /// <summary>Begins to listen.</summary>
    public static CancellationToken Listen()
    {
        Registrations.AddRange(new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(static signal => PosixSignalRegistration.Create(signal, Hear)));
        return Source.Token;
    }

    // Who asks a second time does not want to wait: then the signal does what it always does.
    private static void Hear(PosixSignalContext context)
    {
        if (Source.IsCancellationRequested)
            return;
        context.Cancel = true;
        Patience.Change(CleanUpTime, Timeout.InfiniteTimeSpan);
        Source.Cancel();
    }
}
