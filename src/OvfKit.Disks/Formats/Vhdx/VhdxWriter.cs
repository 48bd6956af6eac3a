using System.Collections;
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
    private Stream _stream = Stream.Null;
    private BitArray _planned = new(0);
    private BitArray? _leftOut;
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
        _planned = BlocksOf(source, _file, cancellationToken);
        _stream = sink.Create(sink.Name);
        _output = new ForwardOutput(_stream);
        await _output.WriteAsync(0, _file.Head(), cancellationToken).ConfigureAwait(false);
        await _file.WriteTableAsync(_output.WriteAsync, block => _planned[(int)block], _ => true, cancellationToken).ConfigureAwait(false);
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
        SkipTo(_file!.BlockCount);
        if (_leftOut is not null)
            await _file.WriteTableAsync(RewriteAsync, block => _planned[(int)block], block => !_leftOut[(int)block], cancellationToken).ConfigureAwait(false);
        await _output.FinishAsync(_end, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private ValueTask RewriteAsync(long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _stream.Position = position;
        return _stream.WriteAsync(bytes, cancellationToken);
    }

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

    private void BeginBlock(long block)
    {
        SkipTo(block);
        (_block, _blockOffset) = (block, _end);
        _end += _file!.Metadata.BlockSize;
    }

    // Blocks that were planned and turned out to hold zeros.
    private void SkipTo(long block)
    {
        for (var skipped = _block + 1; skipped < block; skipped++)
        {
            if (!_planned[(int)skipped])
                continue;
            if (sink.CanSeek)
                (_leftOut ??= new BitArray(_planned.Length))[(int)skipped] = true;
            else
                _end += _file!.Metadata.BlockSize;
        }
    }
}
