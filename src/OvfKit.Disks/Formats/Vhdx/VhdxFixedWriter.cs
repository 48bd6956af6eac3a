using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Writes a fixed VHDX: every block is there, in order, so that the file goes to a pipe as well.</summary>
internal sealed class VhdxFixedWriter(DiskSink sink, DiskWriteOptions options, VhdxWriteSettings settings) : DiskWriter
{
    private ForwardOutput _output = new(Stream.Null);
    private VhdxNewFile? _file;

    public override string Variant => VhdxFormat.Fixed;

    public override int SegmentSize => MiB;

    // The block size of common file systems: what is left out stays a hole where the file system has holes.
    public override int ZeroGranularity => 4096;

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _file = VhdxNewFile.Plan(source, sink, options, settings, isFixed: true);
        _output = new ForwardOutput(sink.Create(sink.Name));
        await _output.WriteAsync(0, _file.Head(), cancellationToken).ConfigureAwait(false);
        await _file.WriteTableAsync(_output.WriteAsync, _ => true, _ => true, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var range = segment.DataRanges.Span[i];
            await _output.WriteAsync(_file!.FirstBlock + segment.Offset + range.Offset, segment.Data.Slice((int)range.Offset, (int)range.Length), cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default) =>
        await _output.FinishAsync(_file!.FirstBlock + (_file.BlockCount * _file.Metadata.BlockSize), cancellationToken).ConfigureAwait(false);

    public override ValueTask DisposeAsync() => default;
}
