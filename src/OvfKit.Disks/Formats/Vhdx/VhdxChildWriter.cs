using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Writes a differencing VHDX: blocks with changes, and for each chunk of them a bitmap of the sectors that changed.</summary>
internal sealed class VhdxChildWriter : DiskWriter
{
    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;
    private readonly VhdxWriteSettings _settings;
    private readonly VhdxImage _parent;
    private readonly byte[] _bitmap = new byte[MiB];
    private Stream _output = Stream.Null;
    private VhdxNewFile? _file;
    private PagedTableWriter? _table;
    private long _end;

    // The block that is being written: where it stands, if anything but zeros was to be stored, and how much of it changed.
    private long _block = -1;
    private long? _blockOffset;
    private long _changed;
    private bool _chunkIsPartial;

    public VhdxChildWriter(DiskSink sink, DiskWriteOptions options, VhdxWriteSettings settings, VhdxImage parent)
    {
        _sink = sink;
        _options = options;
        _settings = settings;
        _parent = parent;
        Parent = parent;
    }

    public override string Variant => VhdxFormat.Dynamic;

    public override int SegmentSize => MiB;

    // The unit in which guests write: finer would mean more pieces, coarser larger children of this child.
    public override int ZeroGranularity => 4096;

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _file = VhdxNewFile.Plan(source, _sink, _options, _settings, parent: _parent);
        if (!_sink.CanSeek)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(_sink.Name), "the bitmaps of a differencing VHDX are filled in at the end; write to a file instead");
        _end = _file.FirstBlock;
        _output = _sink.Create(_sink.Name);
        _table = VhdxNewFile.TableOf(_output);
        await _output.WriteAsync(_file.Head(), cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        // Where all is zero now, it does not matter what of it was zero before; whole blocks of it then need no space.
        if (ZeroScan.IsZero(segment.Data.Span))
        {
            await AppendAsync(segment.Offset, segment.Data, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var range = segment.DataRanges.Span[i];
            await AppendAsync(segment.Offset + range.Offset, segment.Data.Slice((int)range.Offset, (int)range.Length), cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await FinishBlockAsync(cancellationToken).ConfigureAwait(false);
        await FinishChunkAsync(cancellationToken).ConfigureAwait(false);
        _output.SetLength(_end);
        await _table!.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private async ValueTask AppendAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
        {
            var (block, within) = Math.DivRem(offset, _file!.Metadata.BlockSize);
            if (block != _block)
            {
                await FinishBlockAsync(cancellationToken).ConfigureAwait(false);
                if (_block >= 0 && block / _file.ChunkRatio != _block / _file.ChunkRatio)
                    await FinishChunkAsync(cancellationToken).ConfigureAwait(false);
                (_block, _blockOffset, _changed) = (block, null, 0);
            }

            var part = data[..(int)Math.Min(data.Length, _file.Metadata.BlockSize - within)];
            MarkSectors(offset, part.Length, true);
            _changed += part.Length;
            if (!ZeroScan.IsZero(part.Span))
            {
                _output.Position = Allocate() + within;
                await _output.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            }

            offset += part.Length;
            data = data[part.Length..];
        }
    }

    private long Allocate()
    {
        if (_blockOffset is null)
        {
            _blockOffset = _end;
            _end += _file!.Metadata.BlockSize;
        }

        return _blockOffset.Value;
    }

    private async ValueTask FinishBlockAsync(CancellationToken cancellationToken)
    {
        if (_block < 0)
            return;
        var start = _block * _file!.Metadata.BlockSize;
        var length = (int)Math.Min(_file.Metadata.BlockSize, _file.Metadata.DiskSize - start);
        ulong entry;
        if (_changed == length)
        {
            entry = _blockOffset is { } offset ? VhdxNewFile.Entry(VhdxBlockState.FullyPresent, offset) : VhdxNewFile.Entry(VhdxBlockState.Zero, 0);
            MarkSectors(start, length, false);
        }
        else
        {
            entry = VhdxNewFile.Entry(VhdxBlockState.PartiallyPresent, Allocate());
            _chunkIsPartial = true;
        }

        await _table!.SetAsync(_file.EntryIndex(_block), entry, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask FinishChunkAsync(CancellationToken cancellationToken)
    {
        if (!_chunkIsPartial)
            return;
        var chunk = _block / _file!.ChunkRatio;
        await _table!.SetAsync((chunk * (_file.ChunkRatio + 1)) + _file.ChunkRatio, VhdxNewFile.Entry(VhdxBlockState.FullyPresent, _end), cancellationToken).ConfigureAwait(false);
        _output.Position = _end;
        await _output.WriteAsync(_bitmap, cancellationToken).ConfigureAwait(false);
        _end += MiB;
        _bitmap.AsSpan().Clear();
        _chunkIsPartial = false;
    }

    private void MarkSectors(long offset, int length, bool changed)
    {
        var sectorSize = _file!.Metadata.LogicalSectorSize;
        var first = (int)(offset / sectorSize % (MiB * 8));
        var end = first + (length / sectorSize);
        for (var sector = first; sector < end;)
        {
            if (sector % 8 == 0 && end - sector >= 8)
            {
                var whole = (end - sector) / 8;
                _bitmap.AsSpan(sector / 8, whole).Fill(changed ? byte.MaxValue : (byte)0);
                sector += whole * 8;
                continue;
            }

            var mask = (byte)(1 << (sector % 8));
            _bitmap[sector / 8] = (byte)(changed ? _bitmap[sector / 8] | mask : _bitmap[sector / 8] & ~mask);
            sector++;
        }
    }
}
