using System.Buffers.Binary;
using OvfKit.Diagnostics;

namespace OvfKit.Disks.Work;

/// <summary>Holds a disk's partition table against its size: a table that knows of more was made on a longer disk, so that the end of this one is lost.</summary>
internal static class PartitionCheck
{
    private const int SectorSize = 512;
    private const int FirstEntry = 446, EntrySize = 16, Signature = 510;
    private const byte ProtectiveType = 0xEE;

    /// <summary>Checks a disk. One whose beginning cannot be read has no findings here.</summary>
    public static void Run(DiskImage disk, DiagnosticBag findings)
    {
        try
        {
            // A raw disk does not tell the size of its sectors, but the place of the table does.
            foreach (var sector in (int[])[disk.LogicalSectorSize, SectorSize, 8 * SectorSize])
            {
                if (!GuidPartitionTable.IsOn(disk, sector))
                    continue;
                CheckGuidTable(disk, GuidPartitionTable.Read(disk, sector), sector, findings);
                return;
            }

            CheckMasterBootRecord(disk, findings);
        }
        catch (OvfKitException)
        {
            // Who reads the whole disk tells what is wrong there; a damaged table is the guest's matter.
        }
    }

    private static void CheckGuidTable(DiskImage disk, GuidPartitionTable table, int sector, DiagnosticBag findings)
    {
        var last = (disk.Length / sector) - 1;
        var needed = Math.Max(table.LastUsedBlock, table.BackupBlock);
        if (needed > last)
        {
            findings.Add(Beyond(disk, $"the GUID partition table uses block {needed} of {sector} bytes"));
        }
        else if (table.BackupBlock < last)
        {
            findings.Add(DiskDiagnostics.BackupTable.At(
                new Location(disk.Name),
                $"the backup of the GUID partition table should be in block {table.BackupBlock}, but the disk ends with block {last}: it was made larger, or something was appended to it; resize it with --move-gpt to have the backup at the end"));
        }
        else if (!GuidPartitionTable.IsOn(disk, sector, last))
        {
            findings.Add(DiskDiagnostics.BackupTable.At(
                new Location(disk.Name), "there is no backup of the GUID partition table in the last block, where it should be: the end was lost or overwritten; compare the disk with its source"));
        }
    }

    // A boot sector without partitions has code and text in place of the table, which does not pass for one.
    private static void CheckMasterBootRecord(DiskImage disk, DiagnosticBag findings)
    {
        var record = new byte[SectorSize];
        if (disk.Length < SectorSize)
            return;
        disk.Read(0, record);
        if (record[Signature] != 0x55 || record[Signature + 1] != 0xAA)
            return;
        var end = 0L;
        for (var at = FirstEntry; at < Signature; at += EntrySize)
        {
            var (state, type) = (record[at], record[at + 4]);
            var (start, count) = (BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(at + 8)), BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(at + 12)));
            if (state is not (0 or 0x80) || type == ProtectiveType || (type != 0 && (start == 0 || count == 0)))
                return;
            if (type != 0)
                end = Math.Max(end, ((long)start + count) * disk.LogicalSectorSize);
        }

        if (end > disk.Length)
            findings.Add(Beyond(disk, $"the partition table has a partition that ends at byte {end}"));
    }

    private static Diagnostic Beyond(DiskImage disk, string what) => DiskDiagnostics.PartitionBeyondEnd.At(
        new Location(disk.Name), $"{what}, but this one has {disk.Length} bytes: its end is cut off; copy it again, or find out which tool took a wrong size");
}
