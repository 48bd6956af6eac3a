using System.Buffers;
using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>The buffers of one segment on its way from the source to the writer; used again for later ones.</summary>
internal sealed class CopySlot : IDisposable
{
    // What zeros become is some hundred times smaller than they were.
    private const int LeastRatioOfZeros = 256;

    private readonly DiskImage _source;
    private readonly DiskWriter _writer;
    private readonly BlockEncoding? _shared;
    private readonly byte[] _data;
    private readonly ByteRange[] _ranges;
    private readonly byte[] _before;
    private readonly byte[] _encoded;

    /// <summary>Takes the buffers from the pool.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="writer">What encodes.</param>
    /// <param name="segmentSize">The most bytes of a segment.</param>
    /// <param name="recode">Whether blocks are decoded and encoded also where source and writer encode alike.</param>
    public CopySlot(DiskImage source, DiskWriter writer, int segmentSize, bool recode)
    {
        _source = source;
        _writer = writer;
        _shared = writer.BlockEncoding is { } encoding && encoding == source.BlockEncoding && writer.Parent is null && !recode ? encoding : null;
        _data = ArrayPool<byte>.Shared.Rent(Math.Max(segmentSize, LargestStored));
        _ranges = new ByteRange[(segmentSize / writer.ZeroGranularity / 2) + 1];
        _before = writer.Parent is null ? [] : ArrayPool<byte>.Shared.Rent(segmentSize);
        _encoded = ArrayPool<byte>.Shared.Rent(writer.MaxEncodedLength * (segmentSize / writer.SegmentSize));
    }

    public long Offset { get; set; }

    public int Length { get; set; }

    public long DataLength { get; private set; }

    public DiskSegment Segment { get; private set; }

    // What does not compress grows a little; what grew more is not worth taking over.
    private int LargestStored => _shared is null ? 0 : _shared.BlockSize + (_shared.BlockSize / 8);

    /// <summary>Reads, looks for zeros, encodes.</summary>
    public void Fill()
    {
        DataLength = 0;
        if (_shared is not null)
        {
            TakeOver(_shared.BlockSize);
            return;
        }

        var data = _data.AsSpan(0, Length);
        _source.Read(Offset, data);
        var count = _writer.Parent is { } parent ? FindChanges(parent, data) : ZeroScan.FindData(data, _writer.ZeroGranularity, _ranges);
        foreach (var range in _ranges.AsSpan(0, count))
            DataLength += range.Length;
        Segment = new DiskSegment(Offset, _data.AsMemory(0, Length), _ranges.AsMemory(0, count));
        if (count > 0 && _writer.MaxEncodedLength > 0)
            Segment = Segment with { Encoded = _encoded.AsMemory(0, _writer.Encode(Segment, _encoded)) };
    }

    /// <summary>Gives the buffers back. Nobody may use them any more.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_data);
        if (_before.Length > 0)
            ArrayPool<byte>.Shared.Return(_before);
        ArrayPool<byte>.Shared.Return(_encoded);
    }

    private int FindChanges(DiskImage parent, ReadOnlySpan<byte> data)
    {
        // A child may be larger than its parent; past the parent's end there are zeros.
        var before = _before.AsSpan(0, Length);
        var held = (int)Math.Clamp(parent.Length - Offset, 0, Length);
        if (held > 0)
            parent.Read(Offset, before[..held]);
        before[held..].Clear();
        return ZeroScan.FindChanges(data, before, _writer.ZeroGranularity, _ranges);
    }

    // The data buffer serves block by block: for the stored form, or for what has to be encoded after all.
    private void TakeOver(int blockSize)
    {
        var done = 0;
        for (var at = 0; at < Length; at += blockSize)
        {
            var length = Math.Min(blockSize, Length - at);
            var encoded = _encoded.AsSpan(done);
            if (length == blockSize
                && _source.TryReadEncoded(Offset + at, _data.AsSpan(0, LargestStored), out var stored)
                && stored > blockSize / LeastRatioOfZeros
                && _writer.EncodeStored(Offset + at, _data.AsSpan(0, stored), encoded) is > 0 and var framed)
            {
                DataLength += length;
                done += framed;
                continue;
            }

            var block = _data.AsMemory(0, length);
            _source.Read(Offset + at, block.Span);
            var count = ZeroScan.FindData(block.Span, _writer.ZeroGranularity, _ranges);
            foreach (var range in _ranges.AsSpan(0, count))
                DataLength += range.Length;
            if (count > 0)
                done += _writer.Encode(new DiskSegment(Offset + at, block, _ranges.AsMemory(0, count)), encoded);
        }

        Segment = new DiskSegment(Offset, default, default, _encoded.AsMemory(0, done));
    }
}
