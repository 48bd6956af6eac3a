using System.Buffers.Binary;
using System.IO.Compression;
using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Writes a stream-optimized VMDK as ESXi and vCenter import it: version 3, 64 KiB grains in rising order, tables between the
/// grains, grain directory and footer at the end. Needs no seeking.</summary>
internal sealed class VmdkStreamWriter(DiskSink sink, DiskWriteOptions options, VmdkWriteSettings settings) : DiskWriter
{
    private const int SectorSize = VmdkHeader.SectorSize;
    private const int GrainSectors = 128;
    private const int GrainBytes = GrainSectors * SectorSize;
    private const int EntriesPerTable = 512;
    private const int OverheadSectors = 128;
    private const long LargestDisk = 64L << 40;

    // The fastest deflate levels may spend nine bits on a byte that does not compress.
    private const int LargestGrain = (VmdkMarker.GrainHeaderSize + GrainBytes + (GrainBytes / 8) + SectorSize) / SectorSize * SectorSize;

    private readonly ZLibCompressionOptions _compression = new() { CompressionLevel = options.Level };
    private readonly byte[] _table = new byte[SectorSize + (EntriesPerTable * sizeof(uint))];
    private Stream _output = Stream.Null;
    private VmdkHeader _header;
    private uint[] _directory = [];
    private int _currentTable = -1;
    private long _sector;

    public override string Variant => VmdkFormat.StreamOptimized;

    public override int SegmentSize => 16 * GrainBytes;

    public override int ZeroGranularity => GrainBytes;

    public override int MaxEncodedLength => 16 * LargestGrain;

    public override BlockEncoding BlockEncoding { get; } = new(BlockEncoding.Zlib, GrainBytes);

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        if (source.Length > LargestDisk)
            throw DiskDiagnostics.TooLarge.Unsupported(new Location(sink.Name), $"{source.Name} has {source.Length} bytes, but a stream-optimized VMDK is written up to 64 TiB");
        var flags = VmdkHeader.NewLineTestFlag | VmdkHeader.CompressedFlag | VmdkHeader.MarkersFlag;
        _header = new VmdkHeader(
            3, flags, source.Length / SectorSize, GrainSectors, 1, VmdkDescriptorText.EmbeddedSectors, EntriesPerTable, VmdkHeader.GrainDirectoryAtEnd, OverheadSectors, Compressed: true);
        _directory = new uint[_header.DirectoryLength];

        // The extent is the file itself, whatever its name; one that the text cannot hold is replaced.
        var name = VmdkDescriptorText.IsName(sink.Name) ? sink.Name : "generated-stream.vmdk";
        var text = new VmdkDescriptorText(Variant, source, options, settings).Compose($"RDONLY {_header.Capacity} SPARSE \"{name}\"");
        var head = new byte[OverheadSectors * SectorSize];
        _header.Write(head);
        VmdkDescriptorText.Embedded(text).CopyTo(head, SectorSize);
        _output = sink.Create(sink.Name);
        await WriteAsync(head, cancellationToken).ConfigureAwait(false);
    }

    public override unsafe int Encode(in DiskSegment segment, Span<byte> destination)
    {
        var done = 0;
        fixed (byte* bytes = destination)
        {
            foreach (var range in segment.DataRanges.Span)
            {
                for (var at = (int)range.Offset; at < range.End; at += GrainBytes)
                {
                    var grain = segment.Data.Span[at..Math.Min(at + GrainBytes, segment.Data.Length)];
                    using var output = new UnmanagedMemoryStream(bytes + done + VmdkMarker.GrainHeaderSize, 0, LargestGrain - VmdkMarker.GrainHeaderSize, FileAccess.Write);
                    Deflate(grain, output);
                    done += Frame(segment.Offset + at, (int)output.Length, destination[done..]);
                }
            }
        }

        return done;
    }

    public override int EncodeStored(long offset, ReadOnlySpan<byte> stored, Span<byte> destination)
    {
        if (stored.Length > LargestGrain - VmdkMarker.GrainHeaderSize)
            return 0;
        stored.CopyTo(destination[VmdkMarker.GrainHeaderSize..]);
        return Frame(offset, stored.Length, destination);
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var at = 0; at < segment.Encoded.Length;)
        {
            var (sector, length) = VmdkMarker.ReadGrain(segment.Encoded.Span[at..]);
            var grain = sector / GrainSectors;
            // A table covers whole segments, so it can only be completed before the first grain of one.
            if (grain / EntriesPerTable != _currentTable)
            {
                await CompleteTableAsync(cancellationToken).ConfigureAwait(false);
                _currentTable = (int)(grain / EntriesPerTable);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(_table.AsSpan(SectorSize + ((int)(grain % EntriesPerTable) * sizeof(uint))), Sector32(_sector + (at / SectorSize)));
            at += (VmdkMarker.GrainHeaderSize + length + SectorSize - 1) / SectorSize * SectorSize;
        }

        await WriteAsync(segment.Encoded, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await CompleteTableAsync(cancellationToken).ConfigureAwait(false);

        var directorySectors = ((_directory.Length * sizeof(uint)) + SectorSize - 1) / SectorSize;
        var tail = new byte[(1 + directorySectors + 3) * SectorSize];
        VmdkMarker.Write(tail, VmdkMarker.GrainDirectory, directorySectors);
        for (var i = 0; i < _directory.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(SectorSize + (i * sizeof(uint))), _directory[i]);
        var footer = tail.AsSpan((1 + directorySectors) * SectorSize);
        VmdkMarker.Write(footer, VmdkMarker.Footer, 1);
        (_header with { GrainDirectoryOffset = Sector32(_sector + 1) }).Write(footer[SectorSize..]);

        // The last sector stays zero: that is the end-of-stream marker.
        await WriteAsync(tail, cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    // A grain has its marker before it, and zeros behind it to the end of the sector.
    private static int Frame(long offset, int length, Span<byte> destination)
    {
        VmdkMarker.WriteGrain(destination, offset / SectorSize, length);
        var used = VmdkMarker.GrainHeaderSize + length;
        var padded = (used + SectorSize - 1) / SectorSize * SectorSize;
        destination[used..padded].Clear();
        return padded;
    }

    private void Deflate(ReadOnlySpan<byte> grain, Stream output)
    {
        using var zlib = new ZLibStream(output, _compression, leaveOpen: true);
        zlib.Write(grain);
        if (grain.Length < GrainBytes)
            zlib.Write(new byte[GrainBytes - grain.Length]);
    }

    private async ValueTask CompleteTableAsync(CancellationToken cancellationToken)
    {
        if (_currentTable < 0)
            return;
        VmdkMarker.Write(_table, VmdkMarker.GrainTable, (_table.Length / SectorSize) - 1);
        _directory[_currentTable] = Sector32(_sector + 1);
        await WriteAsync(_table, cancellationToken).ConfigureAwait(false);
        _table.AsSpan().Clear();
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> sectors, CancellationToken cancellationToken)
    {
        await _output.WriteAsync(sectors, cancellationToken).ConfigureAwait(false);
        _sector += sectors.Length / SectorSize;
    }

    private uint Sector32(long sector) => sector <= uint.MaxValue
        ? (uint)sector
        : throw DiskDiagnostics.TooLarge.Unsupported(new Location(sink.Name), "the compressed data passes 2 TiB, the most a stream-optimized VMDK can address; choose another format");
}
