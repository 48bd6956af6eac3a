using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Writes a dynamic VHDX as Hyper-V makes it: whole MiB everywhere, an empty log, both headers and both region tables valid.</summary>
internal sealed class VhdxWriter : DiskWriter
{
    public const string BlockSizeSetting = "block-size";

    private const int DefaultBlockSize = 32 * MiB;
    private const int LogOffset = MiB;
    private const int MetadataOffset = 2 * MiB;
    private const int BatOffset = 3 * MiB;

    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;
    private readonly int _blockSize;
    private readonly List<int> _blocks = [];
    private Stream _output = Stream.Null;
    private VhdxMetadata? _metadata;
    private long _firstBlockOffset;

    public VhdxWriter(DiskSink sink, DiskWriteOptions options)
    {
        _sink = sink;
        _options = options;
        var blockSize = WriteSettings.Size(options, BlockSizeSetting, DefaultBlockSize);
        if (blockSize is < MiB or > 256 * MiB || !BitOperations.IsPow2(blockSize))
            throw new ArgumentException($"{BlockSizeSetting} must be a power of two from 1M to 256M");
        _blockSize = (int)blockSize;
    }

    public override string Variant => VhdxFormat.Dynamic;

    public override int SegmentSize => MiB;

    // Finer would leave more holes in the file without making it shorter: blocks are allocated whole.
    public override int ZeroGranularity => 64 << 10;

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        if (source.Length > MaxDiskSize)
            throw DiskDiagnostics.TooLarge.Unsupported(new Location(_sink.Name), $"{source.Name} has {source.Length} bytes, but a VHDX holds at most 64 TiB");
        if (!_sink.CanSeek)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(_sink.Name), "the block table of a VHDX is filled in at the end; write to a file instead");

        _metadata = new VhdxMetadata(_blockSize, false, false, source.Length, _options.Id ?? Guid.NewGuid(), source.LogicalSectorSize, PhysicalSectorSize: 4096);
        var batLength = RoundUp(BatEntryCount(source.Length, _blockSize, source.LogicalSectorSize) * sizeof(ulong), MiB);
        _firstBlockOffset = BatOffset + Math.Max(batLength, MiB);
        _output = _sink.Create(_sink.Name);

        var head = new byte[BatOffset];
        WriteHead(head, new VhdxRegions(new ByteRange(BatOffset, _firstBlockOffset - BatOffset), new ByteRange(MetadataOffset, MiB)));
        await _output.WriteAsync(head, cancellationToken).ConfigureAwait(false);
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
        var chunkRatio = ChunkRatio(_blockSize, _metadata!.LogicalSectorSize);
        var page = new byte[64 << 10];
        for (var i = 0; i < _blocks.Count;)
        {
            // Only pages with an entry are written; the others stay holes that read as "not present".
            var pageIndex = EntryOffset(_blocks[i], chunkRatio) / page.Length;
            page.AsSpan().Clear();
            for (; i < _blocks.Count && EntryOffset(_blocks[i], chunkRatio) / page.Length == pageIndex; i++)
                BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan((int)(EntryOffset(_blocks[i], chunkRatio) % page.Length)), ((BlockOffset(i) / MiB) << 20) | 6);
            _output.Position = BatOffset + (pageIndex * page.Length);
            await _output.WriteAsync(page, cancellationToken).ConfigureAwait(false);
        }

        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    private void WriteHead(Span<byte> head, VhdxRegions regions)
    {
        "vhdxfile"u8.CopyTo(head);
        Encoding.Unicode.GetBytes("OvfKit", head[8..]);

        // The session ids mark a state of the content, so they derive from the disk's id: same input, same bytes.
        var header = new VhdxHeader(1, Derived(1), Derived(2), Guid.Empty, MiB, LogOffset);
        header.Write(head[HeaderOffset1..]);
        (header with { SequenceNumber = 2 }).Write(head[HeaderOffset2..]);
        regions.Write(head[RegionTableOffset1..]);
        regions.Write(head[RegionTableOffset2..]);
        _metadata!.Write(head.Slice(MetadataOffset, MiB));
    }

    private Guid Derived(byte salt)
    {
        Span<byte> bytes = stackalloc byte[17];
        _metadata!.DiskId.TryWriteBytes(bytes);
        bytes[16] = salt;
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(bytes, hash);
        return new Guid(hash[..16]);
    }

    private long BlockOffset(int allocated) => _firstBlockOffset + ((long)allocated * _blockSize);

    private static long EntryOffset(int block, long chunkRatio) => (block + (block / chunkRatio)) * sizeof(ulong);

    private static long RoundUp(long value, long unit) => (value + unit - 1) / unit * unit;
}
