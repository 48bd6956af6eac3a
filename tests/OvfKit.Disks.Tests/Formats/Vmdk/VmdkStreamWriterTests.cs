using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkStreamWriterTests
{
    private const int Sector = 512;

    [Theory, MemberData(nameof(DiskFormatConformance.Disks), MemberType = typeof(DiskFormatConformance))]
    public async Task Every_sector_is_where_esxi_wants_it(string name)
    {
        var guest = Guest.Make(name);
        var bytes = (await WriteAsync(guest)).ToArray();
        Assert.Equal(0, bytes.Length % Sector);
        CheckHeader(bytes, 0, guest, directory: -1);

        // From the overhead on the file is a row of markers; each says how much follows.
        var (at, lastGrain) = (128 * Sector, -1L);
        var (tables, grains) = (new Dictionary<long, uint>(), new Dictionary<long, long>());
        var (directory, footer, covered) = (-1L, -1L, new List<long>());
        while (true)
        {
            var (value, size, type) = (bytes.I64(at), bytes.I32(at + 8), bytes.I32(at + 12));
            if (size != 0)
            {
                Assert.Equal(0, value % 128);
                Assert.True(value > lastGrain, "grains must rise");
                lastGrain = value;
                grains[value / 128] = at / Sector;
                covered.Add(value / 128);
                var end = at + 12 + size;
                at = (end + Sector - 1) / Sector * Sector;
                Assert.False(bytes.AsSpan(end, at - end).ContainsAnyExcept((byte)0), "the rest of a grain's last sector must be zero");
                continue;
            }

            Assert.False(bytes.AsSpan(at + 16, Sector - 16).ContainsAnyExcept((byte)0), "the rest of a marker must be zero");
            if (type == 0)
                break;
            Assert.InRange(type, 1, 3);
            at += Sector;
            switch (type)
            {
                case 1:
                    Assert.Equal(4, value);
                    Assert.NotEmpty(covered);
                    var table = Assert.Single(covered.Select(grain => grain / 512).Distinct());
                    for (var i = 0; i < 512; i++)
                        Assert.Equal(grains.GetValueOrDefault((table * 512) + i), bytes.I32(at + (i * 4)));
                    tables.Add(table, (uint)(at / Sector));
                    covered.Clear();
                    break;
                case 2:
                    directory = at;
                    break;
                default:
                    Assert.Equal(1, value);
                    footer = at;
                    break;
            }

            at += (int)value * Sector;
        }

        Assert.Empty(covered);
        Assert.Equal(bytes.Length, at + Sector);
        Assert.Equal(bytes.Length - (2 * Sector), footer);
        CheckHeader(bytes, footer, guest, directory: directory / Sector);
        for (var i = 0; i < (guest.Length + (32 << 20) - 1) / (32 << 20); i++)
            Assert.Equal(tables.GetValueOrDefault(i), (uint)bytes.I32(directory + (i * 4)));

        // Exactly the grains that hold something were stored.
        Assert.Equal(
            guest.Bytes.Data().Where(data => guest.Bytes.Bytes(data.Offset, (int)data.Length).AsSpan().ContainsAnyExcept((byte)0)).Select(data => data.Offset / 65536).Distinct(),
            grains.Keys.Order());
    }

    [Fact]
    public async Task The_descriptor_is_the_one_vmware_writes()
    {
        var text = await DescriptorAsync(Guest.Empty((100L << 20) + 512).OpenRaw(), name: "web server.vmdk");

        Assert.Equal(
            """
            # Disk DescriptorFile
            version=1
            encoding="UTF-8"
            CID=03020100
            parentCID=ffffffff
            createType="streamOptimized"

            # Extent description
            RDONLY 204801 SPARSE "web server.vmdk"

            # The Disk Data Base
            #DDB

            ddb.adapterType = "lsilogic"
            ddb.geometry.cylinders = "13"
            ddb.geometry.heads = "255"
            ddb.geometry.sectors = "63"
            ddb.longContentID = "0c0d0e0f0a0b08090706050403020100"
            ddb.toolsInstallType = "4"
            ddb.toolsVersion = "2147483647"
            ddb.uuid.image = "0f0e0d0c-0b0a-0908-0706-050403020100"
            ddb.virtualHWVersion = "4"

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public async Task The_descriptor_ends_in_zeros_that_leave_room()
    {
        var file = await WriteAsync(Guest.Make("one sector"));
        var area = file.Bytes(Sector, 20 * Sector);
        var end = area.AsSpan().IndexOf((byte)0);

        Assert.InRange(end, 300, 2000);
        Assert.False(area.AsSpan(end).ContainsAnyExcept((byte)0));
        Assert.False(file.Bytes(21 * Sector, 107 * Sector).AsSpan().ContainsAnyExcept((byte)0));
    }

    [Theory]
    [InlineData("a\"b.vmdk", "generated-stream.vmdk")]
    [InlineData("a\nRW 1 FLAT \"/etc/passwd\"", "generated-stream.vmdk")]
    [InlineData("übersicht 磁盘.vmdk", "übersicht 磁盘.vmdk")]
    public async Task A_name_cannot_break_the_descriptor(string name, string expected)
    {
        var text = await DescriptorAsync(Guest.Make("one sector").OpenRaw(), name);

        Assert.Contains($"RDONLY 1 SPARSE \"{expected}\"\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("passwd", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_name_fits()
    {
        var name = new string('磁', 255);
        Assert.Contains($"\"{name}\"", await DescriptorAsync(Guest.Make("one sector").OpenRaw(), name), StringComparison.Ordinal);
        Assert.Contains("\"generated-stream.vmdk\"", await DescriptorAsync(Guest.Make("one sector").OpenRaw(), name + "x"), StringComparison.Ordinal);
    }

    [Theory, InlineData("10341", "10341"), InlineData("abc\"", "2147483647"), InlineData("-1", "2147483647")]
    public async Task A_known_version_of_the_tools_is_kept(string given, string expected)
    {
        using var source = new FakeImage(1 << 20) { Facts = [new("ddb.toolsVersion", given)] };
        Assert.Contains($"ddb.toolsVersion = \"{expected}\"\n", await DescriptorAsync(source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Larger_sectors_are_recorded_and_read_back()
    {
        using var source = new FakeImage(1 << 20, logicalSectorSize: 4096);
        var file = await Written.WriteAsync(source, VmdkFormat.Instance);
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vmdk"));

        Assert.Equal(4096, image.LogicalSectorSize);
        var text = Encoding.UTF8.GetString(file.Bytes(Sector, 20 * Sector));
        Assert.Contains("ddb.logicalSectorSize = \"4096\"\n", text, StringComparison.Ordinal);
        Assert.Contains("ddb.physicalSectorSize = \"4096\"\n", text, StringComparison.Ordinal);
    }

    [Theory, InlineData(1L, 1), InlineData(255L * 63 * 512, 1), InlineData((255L * 63 * 512) + 512, 2), InlineData(64L << 40, 65535)]
    public async Task The_geometry_is_rounded_up_and_capped(long length, int cylinders)
    {
        using var source = new FakeImage((length + 511) / 512 * 512);
        Assert.Contains($"ddb.geometry.cylinders = \"{cylinders}\"\n", await DescriptorAsync(source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_would_mean_no_parent_is_avoided()
    {
        using var source = new FakeImage(512);
        var text = await DescriptorAsync(source, id: new Guid("00000000-0000-0000-0000-0000ffffffff"));

        Assert.Contains("\nCID=fffffffe\n", text, StringComparison.Ordinal);
        Assert.Contains("fffffffe\"\n", text, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(5), InlineData(6), InlineData(9)]
    public async Task Bytes_that_do_not_compress_fit_at_every_level(int level)
    {
        // Fixed Huffman codes spend nine bits on bytes from 144 on: the worst case of the fast levels.
        var guest = Guest.Empty(1 << 20).Random(0, 1 << 20);
        var high = guest.Bytes.ToArray();
        for (var i = 0; i < high.Length / 2; i++)
            high[i] = (byte)(144 + (high[i] % 112));
        guest.Bytes.Write(0, high);
        using var image = DiskFormats.BuiltIn.Open((await WriteAsync(guest, DiskWriteOptions.Default with { Level = level })).AsSource("disk.vmdk"));

        guest.AssertIn(image);
    }

    [Fact]
    public async Task A_higher_level_compresses_more()
    {
        var fast = await WriteAsync(Guest.Make("text"), DiskWriteOptions.Default with { Level = 1 });
        var small = await WriteAsync(Guest.Make("text"), DiskWriteOptions.Default with { Level = 9 });

        Assert.True(small.Length < fast.Length);
    }

    [Theory, InlineData(-5), InlineData(10)]
    public void A_level_that_does_not_exist_is_refused(int level) => Assert.ThrowsAny<ArgumentException>(() =>
    {
        VmdkFormat.Instance.CreateWriter(new StreamDiskSink("a.vmdk", Stream.Null), DiskWriteOptions.Default with { Level = level });
    });

    [Fact]
    public async Task Data_above_two_tebibytes_of_file_is_refused()
    {
        // Grains that claim 64 MiB each get the file's position there quickly.
        await using var writer = VmdkFormat.Instance.CreateWriter(new StreamDiskSink("a.vmdk", Stream.Null), DiskWriteOptions.Default);
        using var source = new FakeImage(8L << 40);
        await writer.BeginAsync(source, TestContext.Current.CancellationToken);
        var encoded = new byte[64 << 20];
        BitConverter.GetBytes(encoded.Length - 12).CopyTo(encoded, 8);
        async Task AppendAsync(long grain)
        {
            BitConverter.GetBytes(grain * 128).CopyTo(encoded, 0);
            await writer.AppendAsync(new DiskSegment(grain * 65536, default, default, encoded), TestContext.Current.CancellationToken);
        }

        const int fitting = (1 << 15) - 1;
        for (var grain = 0; grain <= fitting; grain++)
            await AppendAsync(grain);
        var refused = await Assert.ThrowsAsync<UnsupportedContentException>(() => AppendAsync(fitting + 1));
        Assert.Equal("OVF6004", refused.Diagnostic.Id);
    }

    private static void CheckHeader(byte[] bytes, long at, Guest guest, long directory)
    {
        var header = bytes.AsSpan((int)at, Sector).ToArray();
        Assert.Equal("KDMV"u8.ToArray(), header[..4]);
        Assert.Equal((3, 0x30001), (header.I32(4), header.I32(8)));
        Assert.Equal((guest.Length / Sector, 128L), (header.I64(12), header.I64(20)));
        Assert.Equal((1L, 20L, 512), (header.I64(28), header.I64(36), header.I32(44)));
        Assert.Equal((0L, directory, 128L), (header.I64(48), header.I64(56), header.I64(64)));
        Assert.Equal([0, 0x0A, 0x20, 0x0D, 0x0A, 1, 0], header[72..79]);
        Assert.False(header.AsSpan(79).ContainsAnyExcept((byte)0));
    }

    private static async Task<SparseBytes> WriteAsync(Guest guest, DiskWriteOptions? options = null)
    {
        using var source = guest.OpenRaw();
        return await Written.WriteAsync(source, VmdkFormat.Instance, options);
    }

    private static async Task<string> DescriptorAsync(DiskImage source, string name = "disk.vmdk", Guid? id = null)
    {
        var bytes = new SparseBytes();
        await using var stream = bytes.AsStream();
        await using var writer = VmdkFormat.Instance.CreateWriter(new StreamDiskSink(name, stream), DiskWriteOptions.Default with { Id = id ?? Written.Id });
        await writer.BeginAsync(source, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(bytes.Bytes(Sector, 20 * Sector)).TrimEnd('\0');
    }
}
