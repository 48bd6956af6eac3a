using System.Buffers.Binary;
using System.Numerics;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>Writes a dynamic VHD, or a differencing one where there is a parent: footer, header, block table, blocks, and the same footer again. The table goes out before
/// the data is seen, with a block for all that the source stores; where that turns out to be zeros, a file's table is written again, and a pipe gets the zeros.</summary>
internal sealed class VhdWriter : DiskWriter
{
    public const string BlockSizeSetting = "block-size";

    private const int DefaultBlockSize = 2 << 20;
    private const int SmallestBlockSize = 512 << 10;
    private const int LargestBlockSize = 256 << 20;
    private const int HeaderOffset = VhdFooter.Size;
    private const int TableOffset = HeaderOffset + VhdDynamicHeader.Size;
    private const int Page = 4096;

    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;
    private readonly VhdTarget _target;
    private readonly VhdImage? _parent;
    private readonly int _blockSize;
    private readonly byte[] _bitmap;
    private readonly byte[] _footer = new byte[VhdFooter.Size];
    private ForwardOutput _output = new(Stream.Null);
    private BlockPlan _plan;
    private long _block = -1;
    private long _allocated;
    private long _entryCount;
    private long _firstData;
    private long _stride;

    public VhdWriter(DiskSink sink, DiskWriteOptions options)
    {
        _sink = sink;
        _options = options;
        _target = new VhdTarget(sink, options);
        _plan = BlockPlan.Empty(sink, 0);
        var blockSize = WriteSettings.Size(options, BlockSizeSetting, DefaultBlockSize);
        if (blockSize is < SmallestBlockSize or > LargestBlockSize || !BitOperations.IsPow2(blockSize))
            throw new ArgumentException($"{BlockSizeSetting} must be a power of two from 512K to 256M");
        _blockSize = (int)blockSize;
        _bitmap = new byte[VhdDynamicHeader.BitmapSizeOf(_blockSize)];
        Parent = options.Parent;
        _parent = options.Parent as VhdImage;
        if (Parent is not null && _parent is null)
            throw new ArgumentException($"the parent of a VHD must be a VHD, but {Parent.Name} is {Parent.Format.Name}");
        WriteSettings.RefuseParentsId(options);
    }

    public override string Variant => _parent is null ? VhdFormat.Dynamic : VhdFormat.Differencing;

    public override int SegmentSize => _blockSize < 1 << 20 ? _blockSize : 1 << 20;

    // Blocks are allocated whole, so finer holes would not make the file shorter; a child keeps single pages.
    public override int ZeroGranularity => _parent is null ? 64 << 10 : Page;

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        var size = _target.SizeFor(source);
        if (!_sink.CanSeek && _parent is not null)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(_sink.Name), "the bitmaps of a differencing VHD are filled in at the end; write to a file instead");

        _entryCount = (size + _blockSize - 1) / _blockSize;
        var namesOffset = Rounding.Up(TableOffset + (_entryCount * sizeof(uint)), VhdFooter.SectorSize);
        var (locators, names) = _parent is null ? ([], []) : VhdParent.Locate(_options.ParentName ?? _parent.Name, namesOffset);
        PlaceBlocks(namesOffset + names.Length);

        var head = new byte[TableOffset];
        _target.Footer(_parent is null ? VhdType.Dynamic : VhdType.Differencing, size, HeaderOffset).Write(_footer);
        _footer.CopyTo(head, 0);
        new VhdDynamicHeader(TableOffset, _entryCount, _blockSize, _parent?.Id ?? Guid.Empty, _parent?.Timestamp ?? 0, _parent is null ? "" : VhdParent.FileName(_options.ParentName ?? _parent.Name))
            .Write(head.AsSpan(HeaderOffset), locators);
        _plan = _parent is null ? BlockPlan.Of(source, _sink, _entryCount, _blockSize, cancellationToken) : BlockPlan.Empty(_sink, _entryCount);
        _output = new ForwardOutput(_sink.Create(_sink.Name));
        await _output.WriteAsync(0, head, cancellationToken).ConfigureAwait(false);
        await WriteTableAsync(_output.WriteAsync, cancellationToken).ConfigureAwait(false);
        if (names.Length > 0)
            await _output.WriteAsync(namesOffset, names, cancellationToken).ConfigureAwait(false);
        // A disk without a parent needs no exact bits: what was not written is zero in the block too.
        if (_parent is null)
            VhdSectorBitmap.Set(_bitmap, 0, _blockSize / VhdFooter.SectorSize);
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var (start, end) = (segment.Offset + segment.DataRanges.Span[i].Offset, segment.Offset + segment.DataRanges.Span[i].End);
            while (start < end)
            {
                var (block, within) = Math.DivRem(start, _blockSize);
                if (_block != block)
                    await BeginBlockAsync(block, cancellationToken).ConfigureAwait(false);
                var length = (int)Math.Min(end - start, _blockSize - within);
                await _output.WriteAsync(DataOffset(_allocated - 1) + within, segment.Data.Slice((int)(start - segment.Offset), length), cancellationToken).ConfigureAwait(false);
                if (_parent is not null)
                    VhdSectorBitmap.Set(_bitmap, (int)within / VhdFooter.SectorSize, length / VhdFooter.SectorSize);
                start += length;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await EndBlockAsync(cancellationToken).ConfigureAwait(false);
        await LeaveRoomAsync(_plan.Finish(), cancellationToken).ConfigureAwait(false);
        if (_plan.IsCorrected)
            await WriteTableAsync(_output.RewriteAsync, cancellationToken).ConfigureAwait(false);
        var end = _allocated == 0 ? _firstData - _bitmap.Length : DataOffset(_allocated - 1) + _blockSize;
        await _output.WriteAsync(end, _footer, cancellationToken).ConfigureAwait(false);
        await _output.FinishAsync(end + _footer.Length, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    // Data at whole pages of the file lets the guest's 4 KiB writes stay whole on the host's disk. A disk whose table could not number the sectors then goes without.
    private void PlaceBlocks(long from)
    {
        foreach (var unit in (int[])[Page, VhdFooter.SectorSize])
        {
            _firstData = Rounding.Up(from + _bitmap.Length, unit);
            _stride = Rounding.Up(_bitmap.Length, unit) + _blockSize;
            if (_firstData + (_entryCount * _stride) <= (long)uint.MaxValue * VhdFooter.SectorSize)
                break;
        }
    }

    private async ValueTask BeginBlockAsync(long block, CancellationToken cancellationToken)
    {
        await EndBlockAsync(cancellationToken).ConfigureAwait(false);
        await LeaveRoomAsync(_plan.Take(block), cancellationToken).ConfigureAwait(false);
        _block = block;
        _allocated++;
        if (_parent is null)
            await _output.WriteAsync(DataOffset(_allocated - 1) - _bitmap.Length, _bitmap, cancellationToken).ConfigureAwait(false);
        else
            _bitmap.AsSpan().Clear();
    }

    // Which sectors a child changes is known when its block is whole.
    private ValueTask EndBlockAsync(CancellationToken cancellationToken) =>
        _parent is null || _allocated == 0 ? default : _output.RewriteAsync(DataOffset(_allocated - 1) - _bitmap.Length, _bitmap, cancellationToken);

    // Blocks of zeros have a bitmap, too.
    private async ValueTask LeaveRoomAsync(long blocks, CancellationToken cancellationToken)
    {
        for (; blocks > 0; blocks--)
            await _output.WriteAsync(DataOffset(_allocated++) - _bitmap.Length, _bitmap, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteTableAsync(Func<long, ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        const int entriesPerPage = (64 << 10) / sizeof(uint);
        var bytes = new byte[entriesPerPage * sizeof(uint)];
        var next = 0L;
        for (var first = 0L; first < _entryCount; first += entriesPerPage)
        {
            bytes.AsSpan().Fill(byte.MaxValue);
            for (var i = 0; i < Math.Min(entriesPerPage, _entryCount - first); i++)
            {
                if (_plan.IsStored(first + i))
                    BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * sizeof(uint)), (uint)((DataOffset(next++) - _bitmap.Length) / VhdFooter.SectorSize));
            }

            var length = (int)Math.Min(bytes.Length, Rounding.Up((_entryCount - first) * sizeof(uint), VhdFooter.SectorSize));
            await write(TableOffset + (first * sizeof(uint)), bytes.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    private long DataOffset(long allocated) => _firstData + (allocated * _stride);
}
