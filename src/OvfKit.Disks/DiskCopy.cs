using System.Buffers;
using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>Copies a disk into a writer: reads and encodes on many threads, appends in order.</summary>
public static class DiskCopy
{
    // Blocks that must be decoded as a whole are not split between two segments, up to this size.
    private const int LargestSegment = 4 << 20;

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
        var parallelism = Math.Max(1, (options ?? CopyOptions.Default).Parallelism);
        await writer.BeginAsync(source, cancellationToken).ConfigureAwait(false);

        // The queue holds twice as many segments as are worked on, so that a slow write does not leave a core without work.
        var workers = new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, parallelism).ConcurrentScheduler);
        var state = new CopyProgress(0, source.Length, 0);
        var idle = new Stack<Slot>();
        var running = new Queue<(Slot Slot, Task Work)>();
        try
        {
            foreach (var (offset, length) in DataSegments(source, writer.Parent, SegmentSize(source, writer)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (running.Count == 2 * parallelism)
                    await AppendFirstAsync().ConfigureAwait(false);
                if (!idle.TryPop(out var slot))
                    slot = new Slot(writer, SegmentSize(source, writer));
                slot.Offset = offset;
                slot.Length = length;
                running.Enqueue((slot, workers.StartNew(() => slot.Fill(source), CancellationToken.None)));
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

    private static int SegmentSize(DiskImage source, DiskWriter writer) =>
        source.BlockSize > writer.SegmentSize && source.BlockSize <= LargestSegment && source.BlockSize % writer.SegmentSize == 0 ? source.BlockSize : writer.SegmentSize;

    private static IEnumerable<(long Offset, int Length)> DataSegments(DiskImage source, DiskImage? parent, int segmentSize)
    {
        var own = DataSegmentOffsets(source, source.Length, segmentSize);
        // Where only the parent holds data, the child must hold zeros.
        var offsets = parent is null ? own : Merge(own, DataSegmentOffsets(parent, source.Length, segmentSize));
        return offsets.Select(offset => (offset, (int)Math.Min(segmentSize, source.Length - offset)));
    }

    private static IEnumerable<long> DataSegmentOffsets(DiskImage image, long end, int segmentSize)
    {
        var next = 0L;
        foreach (var extent in image.Extents())
        {
            if (extent.Kind == RunKind.Zero)
                continue;
            for (next = Math.Max(next, extent.Offset / segmentSize * segmentSize); next < extent.End; next += segmentSize)
            {
                if (next >= end)
                    yield break;
                yield return next;
            }
        }
    }

    private static IEnumerable<long> Merge(IEnumerable<long> first, IEnumerable<long> second)
    {
        using var a = first.GetEnumerator();
        using var b = second.GetEnumerator();
        var (inA, inB) = (a.MoveNext(), b.MoveNext());
        while (inA || inB)
        {
            var next = Math.Min(inA ? a.Current : long.MaxValue, inB ? b.Current : long.MaxValue);
            yield return next;
            inA = inA && (a.Current != next || a.MoveNext());
            inB = inB && (b.Current != next || b.MoveNext());
        }
    }

    private sealed class Slot(DiskWriter writer, int segmentSize) : IDisposable
    {
        private readonly byte[] _data = ArrayPool<byte>.Shared.Rent(segmentSize);
        private readonly ByteRange[] _ranges = new ByteRange[segmentSize / writer.ZeroGranularity / 2 + 1];
        private readonly byte[] _before = writer.Parent is null ? [] : ArrayPool<byte>.Shared.Rent(segmentSize);
        private readonly byte[] _encoded = ArrayPool<byte>.Shared.Rent(writer.MaxEncodedLength * (segmentSize / writer.SegmentSize));

        public long Offset { get; set; }

        public int Length { get; set; }

        public long DataLength { get; private set; }

        public DiskSegment Segment { get; private set; }

        public void Fill(DiskImage source)
        {
            var data = _data.AsSpan(0, Length);
            source.Read(Offset, data);
            int count;
            if (writer.Parent is { } parent)
            {
                // A child may be larger than its parent; past the parent's end there are zeros.
                var before = _before.AsSpan(0, Length);
                var held = (int)Math.Clamp(parent.Length - Offset, 0, Length);
                if (held > 0)
                    parent.Read(Offset, before[..held]);
                before[held..].Clear();
                count = ZeroScan.FindChanges(data, before, writer.ZeroGranularity, _ranges);
            }
            else
            {
                count = ZeroScan.FindData(data, writer.ZeroGranularity, _ranges);
            }

            DataLength = 0;
            foreach (var range in _ranges.AsSpan(0, count))
                DataLength += range.Length;
            Segment = new DiskSegment(Offset, _data.AsMemory(0, Length), _ranges.AsMemory(0, count));
            if (count > 0 && writer.MaxEncodedLength > 0)
                Segment = Segment with { Encoded = _encoded.AsMemory(0, writer.Encode(Segment, _encoded)) };
        }

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(_data);
            if (_before.Length > 0)
                ArrayPool<byte>.Shared.Return(_before);
            ArrayPool<byte>.Shared.Return(_encoded);
        }
    }
}
