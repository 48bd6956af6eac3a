using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using static OvfKit.Disks.Tests.Support.VhdxBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxWriterTests
{
    [Theory, MemberData(nameof(DiskFormatConformance.Disks), MemberType = typeof(DiskFormatConformance))]
    public async Task Everything_stands_where_hyper_v_wants_it(string name)
    {
        var guest = Guest.Make(name);
        var file = await WriteAsync(guest, Written.With("block-size", "2M"));

        Assert.Equal(0, file.Length % MiB);
        Assert.Equal("vhdxfile"u8.ToArray(), file.Bytes(0, 8));
        var headers = new[] { Header1, Header2 }.Select(offset => Sound(file, offset, 4096, "head"u8)).ToList();
        Assert.NotEqual(headers[0].I64(8), headers[1].I64(8));
        foreach (var header in headers)
        {
            Assert.NotEqual(Guid.Empty, new Guid(header.AsSpan(16, 16)));
            Assert.NotEqual(Guid.Empty, new Guid(header.AsSpan(32, 16)));
            Assert.Equal(Guid.Empty, new Guid(header.AsSpan(48, 16)));
            Assert.Equal((0, 1), (header.I16(64), header.I16(66)));
            Assert.Equal((MiB, (long)MiB), (header.I32(68), header.I64(72)));
        }

        var tables = new[] { RegionTable1, RegionTable2 }.Select(offset => Sound(file, offset, 65536, "regi"u8)).ToList();
        Assert.Equal(tables[0], tables[1]);
        Assert.Equal(2, tables[0].I32(8));
        var (bat, metadata) = (Region(tables[0], BatRegion), Region(tables[0], MetadataRegion));

        // Log, metadata, block table and blocks: whole MiB, in the file, apart.
        var places = new List<ByteRange> { new(0, MiB), new(MiB, MiB), bat, metadata };
        for (var block = 0L; block < (guest.Length + (2 * MiB) - 1) / (2 * MiB); block++)
        {
            var entry = BinaryPrimitives.ReadInt64LittleEndian(file.Bytes(bat.Offset + ((block + (block / 2048)) * 8), 8));
            if (entry == 0)
                continue;
            Assert.Equal(6, entry & 0xFFFFF);
            places.Add(new((entry >> 20) * MiB, 2 * MiB));
        }

        places.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        for (var i = 0; i < places.Count; i++)
        {
            Assert.Equal((0, 0), (places[i].Offset % MiB, places[i].Length % MiB));
            Assert.True(places[i].Offset >= (i == 0 ? 0 : places[i - 1].End) && places[i].End <= file.Length);
        }
    }

    [Fact]
    public async Task Metadata_says_what_the_disk_is()
    {
        using var source = new FakeImage(3L << 30, logicalSectorSize: 4096);
        var file = await Written.WriteAsync(source, VhdxFormat.Instance);
        var region = Region(file.Bytes(RegionTable1, 65536), MetadataRegion).Offset;
        Assert.Equal("metadata"u8.ToArray(), file.Bytes(region, 8));
        Assert.Equal(5, file.Bytes(region + 10, 2).I16(0));
        var items = Enumerable.Range(1, 5).Select(i => file.Bytes(region + (i * 32), 32)).ToDictionary(
            entry => new Guid(entry.AsSpan(0, 16)), entry => (Value: file.Bytes(region + entry.I32(16), entry.I32(20)), Flags: entry.I32(24)));

        Assert.Equal((32 * MiB, 0, 4), (items[FileParameters].Value.I32(0), items[FileParameters].Value.I32(4), items[FileParameters].Flags));
        Assert.Equal((3L << 30, 6), (items[DiskSizeItem].Value.I64(0), items[DiskSizeItem].Flags));
        Assert.Equal((Written.Id, 6), (new Guid(items[DiskId].Value), items[DiskId].Flags));
        Assert.Equal((4096, 6), (items[LogicalSector].Value.I32(0), items[LogicalSector].Flags));
        Assert.Equal((4096, 6), (items[PhysicalSector].Value.I32(0), items[PhysicalSector].Flags));
    }

    [Theory, InlineData("1M", 1), InlineData("1048576", 1), InlineData("1024k", 1), InlineData("32M", 32), InlineData("256m", 256)]
    public async Task The_block_size_is_the_callers(string setting, int expected)
    {
        var guest = Guest.Make("odd sectors");
        using var image = Open(await WriteAsync(guest, Written.With("block-size", setting)));

        Assert.Equal(expected * MiB, image.BlockSize);
        guest.AssertIn(image);
    }

    [Theory, InlineData("3M"), InlineData("512K"), InlineData("512M"), InlineData("0"), InlineData(""), InlineData("M"), InlineData("-1M"), InlineData("1.5M"), InlineData("1T"), InlineData("99999999999G")]
    public void Other_block_sizes_are_refused(string setting) =>
        Assert.Contains("block-size", Assert.Throws<ArgumentException>(() => { VhdxFormat.Instance.CreateWriter(new StreamDiskSink("a.vhdx", Stream.Null), Written.With("block-size", setting)); }).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_disk_of_4096_byte_sectors_keeps_them_beyond_the_first_chunk()
    {
        // 32 MiB blocks with 4096-byte sectors: a bitmap entry after 1024 blocks, at 32 GiB.
        var guest = Guest.Empty((40L << 30) + 4096).Random(100, 100).Random((32L << 30) - 50, 100).Random((33L << 30) + 7, 9000).Random(40L << 30, 4096);
        using var raw = guest.OpenRaw();
        using var source = new FakeImage(guest.Length, offset => Run.FromParent(guest.Length - offset), raw, logicalSectorSize: 4096);
        using var image = Open(await Written.WriteAsync(source, VhdxFormat.Instance));

        Assert.Equal(4096, image.LogicalSectorSize);
        guest.AssertIn(image);
    }

    [Fact]
    public async Task A_disk_passes_the_first_chunk_of_blocks()
    {
        // 1 MiB blocks: a bitmap entry after 4096 blocks, at 4 GiB.
        var guest = Guest.Make("sparse above 4 GiB");
        var file = await WriteAsync(guest, Written.With("block-size", "1M"));
        var bat = Region(file.Bytes(RegionTable1, 65536), BatRegion).Offset;

        Assert.Equal(6, file.Bytes(bat + (4095 * 8), 8)[0]);
        Assert.Equal(new byte[8], file.Bytes(bat + (4096 * 8), 8));
        Assert.Equal(6, file.Bytes(bat + (4097 * 8), 8)[0]);
    }

    [Fact]
    public async Task Only_blocks_with_data_take_space()
    {
        var empty = await WriteAsync(Guest.Make("empty"), Written.With("block-size", "1M"));
        var sparse = await WriteAsync(Guest.Make("sparse above 4 GiB"), Written.With("block-size", "1M"));

        Assert.Equal(4 * MiB, empty.Length);
        // 0; two around 2 GiB; two around 4 GiB; two at 4 GiB + 32 MiB; the last.
        Assert.Equal((4 + 8) * MiB, sparse.Length);
    }

    [Fact]
    public async Task The_block_table_grows_with_the_disk()
    {
        using var source = new FakeImage(200L << 30);
        var file = await Written.WriteAsync(source, VhdxFormat.Instance, Written.With("block-size", "1M"));

        // 204,800 blocks and a bitmap entry after each 4096 of them, but none behind the last.
        Assert.Equal(2 * MiB, Region(file.Bytes(RegionTable1, 65536), BatRegion).Length);
        using var image = Open(file);
        Assert.Equal(new DiskExtent(0, 200L << 30, RunKind.Zero, 0), Assert.Single(image.Extents()));
    }

    [Theory, InlineData("512", "512"), InlineData("512", "4096"), InlineData("4096", "4096"), InlineData("4K", null), InlineData(null, "512")]
    public async Task Sector_sizes_are_the_callers(string? logical, string? physical)
    {
        var guest = Guest.Empty(3 * MiB).Random(MiB - 100, 5000);
        using var source = guest.OpenRaw();
        var settings = DiskWriteOptions.Default.Settings;
        if (logical is not null)
            settings = settings.Add("logical-sector-size", logical);
        if (physical is not null)
            settings = settings.Add("physical-sector-size", physical);
        var findings = new DiagnosticBag();
        using var image = Open(await Written.WriteAsync(source, VhdxFormat.Instance, new() { Settings = settings, Diagnostics = findings }));

        guest.AssertIn(image);
        Assert.Equal(logical is "4096" or "4K" ? 4096 : 512, image.LogicalSectorSize);
        Assert.Contains(new("physical sector size", physical ?? "4096"), image.Properties);
        Assert.Equal(image.LogicalSectorSize == 4096 ? ["OVF6008"] : [], findings.Select(finding => finding.Id));
    }

    [Theory, InlineData("logical-sector-size", "1024"), InlineData("logical-sector-size", "0"), InlineData("physical-sector-size", "520"), InlineData("physical-sector-size", "")]
    public void Other_sector_sizes_are_refused(string setting, string value) =>
        Assert.Contains(setting, Assert.Throws<ArgumentException>(() => { VhdxFormat.Instance.CreateWriter(new StreamDiskSink("a.vhdx", Stream.Null), Written.With(setting, value)); }).Message, StringComparison.Ordinal);

    [Fact]
    public void Physical_sectors_below_logical_ones_are_refused() =>
        Assert.Throws<ArgumentException>(() =>
        {
            VhdxFormat.Instance.CreateWriter(new StreamDiskSink("a.vhdx", Stream.Null), new() { Settings = Written.With("logical-sector-size", "4096").Settings.Add("physical-sector-size", "512") });
        });

    [Theory, InlineData("1M", 5L << 30, 5120), InlineData("32M", (40L << 20) + 512, 2), InlineData("256M", 512, 1), InlineData("1M", 0, 0)]
    public async Task All_blocks_of_a_fixed_disk_are_there_and_in_order(string blockSize, long length, int blocks)
    {
        using var source = new FakeImage(length);
        var file = await Written.WriteAsync(source, VhdxFormat.Instance, Written.With("block-size", blockSize) with { Variant = "fixed" });
        var bat = Region(file.Bytes(RegionTable1, 65536), BatRegion);
        using var image = Open(file);

        Assert.Equal(bat.End + ((long)blocks * image.BlockSize), file.Length);
        for (var block = 0L; block < blocks; block++)
            Assert.Equal(((bat.End + (block * image.BlockSize)) / MiB << 20) | 6, file.Bytes(bat.Offset + ((block + (block / 4096)) * 8), 8).I64(0));
        Assert.Equal(length, image.Length);
        Assert.Equal(1, file.Bytes(Region(file.Bytes(RegionTable1, 65536), MetadataRegion).Offset + 65_536 + 4, 1)[0]);
    }

    private static async Task<SparseBytes> WriteAsync(Guest guest, DiskWriteOptions options)
    {
        using var source = guest.OpenRaw();
        return await Written.WriteAsync(source, VhdxFormat.Instance, options);
    }

    private static DiskImage Open(SparseBytes file) => DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx"));

    private static byte[] Sound(SparseBytes file, long offset, int length, ReadOnlySpan<byte> signature)
    {
        var bytes = file.Bytes(offset, length);
        Assert.Equal(signature.ToArray(), bytes[..4]);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        var zeroed = (byte[])[.. bytes];
        zeroed.AsSpan(4, 4).Clear();
        Assert.Equal(Crc32C(zeroed), stated);
        return bytes;
    }

    private static ByteRange Region(byte[] table, Guid id)
    {
        var entry = new[] { 16, 48 }.Single(at => new Guid(table.AsSpan(at, 16)) == id);
        Assert.Equal(1, table.I32(entry + 28));
        return new(table.I64(entry + 16), table.I32(entry + 24));
    }
}
