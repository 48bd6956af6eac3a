using System.Collections;

namespace OvfKit.Disks;

/// <summary>Which blocks a new image stores. What the source stores is known before its data is, so that the block table can go out first. Where the data turns out to be
/// zeros, a file leaves the block out, and its table has to be corrected; a pipe gets the zeros.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class BlockPlan
{
    private readonly DiskSink _sink;
    private readonly BitArray _planned;
    private BitArray? _leftOut;
    private long _next;

    private BlockPlan(DiskSink sink, long count) => (_sink, _planned) = (sink, new BitArray(checked((int)count)));

    /// <summary>Whether other blocks are stored than were planned.</summary>
    public bool IsCorrected { get; private set; }

    /// <summary>Plans nothing: blocks are known when they come.</summary>
    /// <param name="sink">Where the image goes, which can seek.</param>
    /// <param name="count">The blocks of the new image.</param>
    public static BlockPlan Empty(DiskSink sink, long count) => new(sink, count);

    /// <summary>Plans the blocks in which the source stores something.</summary>
    /// <param name="source">The disk that will be written.</param>
    /// <param name="sink">Where the image goes.</param>
    /// <param name="count">The blocks of the new image.</param>
    /// <param name="blockSize">Their size in guest bytes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static BlockPlan Of(DiskImage source, DiskSink sink, long count, long blockSize, CancellationToken cancellationToken)
    {
        var plan = new BlockPlan(sink, count);
        foreach (var extent in source.Extents())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var block = extent.Offset / blockSize; extent.Kind != RunKind.Zero && block * blockSize < extent.End; block++)
                plan._planned[(int)block] = true;
        }

        return plan;
    }

    /// <summary>Whether a block was planned, or came without.</summary>
    public bool IsPlanned(long block) => _planned[(int)block];

    /// <summary>Whether a block is stored, as far as is known by now.</summary>
    public bool IsStored(long block) => _planned[(int)block] && _leftOut?[(int)block] != true;

    /// <summary>The number of blocks that are stored, as far as is known by now.</summary>
    public long CountStored()
    {
        var count = 0L;
        for (var block = 0; block < _planned.Length; block++)
            count += IsStored(block) ? 1 : 0;
        return count;
    }

    /// <summary>Takes the next block with data, which comes behind those before.</summary>
    /// <returns>For how many blocks of zeros room has to be left before this one.</returns>
    /// <exception cref="IOException">The block has no room in a pipe.</exception>
    public long Take(long block)
    {
        var room = GoTo(block);
        _next = block + 1;
        if (_planned[(int)block])
            return room;
        // A disk that is in use may get data where its extents had none.
        if (!_sink.CanSeek)
            throw new IOException($"{_sink.Name}: block {block} got data after the block table was written, so the source changed while it was read; copy a disk that is not in use, or write a file");
        _planned[(int)block] = true;
        IsCorrected = true;
        return room;
    }

    /// <summary>Takes notice that no more blocks have data.</summary>
    /// <returns>For how many blocks of zeros room has to be left at the end.</returns>
    public long Finish() => GoTo(_planned.Length);

    private long GoTo(long end)
    {
        var room = 0L;
        for (; _next < end; _next++)
        {
            if (!_planned[(int)_next])
                continue;
            if (!_sink.CanSeek)
            {
                room++;
                continue;
            }

            (_leftOut ??= new BitArray(_planned.Length))[(int)_next] = true;
            IsCorrected = true;
        }

        return room;
    }
}
