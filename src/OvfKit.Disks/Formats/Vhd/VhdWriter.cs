using System.Buffers.Binary;
using System.Numerics;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>Writes a dynamic VHD, or a differencing one where there is a parent: footer, header, block table, blocks, and the same footer again.</summary>
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
    private readonly List<int> _blocks = [];
    private readonly byte[] _footer = new byte[VhdFooter.Size];
    private Stream _output = Stream.Null;
    private long _entryCount;
    private long _firstData;
    private long _stride;

    public VhdWriter(DiskSink sink, DiskWriteOptions options)
    {
        _sink = sink;
        _options = options;
        _target = new VhdTarget(sink, options);
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
        if (!_sink.CanSeek)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(_sink.Name), "the block table of a dynamic VHD is filled in at the end; write to a file, or the fixed variant");

        _entryCount = (size + _blockSize - 1) / _blockSize;
        var namesOffset = Rounding.Up(TableOffset + (_entryCount * sizeof(uint)), VhdFooter.SectorSize);
        var (locators, names) = _parent is null ? ([], []) : VhdParent.Locate(_options.ParentName ?? _parent.Name, namesOffset);
        PlaceBlocks(namesOffset + names.Length);

        var head = new byte[TableOffset];
        _target.Footer(_parent is null ? VhdType.Dynamic : VhdType.Differencing, size, HeaderOffset).Write(_footer);
        _footer.CopyTo(head, 0);
        new VhdDynamicHeader(TableOffset, _entryCount, _blockSize, _parent?.Id ?? Guid.Empty, _parent?.Timestamp ?? 0, _parent is null ? "" : VhdParent.FileName(_options.ParentName ?? _parent.Name))
            .Write(head.AsSpan(HeaderOffset), locators);
        _output = _sink.Create(_sink.Name);
        await _output.WriteAsync(head, cancellationToken).ConfigureAwait(false);
        if (names.Length > 0)
        {
            _output.Position = namesOffset;
            await _output.WriteAsync(names, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var (start, end) = (segment.Offset + segment.DataRanges.Span[i].Offset, segment.Offset + segment.DataRanges.Span[i].End);
            while (start < end)
            {
                var block = (int)(start / _blockSize);
                if (_blocks.Count == 0 || _blocks[^1] != block)
                    await BeginBlockAsync(block, cancellationToken).ConfigureAwait(false);
                var within = (int)(start % _blockSize);
                var length = (int)Math.Min(end - start, _blockSize - within);
                _output.Position = DataOffset(_blocks.Count - 1) + within;
                await _output.WriteAsync(segment.Data.Slice((int)(start - segment.Offset), length), cancellationToken).ConfigureAwait(false);
                if (_parent is not null)
                    VhdSectorBitmap.Set(_bitmap, within / VhdFooter.SectorSize, length / VhdFooter.SectorSize);
                start += length;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await EndBlockAsync(cancellationToken).ConfigureAwait(false);
        await WriteTableAsync(cancellationToken).ConfigureAwait(false);
        _output.Position = _blocks.Count == 0 ? _firstData - _bitmap.Length : DataOffset(_blocks.Count - 1) + _blockSize;
        await _output.WriteAsync(_footer, cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
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

    private async ValueTask BeginBlockAsync(int block, CancellationToken cancellationToken)
    {
        await EndBlockAsync(cancellationToken).ConfigureAwait(false);
        _blocks.Add(block);
        _bitmap.AsSpan().Clear();
        // A disk without a parent needs no exact bits: what was not written is zero in the block too.
        if (_parent is null)
            VhdSectorBitmap.Set(_bitmap, 0, _blockSize / VhdFooter.SectorSize);
    }

    private async ValueTask EndBlockAsync(CancellationToken cancellationToken)
    {
        if (_blocks.Count == 0)
            return;
        _output.Position = DataOffset(_blocks.Count - 1) - _bitmap.Length;
        await _output.WriteAsync(_bitmap, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteTableAsync(CancellationToken cancellationToken)
    {
        const int entriesPerPage = (64 << 10) / sizeof(uint);
        var bytes = new byte[entriesPerPage * sizeof(uint)];
        var next = 0;
        _output.Position = TableOffset;
        for (var first = 0L; first < _entryCount; first += entriesPerPage)
        {
            bytes.AsSpan().Fill(byte.MaxValue);
            for (; next < _blocks.Count && _blocks[next] < first + entriesPerPage; next++)
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((int)(_blocks[next] - first) * sizeof(uint)), (uint)((DataOffset(next) - _bitmap.Length) / VhdFooter.SectorSize));
            var length = (int)Math.Min(bytes.Length, Rounding.Up((_entryCount - first) * sizeof(uint), VhdFooter.SectorSize));
            await _output.WriteAsync(bytes.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    private long DataOffset(int allocated) => _firstData + (allocated * _stride);
}
