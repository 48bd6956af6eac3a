using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>Compares an entry with the manifest while it is being worked on, so that its bytes come from the disk once.</summary>
internal static class CheckedWork
{
    public static Func<Stream, CancellationToken, Task> Of(ManifestCheck? check, PackageEntry entry, Func<Stream, CancellationToken, Task> work) =>
        check is null ? work : (stream, cancellationToken) => RunAsync(check, entry, work, stream, cancellationToken);

    /// <summary>The same for work that copies the entry as it is: what is hashed on the way into the new package is compared, and nothing read twice.</summary>
    public static Func<Stream, CancellationToken, Task> OfCopy(ManifestCheck? check, PackageEntry entry, Func<Stream, CancellationToken, Task> copy) =>
        check is null ? copy : (stream, cancellationToken) => stream is EntryStream target && check.AlgorithmsOf(entry) is { } algorithms
            ? CopyAsync(check, entry, copy, target, algorithms, cancellationToken)
            : RunAsync(check, entry, copy, stream, cancellationToken);

    private static async Task CopyAsync(
        ManifestCheck check, PackageEntry entry, Func<Stream, CancellationToken, Task> copy, EntryStream target, IReadOnlyList<ManifestAlgorithm> algorithms, CancellationToken cancellationToken)
    {
        foreach (var algorithm in algorithms)
            target.Watch(algorithm);
        await copy(target, cancellationToken).ConfigureAwait(false);
        check.Require(entry, target.DigestOf);
    }

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
