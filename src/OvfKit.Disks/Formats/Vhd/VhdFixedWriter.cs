using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>Writes a fixed VHD: the guest's bytes as they are, and a footer. What Azure takes.</summary>
internal sealed class VhdFixedWriter(DiskSink sink, DiskWriteOptions options) : DiskWriter
{
    private readonly VhdTarget _target = new(sink, options);
    private ForwardOutput _output = new(Stream.Null);
    private long _size;

    public override string Variant => VhdFormat.Fixed;

    public override int SegmentSize => 1 << 20;

    // The block size of common file systems: smaller holes would not save space.
    public override int ZeroGranularity => 4096;

    public override ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _size = _target.SizeFor(source);
        _output = new ForwardOutput(sink.Create(sink.Name));
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

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        var footer = new byte[VhdFooter.Size];
        _target.Footer(VhdType.Fixed, _size, VhdFooter.NoHeader).Write(footer);
        await _output.WriteAsync(_size, footer, cancellationToken).ConfigureAwait(false);
        await _output.FinishAsync(_size + footer.Length, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;
}
