using OvfKit.IO;

namespace OvfKit.Disks.Formats.Raw;

internal sealed class RawWriter : DiskWriter
{
    /// <summary><c>off</c> leaves zeros out of the file, <c>full</c> writes them, so that the file takes all its space at once.</summary>
    public const string PreallocationSetting = "preallocation";

    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;
    private readonly bool _writesZeros;
    private ForwardOutput _output = new(Stream.Null);
    private long _length;

    public RawWriter(DiskSink sink, DiskWriteOptions options)
    {
        _sink = sink;
        _options = options;
        _writesZeros = options.Settings.GetValueOrDefault(PreallocationSetting, "off") switch
        {
            "off" => false,
            "full" => true,
            var other => throw new ArgumentException($"{PreallocationSetting} is off or full, not \"{other}\""),
        };
    }

    public override string Variant => RawFormat.Sparse;

    public override int SegmentSize => 1 << 20;

    // The block size of common file systems: smaller holes would not save space.
    public override int ZeroGranularity => 4096;

    public override ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _length = source.Length;
        var stream = _sink.Create(_sink.Name);
        if (!_writesZeros && stream is FileStream file)
            FileHoles.Allow(file.SafeFileHandle);
        _output = new ForwardOutput(stream, _writesZeros);
        SectorSizeLoss.Report("a raw file", _sink, source, _options);
        return default;
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var range = segment.DataRanges.Span[i];
            await _output.WriteAsync(segment.Offset + range.Offset, segment.Data.Slice((int)range.Offset, (int)range.Length), cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default) => await _output.FinishAsync(_length, cancellationToken).ConfigureAwait(false);

    public override ValueTask DisposeAsync() => default;
}
