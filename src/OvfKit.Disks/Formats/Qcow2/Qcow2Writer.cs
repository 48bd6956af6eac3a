using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.IO.Compression;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>Writes a version 3 image from front to back: header, tables of fixed place, then data with a second-level table behind
/// what it maps. The first level, the table of reference counts and the header are filled in at the end.</summary>
internal sealed class Qcow2Writer : DiskWriter
{
    public const string ClusterSizeSetting = "cluster-size";

    private const int DefaultClusterSize = 64 << 10;
    private const int SmallestSegment = 1 << 20;
    private const int LargestPage = 64 << 10;
    private const ulong Copied = 1UL << 63;
    private const ulong Compressed = 1UL << 62;
    private const ulong ZeroEntry = 1;

    // In what Encode makes, each cluster begins with its number and its length: none for zeros, and that of a whole one for what does not compress.
    private const int FrameSize = sizeof(long) + sizeof(int);

    private readonly DiskSink _sink;
    private readonly DiskWriteOptions _options;
    private readonly int _clusterSize;
    private readonly BlockCompressor? _compressor;
    private readonly byte[] _head;
    private readonly byte[] _l2;
    private readonly int _entriesPerL2;
    private long _l2Index = -1;
    private Stream _stream = Stream.Null;
    private Qcow2Header _header = new();
    private Qcow2Output? _output;
    private Qcow2Packer? _packer;
    private PagedTableWriter? _l1;

    public Qcow2Writer(DiskSink sink, DiskWriteOptions options, string variant)
    {
        _sink = sink;
        _options = options;
        Variant = variant;
        Parent = options.Parent;
        var clusterSize = WriteSettings.Size(options, ClusterSizeSetting, DefaultClusterSize);
        if (clusterSize is < 1 << Qcow2Header.MinClusterBits or > 1 << Qcow2Header.MaxClusterBits || !BitOperations.IsPow2(clusterSize))
            throw new ArgumentException($"{ClusterSizeSetting} must be a power of two from 512 to 2M");
        _clusterSize = (int)clusterSize;
        _entriesPerL2 = _clusterSize / sizeof(ulong);
        _head = new byte[_clusterSize];
        _l2 = new byte[_clusterSize];
        _compressor = variant switch
        {
            Qcow2Format.Zlib => new DeflateCompressor(options.Level),
            Qcow2Format.Zstd => new ZstdCompressor(options.Level),
            _ => null,
        };
    }

    public override string Variant { get; }

    public override int SegmentSize => Math.Max(SmallestSegment, _clusterSize);

    public override int ZeroGranularity => _clusterSize;

    public override int MaxEncodedLength => _compressor is null ? 0 : SegmentSize / _clusterSize * (FrameSize + _clusterSize);

    public override BlockEncoding? BlockEncoding => _compressor is null ? null : Qcow2Layout.Encoding(_clusterSize, isZstandard: Variant == Qcow2Format.Zstd);

    public override ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        if (source.Length > Qcow2Layout.LargestDisk(_clusterSize))
            throw DiskDiagnostics.TooLarge.Unsupported(new Location(_sink.Name), $"{source.Name} has {source.Length} bytes, but clusters of {_clusterSize} bytes map at most {Qcow2Layout.LargestDisk(_clusterSize)}");
        if (!_sink.CanSeek)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(_sink.Name), "the tables of a QCOW2 are filled in at the end; write to a file instead");
        SectorSizeLoss.Report("a QCOW2", _sink, source, _options);
        var layout = Qcow2Layout.Of(source.Length, _clusterSize);
        _header = new Qcow2Header
        {
            ClusterBits = BitOperations.Log2((uint)_clusterSize),
            DiskSize = source.Length,
            RefcountTableOffset = _clusterSize,
            RefcountTableClusters = layout.RefcountTableClusters,
            L1Offset = _clusterSize * (1 + layout.RefcountTableClusters),
            L1Entries = layout.L1Entries,
            Incompatible = Variant == Qcow2Format.Zstd ? Qcow2Incompatible.CompressionType : Qcow2Incompatible.None,
            Compression = Variant == Qcow2Format.Zstd ? Qcow2Compression.Zstd : Qcow2Compression.Zlib,
        };
        Qcow2Extensions.Write(_head, _header, _options);
        _stream = _sink.Create(_sink.Name);
        var pageSize = Math.Min(_clusterSize, LargestPage);
        _output = new Qcow2Output(_sink.Name, _stream, _clusterSize, layout, pageSize);
        _packer = new Qcow2Packer(_output, _clusterSize);
        _l1 = new PagedTableWriter(_stream, _header.L1Offset, pageSize, isBigEndian: true);
        return default;
    }

    public override int Encode(in DiskSegment segment, Span<byte> destination)
    {
        var done = 0;
        foreach (var range in segment.DataRanges.Span)
        {
            for (var at = (int)range.Offset; at < range.End; at += _clusterSize)
            {
                var cluster = segment.Data.Span[at..Math.Min(at + _clusterSize, segment.Data.Length)];
                var payload = destination[(done + FrameSize)..];
                var length = HoldsZeros(cluster) ? 0 : Compress(cluster, payload[.._clusterSize]);
                done += Frame(segment.Offset + at, length, destination[done..]);
            }
        }

        return done;
    }

    public override int EncodeStored(long offset, ReadOnlySpan<byte> stored, Span<byte> destination)
    {
        if (stored.Length >= _clusterSize)
            return 0;
        stored.CopyTo(destination[FrameSize..]);
        return Frame(offset, stored.Length, destination);
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        if (_compressor is not null)
        {
            await AppendEncodedAsync(segment.Encoded, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var (at, end) = ((int)segment.DataRanges.Span[i].Offset, (int)segment.DataRanges.Span[i].End);
            while (at < end)
            {
                var cluster = (segment.Offset + at) / _clusterSize;
                await SelectL2Async(cluster, cancellationToken).ConfigureAwait(false);
                at += await AppendPlainAsync(cluster, segment.Data[at..end], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await _packer!.FlushAsync(cancellationToken).ConfigureAwait(false);
        await SelectL2Async(-1, cancellationToken).ConfigureAwait(false);
        await _output!.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await _l1!.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _output.WriteAtAsync(0, _head, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync()
    {
        _compressor?.Dispose();
        return default;
    }

    private bool HoldsZeros(ReadOnlySpan<byte> cluster) => Parent is not null && ZeroScan.IsZero(cluster);

    private int Frame(long offset, int length, Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, offset / _clusterSize);
        BinaryPrimitives.WriteInt32LittleEndian(destination[sizeof(long)..], length);
        return FrameSize + length;
    }

    // Only whole clusters are compressed, and what gets no shorter is stored as it is, for it would have no place in an entry.
    private int Compress(ReadOnlySpan<byte> cluster, Span<byte> destination)
    {
        byte[]? padded = null;
        if (cluster.Length < _clusterSize)
        {
            padded = ArrayPool<byte>.Shared.Rent(_clusterSize);
            cluster.CopyTo(padded);
            padded.AsSpan(cluster.Length).Clear();
            cluster = padded.AsSpan(0, _clusterSize);
        }

        var length = _compressor!.Compress(cluster, destination[..(_clusterSize - 1)]);
        if (length <= 0)
        {
            cluster.CopyTo(destination);
            length = _clusterSize;
        }

        if (padded is not null)
            ArrayPool<byte>.Shared.Return(padded);
        return length;
    }

    private async ValueTask AppendEncodedAsync(ReadOnlyMemory<byte> encoded, CancellationToken cancellationToken)
    {
        while (!encoded.IsEmpty)
        {
            var cluster = BinaryPrimitives.ReadInt64LittleEndian(encoded.Span);
            var length = BinaryPrimitives.ReadInt32LittleEndian(encoded.Span[sizeof(long)..]);
            var data = encoded.Slice(FrameSize, length);
            encoded = encoded[(FrameSize + length)..];
            await SelectL2Async(cluster, cancellationToken).ConfigureAwait(false);
            if (length == 0)
                SetEntry(cluster, ZeroEntry);
            else if (length < _clusterSize)
                await AppendPackedAsync(cluster, data, cancellationToken).ConfigureAwait(false);
            else
                SetEntry(cluster, (ulong)await _output!.AppendAsync(data, cancellationToken).ConfigureAwait(false) | Copied);
        }
    }

    // Appends the clusters that are zeros, or those that are not, as many as come one behind the other in one second-level table.
    private async ValueTask<int> AppendPlainAsync(long cluster, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        data = data[..(int)Math.Min(data.Length, (_entriesPerL2 - (cluster % _entriesPerL2)) * _clusterSize)];
        var zeros = HoldsZeros(data.Span[..Math.Min(_clusterSize, data.Length)]);
        var length = Math.Min(_clusterSize, data.Length);
        while (length < data.Length && HoldsZeros(data.Span[length..Math.Min(length + _clusterSize, data.Length)]) == zeros)
            length = Math.Min(length + _clusterSize, data.Length);

        var entry = zeros ? ZeroEntry : (ulong)await _output!.AppendAsync(data[..length], cancellationToken).ConfigureAwait(false) | Copied;
        for (var at = 0; at < length; at += _clusterSize, entry += zeros ? 0 : (ulong)_clusterSize)
            SetEntry(cluster++, entry);
        return length;
    }

    private async ValueTask AppendPackedAsync(long cluster, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        const int sector = 512;
        var offset = await _packer!.AppendAsync(data, cancellationToken).ConfigureAwait(false);
        var sectors = ((offset + data.Length - 1) / sector) - (offset / sector);
        SetEntry(cluster, Compressed | ((ulong)sectors << (62 - (_header.ClusterBits - 8))) | (ulong)offset);
    }

    private void SetEntry(long cluster, ulong entry) => BinaryPrimitives.WriteUInt64BigEndian(_l2.AsSpan((int)(cluster % _entriesPerL2) * sizeof(ulong)), entry);

    private async ValueTask SelectL2Async(long cluster, CancellationToken cancellationToken)
    {
        var index = cluster < 0 ? -1 : cluster / _entriesPerL2;
        if (index == _l2Index)
            return;
        if (_l2Index >= 0)
        {
            var offset = await _output!.AppendAsync(_l2, cancellationToken).ConfigureAwait(false);
            await _l1!.SetAsync(_l2Index, (ulong)offset | Copied, cancellationToken).ConfigureAwait(false);
            _l2.AsSpan().Clear();
        }

        _l2Index = index;
    }
}
