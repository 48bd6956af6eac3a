using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>Compares an entry with the manifest while it is being worked on, so that its bytes come from the disk once.</summary>
internal static class CheckedWork
{
    public static Func<Stream, CancellationToken, Task> Of(ManifestCheck? check, PackageEntry entry, Func<Stream, CancellationToken, Task> work) =>
        check is null ? work : (stream, cancellationToken) => RunAsync(check, entry, work, stream, cancellationToken);

    private static async Task RunAsync(
        ManifestCheck check, PackageEntry entry, Func<Stream, CancellationToken, Task> work, Stream stream, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var checking = StopOnFailureAsync(check.RequireAsync(entry, stop.Token), stop);
        try
        {
            await work(stream, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A wrong digest explains why a disk could not be read; a full target it does not explain.
            if (e is not OvfKitException)
                await stop.CancelAsync().ConfigureAwait(false);
            await checking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (checking.IsFaulted)
                await checking.ConfigureAwait(false);
            throw;
        }

        await checking.ConfigureAwait(false);
    }

    private static async Task StopOnFailureAsync(Task check, CancellationTokenSource stop)
    {
        try
        {
            await check.ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
