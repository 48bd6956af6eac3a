using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Work;

public class ResizedDiskTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task A_grown_disk_ends_in_zeros()
    {
        var guest = Guest.Make("odd sectors");
        using var grown = new ResizedDisk(guest.OpenRaw(), 5 * MiB);
        var file = await Written.WriteAsync(grown, DiskFormats.BuiltIn.Find("raw")!);

        Assert.Equal(5 * MiB, file.Length);
        var expected = guest.Bytes.Clone();
        expected.SetLength(5 * MiB);
        Assert.True(expected.SameAs(file));
    }

    [Fact]
    public void A_disk_shrinks_where_its_end_is_empty()
    {
        var guest = Guest.Empty(8 * MiB).Random(0, MiB).Fill(6 * MiB, MiB, 0);
        using var shrunk = new ResizedDisk(guest.OpenRaw(), 2 * MiB);

        Assert.Equal(guest.Bytes.Bytes(0, 2 * MiB), DiskAssert.Bytes(shrunk));
    }

    [Fact]
    public void Data_past_the_new_end_is_lost_only_when_forced()
    {
        var guest = Guest.Empty(8 * MiB).Fill((3 * MiB) + 5, 1, 1);
        var refused = Assert.Throws<UnsupportedContentException>(() => new ResizedDisk(guest.OpenRaw(), 2 * MiB));
        Assert.Same(DiskDiagnostics.ShrinkLosesData, refused.Diagnostic.Descriptor);
        Assert.Contains($"guest byte {(3 * MiB) + 5} ", refused.Message, StringComparison.Ordinal);

        using var forced = new ResizedDisk(guest.OpenRaw(), 2 * MiB, loseData: true);
        Assert.Equal(2 * MiB, forced.Length);
    }

    [Theory, InlineData(64, 200), InlineData(64, 65), InlineData(64, 40)]
    public async Task A_partition_table_moves_to_the_new_end(int before, int after)
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder["disk.raw"]))
            file.SetLength((long)before * MiB);
        ForeignTool.Require("sgdisk").Run("-o", "-n", "1:2048:40960", "-n", "2:43008:+10M", folder["disk.raw"]);
        using (var resized = new ResizedDisk(DiskFormats.BuiltIn.OpenFile(folder["disk.raw"], format: DiskFormats.BuiltIn.Find("raw")), (long)after * MiB, moveGpt: true))
        using (var sink = new FileDiskSink(folder["resized.raw"]))
        {
            await using var writer = DiskFormats.BuiltIn.Find("raw")!.CreateWriter(sink, DiskWriteOptions.Default);
            await DiskCopy.CopyAsync(resized, writer, cancellationToken: TestContext.Current.CancellationToken);
            sink.Commit();
        }

        var report = ForeignTool.Require("sgdisk").Run("-v", folder["resized.raw"]);
        Assert.Contains("No problems found", report, StringComparison.Ordinal);
        var table = ForeignTool.Require("sgdisk").Run("-p", folder["resized.raw"]);
        Assert.Contains($"last usable sector is {(after * 2048) - 34}", table, StringComparison.Ordinal);
        Assert.Contains("43008", table, StringComparison.Ordinal);
        using var image = DiskFormats.BuiltIn.OpenFile(folder["resized.raw"], format: DiskFormats.BuiltIn.Find("raw"));
        Assert.Equal(after * MiB, image.Length);
        Assert.Equal(2, Count(DiskAssert.Bytes(image), "EFI PART"u8));
    }

    [Fact]
    public void Partitions_past_the_new_end_stop_a_shrink_whatever_is_forced()
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder["disk.raw"]))
            file.SetLength(64L * MiB);
        ForeignTool.Require("sgdisk").Run("-o", "-n", "1:2048:100000", folder["disk.raw"]);
        using var disk = DiskFormats.BuiltIn.OpenFile(folder["disk.raw"], format: DiskFormats.BuiltIn.Find("raw"));

        var refused = Assert.Throws<UnsupportedContentException>(() => new ResizedDisk(disk, 40L * MiB, moveGpt: true, loseData: true));
        Assert.Same(DiskDiagnostics.ShrinkLosesData, refused.Diagnostic.Descriptor);
    }

    [Fact]
    public void A_table_of_large_sectors_moves_by_whole_ones()
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder["disk.raw"]))
            file.SetLength(8L * MiB);
        ForeignTool.Require("sgdisk").Run("-o", "-n", "1:2048:4095", folder["disk.raw"]);
        var small = File.ReadAllBytes(folder["disk.raw"]);
        var large = new byte[64 * MiB];
        small.AsSpan(0, 512).CopyTo(large);
        small.AsSpan(512, 512).CopyTo(large.AsSpan(4096));
        small.AsSpan(1024, 128 * 128).CopyTo(large.AsSpan(2 * 4096));
        using var raw = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(large, "disk.raw"), format: DiskFormats.BuiltIn.Find("raw"));
        using var disk = new FakeImage(large.Length, offset => Run.FromParent(large.Length - offset), raw, logicalSectorSize: 4096);

        Assert.Contains("whole sectors", Assert.Throws<UnsupportedContentException>(() => new ResizedDisk(disk, (80L * MiB) + 512, moveGpt: true)).Message, StringComparison.Ordinal);
        _ = new ResizedDisk(disk, 80L * MiB, moveGpt: true);
    }

    [Fact]
    public void A_disk_without_a_table_has_none_to_move()
    {
        foreach (var guest in (Guest[])[Guest.Make("one sector"), Guest.Make("patterns"), Guest.Empty(MiB).Text(0, 512)])
        {
            var refused = Assert.Throws<UnsupportedContentException>(() => new ResizedDisk(guest.OpenRaw(), 4 * MiB, moveGpt: true));
            Assert.Same(DiskDiagnostics.NoPartitionTable, refused.Diagnostic.Descriptor);
        }
    }

    [Fact]
    public void Damaged_partition_tables_are_refused_or_moved()
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder["disk.raw"]))
            file.SetLength(4L * MiB);
        ForeignTool.Require("sgdisk").Run("-o", "-n", "1:2048:4095", folder["disk.raw"]);
        var sound = File.ReadAllBytes(folder["disk.raw"]);
        for (var seed = 0; seed < 2000; seed++)
        {
            var damaged = new Mutator(seed).Mutate(sound, (512, 92), (1024, 128));
            Array.Resize(ref damaged, damaged.Length / 512 * 512);
            try
            {
                using var resized = new ResizedDisk(DiskFormats.BuiltIn.Open(ByteSource.FromMemory(damaged, "disk.raw"), format: DiskFormats.BuiltIn.Find("raw")), 8L * MiB, moveGpt: true, loseData: true);
                resized.Read(0, new byte[65536]);
                resized.Read(resized.Length - 65536, new byte[65536]);
            }
            catch (UnsupportedContentException)
            {
            }
        }
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pattern)
    {
        var count = 0;
        for (int at; (at = bytes.IndexOf(pattern)) >= 0; count++)
            bytes = bytes[(at + 1)..];
        return count;
    }
}
