using System.Buffers.Binary;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>A sound entry of the log ([MS-VHDX] §2.3.1): some changes of the file that belong together.</summary>
/// <param name="Offset">Its place in the ring.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Tail">The place in the ring of the oldest entry that must be replayed with it.</param>
/// <param name="SequenceNumber">One more than that of the entry before it.</param>
/// <param name="DescriptorCount">The number of changes.</param>
/// <param name="FlushedFileOffset">The file was at least this long when the entry was written.</param>
/// <param name="LastFileOffset">The file must be at least this long.</param>
internal readonly record struct VhdxLogEntry(long Offset, long Length, long Tail, ulong SequenceNumber, int DescriptorCount, long FlushedFileOffset, long LastFileOffset)
{
    public const int SectorSize = 4096;
    public const int HeaderSize = 64;
    public const int DescriptorSize = 32;

    private const int ChecksumOffset = 4;

    /// <summary>The sectors that hold header and descriptors; those with data follow.</summary>
    public int DescriptorSectors => (HeaderSize + (DescriptorCount * DescriptorSize) + SectorSize - 1) / SectorSize;

    /// <summary>Reads the header of what may be an entry.</summary>
    /// <returns>The entry, of which nothing but the header is known to be sound; null when no entry of this log begins there.</returns>
    public static VhdxLogEntry? ParseHeader(ReadOnlySpan<byte> header, long offset, long ringLength, Guid logGuid)
    {
        if (!header.StartsWith("loge"u8) || new Guid(header.Slice(32, 16)) != logGuid)
            return null;
        long length = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        long tail = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        var number = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
        long count = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        var sane = length >= SectorSize && length % SectorSize == 0 && length <= ringLength
            && tail < ringLength && tail % SectorSize == 0
            && number > 0 && HeaderSize + (count * DescriptorSize) <= Math.Min(length, 1 << 30);
        return !sane ? null : new VhdxLogEntry(
            offset, length, tail, number, (int)count, BinaryPrimitives.ReadInt64LittleEndian(header[48..]), BinaryPrimitives.ReadInt64LittleEndian(header[56..]));
    }

    /// <summary>Checks all that follows the header: one checksum, and one sequence number in every descriptor and sector.</summary>
    /// <param name="ring">The log.</param>
    /// <param name="buffer">Whole sectors to work in.</param>
    public bool IsSound(VhdxLogRing ring, Span<byte> buffer)
    {
        var crc = Crc32C.Start;
        uint stated = 0;
        var (descriptors, dataSectors) = (0, 0);
        for (long at = 0; at < Length; at += buffer.Length)
        {
            var part = buffer[..(int)Math.Min(buffer.Length, Length - at)];
            ring.Read(Offset + at, part);
            if (at == 0)
            {
                stated = BinaryPrimitives.ReadUInt32LittleEndian(part[ChecksumOffset..]);
                part.Slice(ChecksumOffset, sizeof(uint)).Clear();
            }

            crc = Crc32C.Append(crc, part);
            for (var sector = 0; sector < part.Length; sector += SectorSize)
            {
                var bytes = part.Slice(sector, SectorSize);
                if (at + sector < (long)DescriptorSectors * SectorSize)
                {
                    for (var d = at + sector == 0 ? HeaderSize : 0; d < SectorSize && descriptors < DescriptorCount; d += DescriptorSize, descriptors++)
                    {
                        var isData = bytes[d..].StartsWith("desc"u8);
                        if ((!isData && !bytes[d..].StartsWith("zero"u8)) || BinaryPrimitives.ReadUInt64LittleEndian(bytes[(d + 24)..]) != SequenceNumber)
                            return false;
                        dataSectors += isData ? 1 : 0;
                    }
                }
                else if (dataSectors-- > 0 && !IsDataSector(bytes))
                {
                    return false;
                }
            }
        }

        return dataSectors <= 0 && ~crc == stated;
    }

    /// <summary>The changes of a sound entry, in their order.</summary>
    public IEnumerable<VhdxPatch> Patches(VhdxLogRing ring)
    {
        var sector = new byte[SectorSize];
        var next = Offset + ((long)DescriptorSectors * SectorSize);
        for (var i = 0; i < DescriptorCount; i++)
        {
            var at = HeaderSize + (i * DescriptorSize);
            if (i == 0 || at % SectorSize == 0)
                ring.Read(Offset + (at / SectorSize * SectorSize), sector);
            var descriptor = sector.AsSpan(at % SectorSize, DescriptorSize);
            var fileOffset = BinaryPrimitives.ReadInt64LittleEndian(descriptor[16..]);
            if (descriptor.StartsWith("zero"u8))
            {
                yield return VhdxPatch.Zeros(fileOffset, BinaryPrimitives.ReadInt64LittleEndian(descriptor[8..]));
            }
            else
            {
                yield return new VhdxPatch(fileOffset, SectorSize, next, BinaryPrimitives.ReadUInt64LittleEndian(descriptor[8..]), BinaryPrimitives.ReadUInt32LittleEndian(descriptor[4..]));
                next += SectorSize;
            }
        }
    }

    // A data sector carries the upper half of the number in front and the lower one at its end, so that a torn write shows.
    private bool IsDataSector(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("data"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == (uint)(SequenceNumber >> 32)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[(SectorSize - 4)..]) == (uint)SequenceNumber;
}
