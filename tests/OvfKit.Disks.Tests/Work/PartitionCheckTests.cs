using System.Buffers.Binary;
using System.IO.Hashing;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Work;

public class PartitionCheckTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task A_table_that_fits_its_disk_has_no_findings() => Assert.Empty(await CheckAsync(Partitioned(64)));

    [Theory]
    [InlineData(50 * MiB, "block 131071 ")] // only the backup is cut off
    [InlineData(10 * MiB, "block 131071 ")]
    [InlineData((64 * MiB) - 512, "block 131071 ")]
    public async Task A_table_of_a_longer_disk_says_that_the_end_is_lost(int length, string what)
    {
        var finding = Assert.Single(await CheckAsync(Partitioned(64).Clone(length)));

        Assert.Equal((DiskDiagnostics.PartitionBeyondEnd, new Location("disk.raw")), (finding.Descriptor, finding.Location));
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)] // the footer of a VHD, as qemu-img reads it
    [InlineData(2048)]
    public async Task Something_behind_the_backup_is_told(int sectors)
    {
        var disk = Partitioned(64);
        disk.SetLength(disk.Length + (sectors * 512L));
        var finding = Assert.Single(await CheckAsync(disk));

        Assert.Same(DiskDiagnostics.BackupTable, finding.Descriptor);
        Assert.Contains("should be in block 131071, ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_became_zeros_is_told()
    {
        var disk = Partitioned(64);
        disk.Write((64 * MiB) - 20_000, new byte[20_000]);

        Assert.Contains("no backup", Assert.Single(await CheckAsync(disk), finding => finding.Descriptor == DiskDiagnostics.BackupTable).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_table_is_the_guests_matter()
    {
        var disk = Partitioned(64).Clone(10 * MiB);
        disk.Write(512 + 60, [1]);

        Assert.Empty(await CheckAsync(disk));
    }

    [Theory]
    [InlineData(20_479, 2048, 20_480, true)]
    [InlineData(22_528, 2048, 20_480, false)]
    [InlineData(10, 2048, uint.MaxValue, true)]
    public async Task A_partition_of_the_old_table_must_end_on_the_disk(int sectors, uint start, uint count, bool isFound)
    {
        var disk = Recorded((0x80, 0x83, start, count), (0, 0, 0, 0));
        disk.SetLength(sectors * 512L);

        Assert.Equal(isFound ? [DiskDiagnostics.PartitionBeyondEnd] : [], (await CheckAsync(disk)).Select(finding => finding.Descriptor));
    }

    [Theory]
    [InlineData(0x12, 0x83, 1u)] // a state that is none: text of a boot loader
    [InlineData(0, 0x83, 0u)] // a partition over the table itself
    [InlineData(0, 0xEE, 1u)] // the guard before a GUID partition table
    public async Task What_is_no_table_is_not_read_as_one(byte state, byte type, uint start) =>
        Assert.Empty(await CheckAsync(Recorded((state, type, start, 1 << 30))));

    [Fact]
    public async Task Tables_on_disks_of_4096_byte_sectors_are_found()
    {
        // The same table, in blocks eight times as large.
        var small = Partitioned(8);
        var disk = new SparseBytes();
        disk.SetLength(64 * MiB);
        foreach (var data in small.Data())
        {
            for (var at = data.Offset; at < data.End; at += 512)
                disk.Write(at / 512 * 4096, small.Bytes(at, 512));
        }

        Assert.Contains("block 16383 of 4096 bytes", Assert.Single(await CheckAsync(Entries(disk, small).Clone(32 * MiB))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_that_lie_do_no_harm()
    {
        var disk = Partitioned(8);
        for (var seed = 0; seed < 2000; seed++)
        {
            var header = new Mutator(seed).Mutate(disk.Bytes(512, 92), (32, 60));
            if (header.Length != 92)
                continue;
            "EFI PART"u8.CopyTo(header);
            header.AsSpan(16, 4).Clear();
            Crc32.Hash(header).CopyTo(header, 16);
            var lying = disk.Clone();
            lying.Write(512, header);
            using var image = DiskFormats.BuiltIn.Open(lying.AsSource("disk.raw"), format: DiskFormats.BuiltIn.Find("raw"));
            PartitionCheck.Run(image, new DiagnosticBag());
        }
    }

    [Fact]
    public async Task Entries_longer_than_any_are_the_guests_matter()
    {
        var disk = Partitioned(8);
        var header = disk.Bytes(512, 92);
        header.AsSpan(80, 8).Fill(0xFF);
        header.AsSpan(16, 4).Clear();
        Crc32.Hash(header).CopyTo(header, 16);
        disk.Write(512, header);

        Assert.Empty(await CheckAsync(disk));
    }

    // The entries are packed without gaps, whatever a block's size.
    private static SparseBytes Entries(SparseBytes disk, SparseBytes small)
    {
        disk.Write(2 * 4096, small.Bytes(2 * 512, 32 * 512));
        return disk;
    }

    private static SparseBytes Partitioned(int size)
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder["disk.raw"]))
            file.SetLength((long)size * MiB);
        ForeignTool.Require("sgdisk").Run("-o", "-n", "1:2048:+4M", folder["disk.raw"]);
        var bytes = new SparseBytes();
        var content = File.ReadAllBytes(folder["disk.raw"]);
        bytes.SetLength(content.Length);
        for (var at = 0; at < content.Length; at += 4096)
        {
            if (content.AsSpan(at, 4096).ContainsAnyExcept((byte)0))
                bytes.Write(at, content.AsSpan(at, 4096));
        }

        return bytes;
    }

    private static SparseBytes Recorded(params (byte State, byte Type, uint Start, uint Count)[] partitions)
    {
        var record = new byte[512];
        for (var i = 0; i < partitions.Length; i++)
        {
            var entry = record.AsSpan(446 + (i * 16));
            (entry[0], entry[4]) = (partitions[i].State, partitions[i].Type);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], partitions[i].Start);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], partitions[i].Count);
        }

        (record[510], record[511]) = (0x55, 0xAA);
        return SparseBytes.Of(record);
    }

    private static async Task<DiagnosticBag> CheckAsync(SparseBytes disk)
    {
        using var image = DiskFormats.BuiltIn.Open(disk.AsSource("disk.raw"), format: DiskFormats.BuiltIn.Find("raw"));
        var findings = new DiagnosticBag();
        await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
        return findings;
    }
}
