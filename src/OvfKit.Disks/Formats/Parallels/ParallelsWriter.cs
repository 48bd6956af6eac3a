using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>Writes an expanding image, alone or in a bundle: blocks in guest order behind a table that is filled in at the end.</summary>
internal sealed class ParallelsWriter : DiskWriter
{
    public const string BlockSizeSetting = "block-size";

    private const int DefaultBlockSize = 1 << 20;
    private const int SmallestBlock = 64 << 10;
    private const int LargestBlock = 64 << 20;

    // Beyond, the table of the usual blocks would pass 256 MiB; Parallels itself ends far below.
    private const long MaxDiskSize = 64L << 40;

    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;
    private readonly bool _isBundle;
    private readonly int _blockSize;
    private readonly List<int> _blocks = [];
    private Stream _output = Stream.Null;
    private string _fileName = "";
    private long _sectors;
    private long _dataOffset;

    public ParallelsWriter(DiskSink sink, DiskWriteOptions options, bool isBundle)
    {
        _sink = sink;
        _options = options;
        _isBundle = isBundle;
        var blockSize = WriteSettings.Size(options, BlockSizeSetting, DefaultBlockSize);
        if (blockSize is < SmallestBlock or > LargestBlock || !BitOperations.IsPow2(blockSize))
            throw new ArgumentException($"{BlockSizeSetting} must be a power of two from 64K to 64M");
        _blockSize = (int)blockSize;
    }

    public override string Variant => _isBundle ? ParallelsFormat.Bundle : ParallelsFormat.Expanding;

    public override int SegmentSize => 1 << 20;

    // Finer would leave more holes in the file without making it shorter: blocks are allocated whole.
    public override int ZeroGranularity => 64 << 10;

    public override ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        if (source.Length > MaxDiskSize)
            throw DiskDiagnostics.TooLarge.Unsupported(new Location(_sink.Name), $"{source.Name} has {source.Length} bytes, but a Parallels disk written here holds at most 64 TiB");
        if (!_sink.CanSeek)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(_sink.Name), "the block table of a Parallels disk is filled in at the end; write to a file instead");
        if (source.LogicalSectorSize != ParallelsHeader.SectorSize)
        {
            _options.Diagnostics?.Add(DiskDiagnostics.SectorSizeChanged.At(
                new Location(_sink.Name), $"{source.Name} has {source.LogicalSectorSize}-byte sectors, but a Parallels disk has 512-byte sectors; its partition table may not be found"));
        }

        _sectors = source.Length / ParallelsHeader.SectorSize;
        _dataOffset = Rounding.Up(ParallelsHeader.Size + (BlockCount * sizeof(uint)), _blockSize);
        _fileName = _isBundle ? $"{_sink.Name}.0.{ParallelsSnapshots.Base:B}.hds" : _sink.Name;
        _output = _sink.Create(_fileName);
        return default;
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
                    _blocks.Add(block);
                var within = start % _blockSize;
                var length = (int)Math.Min(end - start, _blockSize - within);
                _output.Position = BlockOffset(_blocks.Count - 1) + within;
                await _output.WriteAsync(segment.Data.Slice((int)(start - segment.Offset), length), cancellationToken).ConfigureAwait(false);
                start += length;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        _output.SetLength(BlockOffset(_blocks.Count));
        await WriteTableAsync(cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (!_isBundle)
            return;
        // Parallels keeps an empty file of the bundle's name inside; the descriptor comes last.
        _sink.Create(_sink.Name);
        var text = ParallelsDescriptorText.Write(
            ParallelsGeometry.For(_sectors), _blockSize / ParallelsHeader.SectorSize, _options.Id ?? Guid.NewGuid(), Path.GetFileNameWithoutExtension(_sink.Name), _fileName);
        var descriptor = _sink.Create(ParallelsFormat.DescriptorName);
        await descriptor.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        await descriptor.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private long BlockCount => ((_sectors * ParallelsHeader.SectorSize) + _blockSize - 1) / _blockSize;

    private async ValueTask WriteTableAsync(CancellationToken cancellationToken)
    {
        var geometry = ParallelsGeometry.For(_sectors);
        var header = new ParallelsHeader(
            true, (uint)geometry.Heads, (uint)Math.Min(uint.MaxValue, geometry.Cylinders), (uint)(_blockSize / ParallelsHeader.SectorSize), (uint)BlockCount, _sectors,
            ParallelsHeader.Closed, (uint)(_dataOffset / ParallelsHeader.SectorSize), IsEmpty: false);
        var page = new byte[64 << 10];
        header.Write(page);
        for (var (i, pageIndex) = (0, 0L); pageIndex == 0 || i < _blocks.Count; pageIndex = i < _blocks.Count ? EntryOffset(_blocks[i]) / page.Length : pageIndex)
        {
            // Only pages with an entry are written; the others stay holes that read as "absent".
            for (; i < _blocks.Count && EntryOffset(_blocks[i]) / page.Length == pageIndex; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan((int)(EntryOffset(_blocks[i]) % page.Length)), (uint)(BlockOffset(i) / _blockSize));
            _output.Position = pageIndex * page.Length;
            await _output.WriteAsync(page, cancellationToken).ConfigureAwait(false);
            page.AsSpan().Clear();
            if (i == _blocks.Count)
                break;
        }
    }

    private long BlockOffset(int allocated) => _dataOffset + ((long)allocated * _blockSize);

    private static long EntryOffset(int block) => ParallelsHeader.Size + ((long)block * sizeof(uint));
}
