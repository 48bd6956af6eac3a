using System.Buffers.Binary;
using System.IO.Hashing;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Work;

/// <summary>A disk's GUID partition table, as far as moving its backup to another end needs it.</summary>
/// <remarks>UEFI Specification 2.10, section 5.3: the primary header in block 1, its copy in the disk's last block with the entries before it.</remarks>
internal sealed class GuidPartitionTable
{
    private const int HeaderSize = 92;
    private const int LongestEntries = 16 << 20;
    private const byte ProtectiveType = 0xEE;

    private readonly DiskImage _disk;
    private readonly int _sector;
    private readonly byte[] _head;
    private readonly byte[] _entries;

    private GuidPartitionTable(DiskImage disk, int sector, byte[] head, byte[] entries)
    {
        (_disk, _sector, _head, _entries) = (disk, sector, head, entries);
        OldBackup = BackupBlock > EntrySectors && BackupBlock < disk.Length / sector ? new ByteRange((BackupBlock - EntrySectors) * sector, (EntrySectors + 1) * sector) : new ByteRange(disk.Length, 0);
    }

    /// <summary>The block of the backup's header, as the primary one says.</summary>
    public long BackupBlock => BinaryPrimitives.ReadInt64LittleEndian(Header[32..]);

    /// <summary>The last block of the last partition, 0 where there is none.</summary>
    public long LastUsedBlock
    {
        get
        {
            var size = (int)BinaryPrimitives.ReadUInt32LittleEndian(Header[84..]);
            var last = 0L;
            for (var entry = 0; entry + size <= _entries.Length; entry += size)
            {
                if (_entries.AsSpan(entry, 16).ContainsAnyExcept((byte)0))
                    last = Math.Max(last, BinaryPrimitives.ReadInt64LittleEndian(_entries.AsSpan(entry + 40)));
            }

            return last;
        }
    }

    /// <summary>Where the backup is now: entries and header. Empty when the header names a place outside the disk.</summary>
    public ByteRange OldBackup { get; }

    private static ReadOnlySpan<byte> Mark => "EFI PART"u8;

    private Span<byte> Header => _head.AsSpan(_sector, _sector);

    private long EntrySectors => (_entries.Length + _sector - 1) / _sector;

    /// <summary>Whether a block is the header of a table, sound or not.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="sector">The size of its sectors: a raw disk does not tell.</param>
    /// <param name="block">The block, within the disk if that is not too small for a table; 1 is the primary header's.</param>
    public static bool IsOn(DiskImage disk, int sector, long block = 1)
    {
        Span<byte> mark = stackalloc byte[8];
        if (disk.Length < 3L * sector)
            return false;
        disk.Read(block * sector, mark);
        return mark.SequenceEqual(Mark);
    }

    /// <summary>Reads the primary table.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="sectorSize">The size of its sectors, where it is another one than the disk tells.</param>
    /// <exception cref="UnsupportedContentException">There is none, or it is damaged.</exception>
    public static GuidPartitionTable Read(DiskImage disk, int? sectorSize = null)
    {
        var sector = sectorSize ?? disk.LogicalSectorSize;
        var location = new Location(disk.Name);
        if (disk.Length < 3 * sector)
            throw DiskDiagnostics.NoPartitionTable.Unsupported(location, "the disk is too small for a GUID partition table");
        var head = new byte[2 * sector];
        disk.Read(0, head);
        var header = head.AsSpan(sector);
        if (!header.StartsWith(Mark))
            throw DiskDiagnostics.NoPartitionTable.Unsupported(location, "the disk's second sector holds no GUID partition table; resize without moving one");
        var headerSize = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        var entrySize = BinaryPrimitives.ReadUInt32LittleEndian(header[84..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header[80..]) * (long)entrySize;
        var start = BinaryPrimitives.ReadInt64LittleEndian(header[72..]);
        if (headerSize < HeaderSize || headerSize > sector || ReadChecksum(header) != Checksum(header, headerSize))
            throw DiskDiagnostics.NoPartitionTable.Unsupported(location, "the primary GUID partition table is damaged; repair it in the guest first");
        if (entrySize is < 128 or > LongestEntries || length > LongestEntries || start < 2 || start > (disk.Length - length) / sector)
            throw DiskDiagnostics.NoPartitionTable.Unsupported(location, "the GUID partition table states entries that cannot be; repair it in the guest first");
        var entries = new byte[length];
        disk.Read(start * sector, entries);
        if (Crc32.HashToUInt32(entries) != BinaryPrimitives.ReadUInt32LittleEndian(header[88..]))
            throw DiskDiagnostics.NoPartitionTable.Unsupported(location, "the entries of the GUID partition table do not match their checksum; repair it in the guest first");
        return new GuidPartitionTable(disk, sector, head, entries);
    }

    /// <summary>What must be written for a disk of another length: ascending, without overlaps.</summary>
    /// <exception cref="UnsupportedContentException">The length is no multiple of the sector size, or a partition reaches past the new last usable block.</exception>
    public IReadOnlyList<(long Offset, byte[] Bytes)> MovedTo(long length)
    {
        if (length % _sector != 0)
            throw DiskDiagnostics.ShrinkLosesData.Unsupported(new Location(_disk.Name), $"{length} bytes end inside one of the disk's sectors of {_sector} bytes; choose a size of whole sectors");
        var last = (length / _sector) - 1;
        var lastUsable = last - EntrySectors - 1;
        if (lastUsable < LastUsedBlock)
        {
            throw DiskDiagnostics.ShrinkLosesData.Unsupported(
                new Location(_disk.Name), $"a partition ends at block {LastUsedBlock}, but with {length} bytes the last usable block would be {lastUsable}; shrink the partition in the guest first");
        }

        var head = _head.ToArray();
        var header = head.AsSpan(_sector);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], last);
        BinaryPrimitives.WriteInt64LittleEndian(header[48..], lastUsable);
        Seal(header);
        for (var entry = 446; entry < 510; entry += 16)
        {
            if (head[entry + 4] == ProtectiveType)
                BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(entry + 12), (uint)Math.Min(last, uint.MaxValue));
        }

        var backup = new byte[(EntrySectors + 1) * _sector];
        _entries.CopyTo(backup.AsSpan());
        var copy = backup.AsSpan((int)EntrySectors * _sector);
        header.CopyTo(copy);
        BinaryPrimitives.WriteInt64LittleEndian(copy[24..], last);
        BinaryPrimitives.WriteInt64LittleEndian(copy[32..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(copy[72..], last - EntrySectors);
        Seal(copy);

        // The old backup goes away, so that nobody finds two.
        var place = length - backup.Length;
        var blank = Math.Min(OldBackup.End, place) - OldBackup.Offset;
        return blank > 0 ? [(0, head), (OldBackup.Offset, new byte[blank]), (place, backup)] : [(0, head), (place, backup)];
    }

    private static void Seal(Span<byte> header) => BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Checksum(header, BinaryPrimitives.ReadInt32LittleEndian(header[12..])));

    private static uint ReadChecksum(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);

    private static uint Checksum(ReadOnlySpan<byte> header, int size)
    {
        var copy = header[..size].ToArray();
        copy.AsSpan(16, 4).Clear();
        return Crc32.HashToUInt32(copy);
    }
}
