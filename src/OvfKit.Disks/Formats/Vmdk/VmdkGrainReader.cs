using System.Buffers;
using System.IO.Compression;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Inflates compressed grains: a zlib stream (RFC 1950), usually behind a marker with the grain's sector and the stream's length.</summary>
internal sealed class VmdkGrainReader(ByteSource source, VmdkHeader header)
{
    // Data that does not compress grows a little, and the stream has its own header and trailer.
    private int LargestStored => VmdkMarker.GrainHeaderSize + (2 * header.GrainBytes) + 4096;

    /// <summary>Whether grains say where they belong and how long they are.</summary>
    public bool HasMarkers => header.HasMarkers;

    /// <summary>How many bytes to read for a grain: up to its successor where that is behind it, else the most it can be.</summary>
    public int StoredLength(long offset, uint nextSector)
    {
        var length = (nextSector * (long)VmdkHeader.SectorSize) - offset;
        return (int)Math.Min(length > 0 && length < LargestStored ? length : LargestStored, source.Length - offset);
    }

    /// <summary>Inflates a grain.</summary>
    /// <param name="offset">Where it is stored.</param>
    /// <param name="storedLength">How many bytes to read at first.</param>
    /// <param name="sector">The guest sector the grain must be for.</param>
    /// <param name="block">Receives the grain's first bytes.</param>
    public void Inflate(long offset, int storedLength, long sector, Span<byte> block)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestStored);
        try
        {
            var (start, length) = Read(offset, storedLength, sector, buffer);
            Inflate(buffer, start, length, offset, sector, block);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads a grain's zlib stream without inflating it. Its marker and the stream's head are checked, its checksum is not.</summary>
    /// <returns>The length of the stream; 0 when it does not fit.</returns>
    /// <inheritdoc cref="Inflate(long, int, long, Span{byte})" path="/param"/>
    public int ReadStored(long offset, int storedLength, long sector, Span<byte> destination)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestStored);
        try
        {
            var (start, length) = Read(offset, storedLength, sector, buffer);
            var stored = buffer.AsSpan(start, length);
            if (header.HasMarkers && length < VmdkMarker.ReadGrain(buffer).Length)
                throw CutOff(offset);
            // RFC 1950: the head's two bytes are a multiple of 31, and 8 stands for deflate.
            if (length < 2 || (stored[0] & 15) != 8 || ((stored[0] << 8) | stored[1]) % 31 != 0)
                throw Damaged(offset, sector);
            if (length > destination.Length)
                return 0;
            stored.CopyTo(destination);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Looks for grains that stand in the stream but in no table.</summary>
    /// <param name="grains">The tables.</param>
    /// <param name="length">The guest bytes of the extent.</param>
    /// <param name="findings">Receives the finding.</param>
    public void ReportUnused(VmdkGrainMap grains, long length, DiagnosticBag findings)
    {
        if (!header.HasMarkers)
            return;
        var (count, bytes, first) = (0L, 0L, 0L);
        foreach (var (offset, sector, stored) in VmdkMarker.Walk(source, Math.Max(1, header.Overhead) * VmdkHeader.SectorSize))
        {
            if (stored == 0)
                break;
            // What is no grain of this disk is damage, and behind it nothing can be told.
            if (sector < 0 || sector >= length / VmdkHeader.SectorSize || sector % header.GrainSize != 0 || stored > LargestStored)
                return;
            if (grains.Find(sector / header.GrainSize).Entry == offset / VmdkHeader.SectorSize)
                continue;
            first = count++ == 0 ? offset : first;
            bytes += Rounding.Up((long)VmdkMarker.GrainHeaderSize + stored, VmdkHeader.SectorSize);
        }

        if (count > 0)
        {
            findings.Add(DiskDiagnostics.UnusedBlocks.At(
                Location.AtOffset(source.Name, first), $"no table names {count} of the grains, so that {bytes} bytes of the file hold nothing; a compacted copy does without"));
        }
    }

    private (int Start, int Length) Read(long offset, int storedLength, long sector, byte[] buffer)
    {
        var available = source.Read(offset, buffer.AsSpan(0, storedLength));
        if (!header.HasMarkers)
            return (0, available);
        const int start = VmdkMarker.GrainHeaderSize;
        if (available < start)
            throw CutOff(offset);
        var (stated, length) = VmdkMarker.ReadGrain(buffer);
        if (stated != sector)
            throw VmdkDiagnostics.WrongGrain.Invalid(Location.AtOffset(source.Name, offset), $"the grain for guest sector {sector} is marked as that of sector {stated}; table or data are damaged, so copy or download the file again");
        if (length < 1 || length > LargestStored - start)
            throw VmdkDiagnostics.DamagedGrain.Invalid(Location.AtOffset(source.Name, offset + 8), $"the grain for guest sector {sector} would have {length} compressed bytes; at most {LargestStored - start} are possible");
        return (start, length > available - start ? Math.Min(length, source.Read(offset + start, buffer.AsSpan(start, length))) : length);
    }

    private InvalidContentException Damaged(long offset, long sector, Exception? inner = null) =>
        VmdkDiagnostics.DamagedGrain.Invalid(Location.AtOffset(source.Name, offset), $"the compressed grain for guest sector {sector} is damaged (bad data or checksum); copy or download the file again", inner);

    private void Inflate(byte[] buffer, int start, int length, long offset, long sector, Span<byte> block)
    {
        using var stored = new StoredStream(buffer, start, length);
        using var zlib = new ZLibStream(stored, CompressionMode.Decompress);
        var rest = Array.Empty<byte>();
        try
        {
            var read = zlib.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            if (read < block.Length)
                throw CutOff(offset);

            // The checksum is behind the last byte, so the stream is read to its end also where the disk ends inside the grain.
            rest = ArrayPool<byte>.Shared.Rent(header.GrainBytes - block.Length + 1);
            var surplus = zlib.ReadAtLeast(rest, header.GrainBytes - block.Length + 1, throwOnEndOfStream: false);
            if (stored.RanOut)
                throw CutOff(offset);
            if (block.Length + surplus > header.GrainBytes)
                throw VmdkDiagnostics.GrainTooLong.Invalid(Location.AtOffset(source.Name, offset), $"the grain for guest sector {sector} inflates past its {header.GrainBytes} bytes; the file is damaged or hostile");
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(offset, sector, exception);
        }
        finally
        {
            if (rest.Length > 0)
                ArrayPool<byte>.Shared.Return(rest);
        }
    }

    private InvalidContentException CutOff(long offset) =>
        VmdkDiagnostics.DamagedGrain.Invalid(Location.AtOffset(source.Name, offset), "the compressed grain ends too early; the file is cut off or damaged, copy or download it again");

    /// <summary>Knows whether more was asked for than is there: ZLibStream takes a missing checksum for the end of the data.</summary>
    private sealed class StoredStream(byte[] buffer, int start, int length) : MemoryStream(buffer, start, length, writable: false)
    {
        public bool RanOut { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Noted(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Noted(base.Read(buffer));

        private int Noted(int read)
        {
            RanOut |= read == 0;
            return read;
        }
    }
}
