using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkSparseWriterTests
{
    private const int Sector = 512;
    private const int Grain = 65536;

    [Fact]
    public async Task Tables_that_are_holes_of_the_file_are_not_read()
    {
        const long disk = 1L << 40;
        var guest = Guest.Empty(disk).Random(0, Grain).Random(disk / 2, Grain).Random(disk - Grain, Grain);
        var file = await WriteAsync(guest.OpenRaw());
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vmdk"));
        Assert.Equal(3, image.Extents().Count(extent => extent.Kind == RunKind.Stored));

        // Both directories have 128 KiB, and tables are written in pages of 64 KiB; all of them together would have 128 MiB.
        Assert.InRange(file.BytesRead, 256 << 10, 1 << 20);
    }

    [Theory, MemberData(nameof(DiskFormatConformance.Disks), MemberType = typeof(DiskFormatConformance))]
    public async Task Every_table_exists_twice_and_grains_follow_each_other(string name)
    {
        var guest = Guest.Make(name);
        var file = await WriteAsync(guest.OpenRaw());
        var header = file.Bytes(0, Sector);
        var tables = (int)((guest.Length + (32 << 20) - 1) / (32 << 20));
        Assert.Equal("KDMV"u8.ToArray(), header[..4]);
        Assert.Equal((1, 3, 512), (header.I32(4), header.I32(8), header.I32(44)));
        Assert.Equal((guest.Length / Sector, 128L, 1L, 20L), (header.I64(12), header.I64(20), header.I64(28), header.I64(36)));
        Assert.Equal([0, 0x0A, 0x20, 0x0D, 0x0A, 0, 0], header[72..79]);
        var (redundant, directory, overhead) = (header.I64(48), header.I64(56), header.I64(64));
        Assert.Equal(21, redundant);
        Assert.Equal(0, overhead % 128);
        var directorySectors = ((tables * 4) + Sector - 1) / Sector;
        Assert.Equal(redundant + directorySectors + (tables * 4), directory);
        Assert.InRange(overhead, directory + directorySectors + (tables * 4), directory + directorySectors + (tables * 4) + 127);

        var next = overhead;
        for (var table = 0; table < tables; table++)
        {
            var copies = new List<byte[]>();
            foreach (var start in (long[])[redundant, directory])
            {
                var at = (uint)file.Bytes((start * Sector) + (table * 4), 4).I32(0);
                Assert.Equal(start + directorySectors + (table * 4), at);
                copies.Add(file.Bytes(at * (long)Sector, 2048));
            }

            Assert.Equal(copies[0], copies[1]);
            for (var entry = 0; entry < 512; entry++)
            {
                if (copies[0].I32(entry * 4) is not 0 and var sector)
                {
                    Assert.Equal(next, sector);
                    next += 128;
                }
            }
        }

        Assert.Equal(file.Length, next * Sector);
    }

    [Fact]
    public async Task Zeros_over_a_parents_data_are_grains_that_take_no_space()
    {
        var below = Guest.Empty(200 * Grain).Random(0, 150 * Grain);
        using var parent = DiskFormats.BuiltIn.Open((await WriteAsync(below.OpenRaw())).AsSource("below.vmdk"));
        var child = await WriteAsync(Guest.Empty(200 * Grain).Random(0, 150 * Grain).Fill(10 * Grain, 100 * Grain, 0).Fill(50 * Grain, 1, 1).OpenRaw(), new() { Parent = parent, Id = Guid.NewGuid() });

        Assert.Equal(101 * Grain, child.Length);
        Assert.True(child.Data().Sum(data => data.Length) < 3 * Grain);
        var text = System.Text.Encoding.UTF8.GetString(child.Bytes(Sector, 20 * Sector));
        Assert.Contains("\nparentCID=03020100\n", text, StringComparison.Ordinal);
        Assert.Contains("\nparentFileNameHint=\"below.vmdk\"\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_vmdk_can_be_a_parent()
    {
        using var parent = Guest.Make("one sector").OpenRaw();
        var refused = Assert.Throws<UnsupportedContentException>(() => { VmdkFormat.Instance.CreateWriter(Sink("a.vmdk"), new() { Variant = "monolithicSparse", Parent = parent }); });
        Assert.Same(DiskDiagnostics.NoParentAllowed, refused.Diagnostic.Descriptor);
    }

    [Fact]
    public async Task A_parents_name_cannot_break_the_descriptor()
    {
        using var parent = DiskFormats.BuiltIn.Open((await WriteAsync(Guest.Make("one sector").OpenRaw())).AsSource("below.vmdk"));
        Assert.Throws<ArgumentException>(() => { VmdkFormat.Instance.CreateWriter(Sink("a.vmdk"), new() { Variant = "monolithicSparse", Parent = parent, ParentName = "a\"\nRW 1 FLAT \"/etc/passwd" }); });
    }

    [Fact]
    public async Task Data_above_two_tebibytes_of_file_is_refused()
    {
        var output = new SparseBytes();
        Assert.Equal((2L << 40) - Sector, new VmdkSparseExtent(output.AsStream(), "a.vmdk", Grain, default).LastSector * Sector);

        // The same border, nearer.
        var extent = new VmdkSparseExtent(output.AsStream(), "a.vmdk", 64 * Grain, default) { LastSector = 10 * 128 };
        await extent.BeginAsync(TestContext.Current.CancellationToken);
        await extent.AppendAsync(0, new byte[10 * Grain], TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<UnsupportedContentException>(async () => await extent.AppendAsync(20 * Grain, new byte[Grain], TestContext.Current.CancellationToken));
        Assert.Same(DiskDiagnostics.TooLarge, refused.Diagnostic.Descriptor);
        Assert.Equal(new Location("a.vmdk"), refused.Diagnostic.Location);
    }

    private static StreamDiskSink Sink(string name) => new(name, new SparseBytes().AsStream());

    private static Task<SparseBytes> WriteAsync(DiskImage source, DiskWriteOptions? options = null) =>
        Written.WriteAsync(source, VmdkFormat.Instance, (options ?? new() { Id = Written.Id }) with { Variant = "monolithicSparse" });
}
