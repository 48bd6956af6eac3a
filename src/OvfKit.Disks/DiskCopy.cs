namespace OvfKit.Disks;

/// <summary>Copies a disk into a writer: reads and encodes on many threads, appends in order.</summary>
public static class DiskCopy
{
    /// <summary>Copies every guest byte. Holes are skipped without being read; zeros that were written out are found and left out.</summary>
    /// <param name="source">The disk to read.</param>
    /// <param name="writer">A fresh writer; begun and completed here, disposed by the caller.</param>
    /// <param name="options">How to copy; null for the defaults.</param>
    /// <param name="progress">Told about every segment, from the thread that appends; null for silence.</param>
    /// <param name="cancellationToken">Stops the copy between segments.</param>
    /// <returns>The final state: <see cref="CopyProgress.DataLength"/> is the populated size.</returns>
    /// <exception cref="Diagnostics.OvfKitException">The source is damaged, or the target cannot hold it.</exception>
    /// <exception cref="IOException">Source or target failed.</exception>
    /// <exception cref="OperationCanceledException">The copy was cancelled.</exception>
    /// <remarks>Memory is bounded by 2 × parallelism × (segment + encoded segment), whatever the disk's size.</remarks>
    public static async Task<CopyProgress> CopyAsync(
        DiskImage source, DiskWriter writer, CopyOptions? options = null, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(writer);
        options ??= CopyOptions.Default;
        var parallelism = Math.Max(1, options.Parallelism);
        await writer.BeginAsync(source, cancellationToken).ConfigureAwait(false);

        // The queue holds twice as many segments as are worked on, so that a slow write does not leave a core without work.
        using var workers = new CopyWorkers(parallelism);
        var segmentSize = CopySegments.Size(source, writer);
        var state = new CopyProgress(0, source.Length, 0);
        var idle = new Stack<CopySlot>();
        var running = new Queue<(CopySlot Slot, Task Work)>();
        try
        {
            foreach (var (offset, length) in CopySegments.Find(source, writer.Parent, segmentSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (running.Count == 2 * parallelism)
                    await AppendFirstAsync().ConfigureAwait(false);
                if (!idle.TryPop(out var slot))
                    slot = new CopySlot(source, writer, segmentSize, options.Recode);
                slot.Offset = offset;
                slot.Length = length;
                running.Enqueue((slot, workers.Run(slot.Fill)));
            }

            while (running.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await AppendFirstAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            // Slots go back to the pool only when nobody writes to them any more.
            foreach (var (slot, work) in running)
            {
                await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                slot.Dispose();
            }

            foreach (var slot in idle)
                slot.Dispose();
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        state = state with { Position = source.Length };
        progress?.Report(state);
        return state;

        async ValueTask AppendFirstAsync()
        {
            var (slot, work) = running.Peek();
            await work.ConfigureAwait(false);
            if (slot.DataLength > 0)
                await writer.AppendAsync(slot.Segment, cancellationToken).ConfigureAwait(false);
            running.Dequeue();
            idle.Push(slot);
            state = state with { Position = slot.Offset + slot.Length, DataLength = state.DataLength + slot.DataLength };
            progress?.Report(state);
        }
    }
}
