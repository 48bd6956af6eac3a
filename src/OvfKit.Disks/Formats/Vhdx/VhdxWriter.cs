using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Writes a dynamic VHDX: blocks with data follow one another in the file. The block table goes out before the data is seen, with a block for
/// all that the source stores; where that turns out to be zeros, a file's table is written again, and a pipe gets the zeros.</summary>
/// <remarks>So a file of which nothing had to be corrected was written from front to end, and its digest is known without reading it.</remarks>
internal sealed class VhdxWriter(DiskSink sink, DiskWriteOptions options, VhdxWriteSettings settings) : DiskWriter
{
    private ForwardOutput _output = new(Stream.Null);
    private VhdxNewFile? _file;
    private BlockPlan _plan = BlockPlan.Empty(sink, 0);
    private long _block = -1;
    private long _blockOffset;
    private long _end;

    public override string Variant => VhdxFormat.Dynamic;

    public override int SegmentSize => MiB;

    // Finer would leave more holes in the file without making it shorter: blocks are allocated whole.
    public override int ZeroGranularity => 64 << 10;

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _file = VhdxNewFile.Plan(source, sink, options, settings);
        _end = _file.FirstBlock;
        _plan = BlockPlan.Of(source, sink, _file.BlockCount, _file.Metadata.BlockSize, cancellationToken);
        _output = new ForwardOutput(sink.Create(sink.Name));
        await _output.WriteAsync(0, _file.Head(), cancellationToken).ConfigureAwait(false);
        await _file.WriteTableAsync(_output.WriteAsync, _plan.IsPlanned, _plan.IsStored, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        var blockSize = _file!.Metadata.BlockSize;
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var (start, end) = (segment.Offset + segment.DataRanges.Span[i].Offset, segment.Offset + segment.DataRanges.Span[i].End);
            while (start < end)
            {
                var (block, within) = Math.DivRem(start, blockSize);
                if (block != _block)
                    BeginBlock(block);
                var length = (int)Math.Min(end - start, blockSize - within);
                await _output.WriteAsync(_blockOffset + within, segment.Data.Slice((int)(start - segment.Offset), length), cancellationToken).ConfigureAwait(false);
                start += length;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        _end += _plan.Finish() * _file!.Metadata.BlockSize;
        if (_plan.IsCorrected)
            await _file.WriteTableAsync(_output.RewriteAsync, _plan.IsPlanned, _plan.IsStored, cancellationToken).ConfigureAwait(false);
        await _output.FinishAsync(_end, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private void BeginBlock(long block)
    {
        var blockSize = _file!.Metadata.BlockSize;
        (_block, _blockOffset) = (block, _end + (_plan.Take(block) * blockSize));
        _end = _blockOffset + blockSize;
    }
}
