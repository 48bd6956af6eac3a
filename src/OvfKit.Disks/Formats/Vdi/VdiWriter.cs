using System.Buffers.Binary;
using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>Writes a dynamic VDI, or a differencing one where there is a parent: header, block map, and the blocks that are not zero or not the parent's.</summary>
internal sealed class VdiWriter : DiskWriter
{
    private readonly DiskSink _sink;
    private readonly VdiTarget _target;
    private readonly VdiImage? _parent;
    private readonly List<(int Block, uint Entry)> _entries = [];
    private Stream _output = Stream.Null;
    private VdiHeader? _header;
    private uint _allocated;

    public VdiWriter(DiskSink sink, DiskWriteOptions options)
    {
        _sink = sink;
        _target = new VdiTarget(sink, options);
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

    public override ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _header = _target.HeaderFor(source, _parent is null ? VdiType.Dynamic : VdiType.Differencing, _parent);
        if (!_sink.CanSeek)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(_sink.Name), "the block map of a dynamic VDI is filled in at the end; write to a file, or the static variant");
        _output = _sink.Create(_sink.Name);
        return default;
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
                else if (LastBlock * _target.BlockSize != blockStart)
                    await WriteWholeAsync(segment, blockStart, blockEnd, cancellationToken).ConfigureAwait(false);
                start = blockEnd;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        _output.SetLength(_header!.DataOffset + ((long)_allocated * _target.BlockSize));
        const int entriesPerPage = (64 << 10) / sizeof(uint);
        var page = new byte[entriesPerPage * sizeof(uint)];
        (_header with { AllocatedCount = _allocated }).Write(page);
        _output.Position = 0;
        await _output.WriteAsync(page.AsMemory(0, VdiHeader.SectorSize), cancellationToken).ConfigureAwait(false);

        var next = 0;
        _output.Position = _header.MapOffset;
        for (var first = 0L; first < _header.BlockCount; first += entriesPerPage)
        {
            page.AsSpan().Fill(byte.MaxValue);
            for (; next < _entries.Count && _entries[next].Block < first + entriesPerPage; next++)
                BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan((int)(_entries[next].Block - first) * sizeof(uint)), _entries[next].Entry);
            await _output.WriteAsync(page.AsMemory(0, (int)Math.Min(page.Length, (_header.BlockCount - first) * sizeof(uint))), cancellationToken).ConfigureAwait(false);
        }

        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private long LastBlock => _entries.Count == 0 ? -1 : _entries[^1].Block;

    private async ValueTask WriteWholeAsync(DiskSegment segment, long blockStart, long blockEnd, CancellationToken cancellationToken)
    {
        if (ZeroScan.IsZero(segment.Data.Span[(int)(blockStart - segment.Offset)..(int)(blockEnd - segment.Offset)]))
            _entries.Add(((int)(blockStart / _target.BlockSize), VdiBlockMap.Zero));
        else
            await WriteAsync(segment, blockStart, blockEnd, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(DiskSegment segment, long start, long end, CancellationToken cancellationToken)
    {
        var block = start / _target.BlockSize;
        if (LastBlock != block)
            _entries.Add(((int)block, _allocated++));
        _output.Position = _header!.DataOffset + ((_allocated - 1L) * _target.BlockSize) + (start % _target.BlockSize);
        await _output.WriteAsync(segment.Data[(int)(start - segment.Offset)..(int)(end - segment.Offset)], cancellationToken).ConfigureAwait(false);
    }
}
