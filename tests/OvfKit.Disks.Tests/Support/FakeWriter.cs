using OvfKit.IO;

namespace OvfKit.Disks.Tests.Support;

/// <summary>A writer that keeps what it gets, counts what is in flight, and fails where it is told to.</summary>
public sealed class FakeWriter(int segmentSize = 65536, int granularity = 4096) : DiskWriter
{
    private int _inFlight;

    public List<(long Offset, byte[] Data, ByteRange[] Ranges)> Segments { get; } = [];

    public int MostInFlight { get; private set; }

    public bool Begun { get; private set; }

    public bool Completed { get; private set; }

    public Func<CancellationToken, ValueTask>? OnBegin { get; set; }

    public Action<DiskSegment>? OnEncode { get; set; }

    public Func<DiskSegment, ValueTask>? OnAppend { get; set; }

    public Func<ValueTask>? OnComplete { get; set; }

    public override string Variant => "fake";

    public override int SegmentSize => segmentSize;

    public override int ZeroGranularity => granularity;

    public override int MaxEncodedLength => segmentSize;

    public SparseBytes Content { get; } = new();

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        Assert.False(Begun);
        Begun = true;
        Content.SetLength(source.Length);
        if (OnBegin is not null)
            await OnBegin(cancellationToken);
    }

    public override int Encode(in DiskSegment segment, Span<byte> destination)
    {
        Interlocked.Increment(ref _inFlight);
        OnEncode?.Invoke(segment);
        // The encoded form says which segment it belongs to.
        BitConverter.TryWriteBytes(destination, segment.Offset);
        return sizeof(long);
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        Assert.True(Begun && !Completed);
        MostInFlight = Math.Max(MostInFlight, Volatile.Read(ref _inFlight));
        Assert.Equal(segment.Offset, BitConverter.ToInt64(segment.Encoded.Span));
        Segments.Add((segment.Offset, segment.Data.ToArray(), segment.DataRanges.ToArray()));
        Content.Write(segment.Offset, segment.Data.Span);
        if (OnAppend is not null)
            await OnAppend(segment);
        Interlocked.Decrement(ref _inFlight);
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        Assert.True(Begun && !Completed);
        Completed = true;
        if (OnComplete is not null)
            await OnComplete();
    }

    public override ValueTask DisposeAsync() => default;
}
