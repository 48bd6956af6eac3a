using System.Collections;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Writes a dynamic VHDX: blocks with data follow one another in the file. A pipe gets a block for all that the source stores,
/// zeros among them, because the block table goes out before the data is seen.</summary>
internal sealed class VhdxWriter(DiskSink sink, DiskWriteOptions options, VhdxWriteSettings settings) : DiskWriter
{
    private ForwardOutput _output = new(Stream.Null);
    private VhdxNewFile? _file;
    private PagedTableWriter? _table;
    private BitArray? _planned;
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
        _planned = sink.CanSeek ? null : BlocksOf(source, _file, cancellationToken);
        var stream = sink.Create(sink.Name);
        _output = new ForwardOutput(stream);
        await _output.WriteAsync(0, _file.Head(), cancellationToken).ConfigureAwait(false);
        if (_planned is null)
            _table = VhdxNewFile.TableOf(stream);
        else
            await _file.WriteTableAsync(_output, block => _planned[(int)block], cancellationToken).ConfigureAwait(false);
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
                    await BeginBlockAsync(block, cancellationToken).ConfigureAwait(false);
                var length = (int)Math.Min(end - start, blockSize - within);
                await _output.WriteAsync(_blockOffset + within, segment.Data.Slice((int)(start - segment.Offset), length), cancellationToken).ConfigureAwait(false);
                start += length;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        SkipTo(_file!.BlockCount);
        if (_table is not null)
            await _table.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _output.FinishAsync(_end, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private static BitArray BlocksOf(DiskImage source, VhdxNewFile file, CancellationToken cancellationToken)
    {
        var blocks = new BitArray((int)file.BlockCount);
        foreach (var extent in source.Extents())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var block = extent.Offset / file.Metadata.BlockSize; extent.Kind != RunKind.Zero && block * file.Metadata.BlockSize < extent.End; block++)
                blocks[(int)block] = true;
        }

        return blocks;
    }

    private async ValueTask BeginBlockAsync(long block, CancellationToken cancellationToken)
    {
        SkipTo(block);
        (_block, _blockOffset) = (block, _end);
        _end += _file!.Metadata.BlockSize;
        if (_table is not null)
            await _table.SetAsync(_file.EntryIndex(block), VhdxNewFile.Entry(VhdxBlockState.FullyPresent, _blockOffset), cancellationToken).ConfigureAwait(false);
    }

    // Leaves the room that was planned for blocks which turned out to hold zeros.
    private void SkipTo(long block)
    {
        for (var skipped = _block + 1; _planned is not null && skipped < block; skipped++)
            _end += _planned[(int)skipped] ? _file!.Metadata.BlockSize : 0;
    }
}
