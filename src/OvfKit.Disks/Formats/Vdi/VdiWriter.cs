using System.Buffers.Binary;
using System.Collections;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>Writes a dynamic VDI, or a differencing one where there is a parent: header, block map, and the blocks that are not zero or not the parent's. The map goes
/// out before the data is seen, with a block for all that the source stores; where that turns out to be zeros, a file's map is written again, and a pipe gets the zeros.</summary>
internal sealed class VdiWriter : DiskWriter
{
    private readonly DiskSink _sink;
    private readonly VdiTarget _target;
    private readonly VdiImage? _parent;
    private BitArray? _zeros;
    private ForwardOutput _output = new(Stream.Null);
    private BlockPlan _plan;
    private long _block = -1;
    private VdiHeader? _header;
    private long _allocated;

    public VdiWriter(DiskSink sink, DiskWriteOptions options)
    {
        _sink = sink;
        _target = new VdiTarget(sink, options);
        _plan = BlockPlan.Empty(sink, 0);
        Parent = options.Parent;
        _parent = options.Parent as VdiImage;
        if (Parent is not null && _parent is null)
            throw new ArgumentException($"the parent of a VDI must be a VDI, but {Parent.Name} is {Parent.Format.Name}");
        WriteSettings.RefuseParentsId(options);
    }

    public override string Variant => _parent is null ? VdiFormat.Dynamic : VdiFormat.Differencing;

    // A block of a child hides the parent's as a whole, so a segment must hold all of it.
    public override int SegmentSize => _parent is null ? 1 << 20 : Math.Max(1 << 20, _target.BlockSize);

    // Finer would leave more holes in the file without making it shorter: blocks are allocated whole.
    public override int ZeroGranularity => 64 << 10;

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _header = _target.HeaderFor(source, _parent is null ? VdiType.Dynamic : VdiType.Differencing, _parent);
        if (!_sink.CanSeek && _parent is not null)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(_sink.Name), "the block map of a differencing VDI is filled in at the end; write to a file instead");
        if (_parent is null)
            _plan = BlockPlan.Of(source, _sink, _header.BlockCount, _target.BlockSize, cancellationToken);
        else
            (_plan, _zeros) = (BlockPlan.Empty(_sink, _header.BlockCount), new BitArray((int)_header.BlockCount));
        _output = new ForwardOutput(_sink.Create(_sink.Name));
        await WriteHeadAsync(_output.WriteAsync, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var (start, end) = (segment.Offset + segment.DataRanges.Span[i].Offset, segment.Offset + segment.DataRanges.Span[i].End);
            while (start < end)
            {
                var blockStart = start / _target.BlockSize * _target.BlockSize;
                var blockEnd = Math.Min(blockStart + _target.BlockSize, segment.Offset + segment.Data.Length);
                if (_parent is null)
                    await WriteAsync(segment, start, Math.Min(end, blockEnd), cancellationToken).ConfigureAwait(false);
                else if (_block * _target.BlockSize != blockStart)
                    await WriteWholeAsync(segment, blockStart, blockEnd, cancellationToken).ConfigureAwait(false);
                start = blockEnd;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        _allocated += _plan.Finish();
        if (_parent is not null || _plan.IsCorrected)
            await WriteHeadAsync(_output.RewriteAsync, cancellationToken).ConfigureAwait(false);
        await _output.FinishAsync(_header!.DataOffset + (_allocated * _target.BlockSize), cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private async ValueTask WriteHeadAsync(Func<long, ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        const int entriesPerPage = (64 << 10) / sizeof(uint);
        var page = new byte[entriesPerPage * sizeof(uint)];
        (_header! with { AllocatedCount = (uint)_plan.CountStored() }).Write(page);
        await write(0, page.AsMemory(0, VdiHeader.SectorSize), cancellationToken).ConfigureAwait(false);
        var next = 0u;
        for (var first = 0L; first < _header.BlockCount; first += entriesPerPage)
        {
            var count = (int)Math.Min(entriesPerPage, _header.BlockCount - first);
            for (var i = 0; i < count; i++)
            {
                var entry = _plan.IsStored(first + i) ? next++ : _zeros?[(int)first + i] == true ? VdiBlockMap.Zero : VdiBlockMap.Free;
                BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(i * sizeof(uint)), entry);
            }

            await write(_header.MapOffset + (first * sizeof(uint)), page.AsMemory(0, count * sizeof(uint)), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask WriteWholeAsync(DiskSegment segment, long blockStart, long blockEnd, CancellationToken cancellationToken)
    {
        if (ZeroScan.IsZero(segment.Data.Span[(int)(blockStart - segment.Offset)..(int)(blockEnd - segment.Offset)]))
            _zeros![(int)(_block = blockStart / _target.BlockSize)] = true;
        else
            await WriteAsync(segment, blockStart, blockEnd, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(DiskSegment segment, long start, long end, CancellationToken cancellationToken)
    {
        var (block, within) = Math.DivRem(start, _target.BlockSize);
        if (_block != block)
        {
            _allocated += _plan.Take(block) + 1;
            _block = block;
        }

        var offset = _header!.DataOffset + ((_allocated - 1) * _target.BlockSize) + within;
        await _output.WriteAsync(offset, segment.Data[(int)(start - segment.Offset)..(int)(end - segment.Offset)], cancellationToken).ConfigureAwait(false);
    }
}
