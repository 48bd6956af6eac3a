using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Raw;

internal sealed class RawWriter : DiskWriter
{
    /// <summary><c>off</c> leaves zeros out of the file, <c>full</c> writes them, so that the file takes all its space at once.</summary>
    public const string PreallocationSetting = "preallocation";

    private static readonly byte[] ZeroBytes = new byte[1 << 16];
    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;
    private readonly bool _writesZeros;
    private Stream _output = Stream.Null;
    private long _length;
    private long _position;

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

    private bool LeavesHoles => _output.CanSeek && !_writesZeros;

    public override string Variant => RawFormat.Sparse;

    public override int SegmentSize => 1 << 20;

    // The block size of common file systems: smaller holes would not save space.
    public override int ZeroGranularity => 4096;

    public override ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _length = source.Length;
        _output = _sink.Create(_sink.Name);
        if (LeavesHoles && _output is FileStream file)
            FileHoles.Allow(file.SafeFileHandle);
        if (source.LogicalSectorSize != 512)
        {
            _options.Diagnostics?.Add(DiskDiagnostics.SectorSizeChanged.At(
                new Location(_sink.Name),
                $"{source.Name} has {source.LogicalSectorSize}-byte sectors, which a raw file cannot record; tell the target machine, or its partition table is not found"));
        }

        return default;
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var range = segment.DataRanges.Span[i];
            await SkipToAsync(segment.Offset + range.Offset, cancellationToken).ConfigureAwait(false);
            await _output.WriteAsync(segment.Data.Slice((int)range.Offset, (int)range.Length), cancellationToken).ConfigureAwait(false);
            _position += range.Length;
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (LeavesHoles)
            _output.SetLength(_length);
        else
            await SkipToAsync(_length, cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private async ValueTask SkipToAsync(long position, CancellationToken cancellationToken)
    {
        if (LeavesHoles)
        {
            _output.Position = position;
            _position = position;
        }

        while (_position < position)
        {
            var zeros = ZeroBytes.AsMemory(0, (int)Math.Min(ZeroBytes.Length, position - _position));
            await _output.WriteAsync(zeros, cancellationToken).ConfigureAwait(false);
            _position += zeros.Length;
        }
    }
}
