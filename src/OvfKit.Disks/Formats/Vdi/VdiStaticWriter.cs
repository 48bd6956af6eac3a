using System.Buffers.Binary;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>Writes a static VDI: all blocks allocated, in their order.</summary>
internal sealed class VdiStaticWriter(DiskSink sink, DiskWriteOptions options) : DiskWriter
{
    private readonly VdiTarget _target = new(sink, options);
    private ForwardOutput _output = new(Stream.Null);
    private VdiHeader? _header;

    public override string Variant => VdiFormat.Static;

    public override int SegmentSize => 1 << 20;

    // The block size of common file systems: smaller holes would not save space.
    public override int ZeroGranularity => 4096;

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        _header = _target.HeaderFor(source, VdiType.Static, null);
        _output = new ForwardOutput(sink.Create(sink.Name));
        var page = new byte[64 << 10];
        _header.Write(page);
        await _output.WriteAsync(0, page.AsMemory(0, VdiHeader.SectorSize), cancellationToken).ConfigureAwait(false);
        for (var first = 0L; first < _header.BlockCount; first += page.Length / sizeof(uint))
        {
            var count = (int)Math.Min(page.Length / sizeof(uint), _header.BlockCount - first);
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(i * sizeof(uint)), (uint)(first + i));
            await _output.WriteAsync(_header.MapOffset + (first * sizeof(uint)), page.AsMemory(0, count * sizeof(uint)), cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var range = segment.DataRanges.Span[i];
            await _output.WriteAsync(_header!.DataOffset + segment.Offset + range.Offset, segment.Data.Slice((int)range.Offset, (int)range.Length), cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default) =>
        await _output.FinishAsync(_header!.DataOffset + ((long)_header.BlockCount * _header.BlockSize), cancellationToken).ConfigureAwait(false);

    public override ValueTask DisposeAsync() => default;
}
