using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Writes a dynamic VHDX: blocks with data follow one another in the file.</summary>
internal sealed class VhdxWriter(DiskSink sink, DiskWriteOptions options, VhdxWriteSettings settings) : DiskWriter
{
    private Stream _output = Stream.Null;
    private VhdxNewFile? _file;
    private PagedTableWriter? _table;
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
        VhdxFormat.RefusePipe(sink);
        _end = _file.FirstBlock;
        _output = sink.Create(sink.Name);
        _table = VhdxNewFile.TableOf(_output);
        await _output.WriteAsync(_file.Head(), cancellationToken).ConfigureAwait(false);
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
                {
                    (_block, _blockOffset) = (block, _end);
                    _end += blockSize;
                    await _table!.SetAsync(_file.EntryIndex(block), VhdxNewFile.Entry(VhdxBlockState.FullyPresent, _blockOffset), cancellationToken).ConfigureAwait(false);
                }

                var length = (int)Math.Min(end - start, blockSize - within);
                _output.Position = _blockOffset + within;
                await _output.WriteAsync(segment.Data.Slice((int)(start - segment.Offset), length), cancellationToken).ConfigureAwait(false);
                start += length;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        _output.SetLength(_end);
        await _table!.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;
}
