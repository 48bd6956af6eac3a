using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vhd;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using static OvfKit.Disks.Tests.Support.VhdBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhd;

public class VhdImageTests
{
    [Theory]
    [InlineData("patterns", 2, 512), InlineData("patterns", 3, 512), InlineData("odd sectors", 2, 511), InlineData("odd sectors", 3, 511), InlineData("zero length", 2, 512), InlineData("zero length", 3, 512)]
    public void Fixed_vhd_is_not_taken_as_raw_and_its_footer_is_no_guest_data(string disk, uint type, int footerSize)
    {
        var guest = Guest.Make(disk);
        using var source = new VhdBuilder(guest.Length, type) { FooterSize = footerSize }.With(guest).BuildSource("misleading.img");
        var findings = new DiagnosticBag();

        Assert.Same(VhdFormat.Instance, DiskFormats.BuiltIn.Detect(source));
        using var image = DiskFormats.BuiltIn.Open(source, new() { Diagnostics = findings });
        guest.AssertIn(image);
        Assert.Empty(findings);
    }

    [Theory, InlineData(512), InlineData(4096), InlineData(65536), InlineData(512 << 10), InlineData(1 << 20), InlineData(16 << 20)]
    public void Blocks_may_have_any_size(int blockSize)
    {
        var guest = Guest.Make("odd sectors");
        using var image = DiskFormats.BuiltIn.Open(new VhdBuilder(guest.Length, 3, blockSize).With(guest).BuildSource());

        Assert.Equal(blockSize, image.BlockSize);
        guest.AssertIn(image);
    }

    [Fact]
    public void Sectors_whose_bit_is_not_set_are_zero_whatever_the_block_holds()
    {
        var random = new Random(5);
        var bits = Enumerable.Range(0, 4096).Select(_ => random.Next(3) == 0).ToArray();
        // Long runs beside single sectors, at every position in a byte.
        bits.AsSpan(100, 700).Fill(true);
        bits.AsSpan(1111, 900).Clear();
        var block = new byte[2 * MiB];
        block.AsSpan().Fill(0xEE);
        var truth = Guest.Empty(4 * MiB);
        for (var sector = 0; sector < bits.Length; sector++)
            truth.Fill((2 * MiB) + (sector * 512), 512, bits[sector] ? (byte)0xEE : (byte)0);
        using var image = DiskFormats.BuiltIn.Open(new VhdBuilder(4 * MiB).Block(1, block, sector => bits[sector]).BuildSource());

        truth.AssertIn(image);
        truth.AssertRange(image, (2 * MiB) + 300, 9000);
        Assert.Equal(bits.Zip(bits.Skip(1), (a, b) => a != b ? 1 : 0).Sum() + (bits[0] ? 2 : 1), image.Extents().Count());
    }

    [Fact]
    public void The_last_block_may_end_with_the_disk()
    {
        var guest = Guest.Empty((2 * MiB) + (5 * 512)).Random(100, 5000).Random(2 * MiB, 5 * 512);
        var file = new VhdBuilder(guest.Length) { CutLastBlock = true }.With(guest).Build();
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhd"));
        guest.AssertIn(image);

        // With one sector less there is data missing, even though a footer follows.
        var shorter = new VhdBuilder(guest.Length) { CutLastBlock = true }.Block(0, guest.Bytes.Bytes(0, 2 * MiB)).Block(1, guest.Bytes.Bytes(2 * MiB, 4 * 512)).BuildSource();
        using var cut = DiskFormats.BuiltIn.Open(shorter);
        Assert.Equal("OVF6001", Assert.Throws<InvalidContentException>(() => cut.Read(0, new byte[cut.Length])).Diagnostic.Id);
        Assert.Equal("OVF6001", Assert.Throws<InvalidContentException>(() => cut.Extents().Count()).Diagnostic.Id);
    }

    [Fact]
    public void A_fixed_disk_shorter_than_it_says_is_cut_off()
    {
        var refused = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(new VhdBuilder(MiB, 2) { CurrentSize = MiB + 512 }.With(Guest.Make("text")).BuildSource()));
        Assert.Equal("OVF6001", refused.Diagnostic.Id);
    }

    [Fact]
    public void VirtualBox_vhd_is_not_cut_at_its_geometry()
    {
        // 40 MiB: 963/5/17 has 41,909,760 bytes, and some readers take only those.
        var guest = Guest.Empty(40 * MiB).Random((40 * MiB) - 20_000, 20_000);
        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(new VhdBuilder(guest.Length) { Creator = "vbox" }.With(guest).BuildSource(), new() { Diagnostics = findings });

        guest.AssertIn(image);
        var finding = Assert.Single(findings);
        Assert.Equal(("OVF6210", DiagnosticSeverity.Info), (finding.Id, finding.Severity));
        Assert.Contains("41943040", finding.Message, StringComparison.Ordinal);
        Assert.Contains("41909760", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vpc ", 41_909_760), InlineData("qemu", 41_909_760), InlineData("qem2", 40 * MiB), InlineData("win ", 40 * MiB), InlineData("tap\0", 40 * MiB), InlineData("CTXS", 40 * MiB), InlineData("d2v\0", 40 * MiB)]
    public void The_creator_decides_which_size_counts(string creator, long expected)
    {
        var guest = Guest.Empty(40 * MiB).Random(0, 40 * MiB);
        foreach (var type in (uint[])[2, 3])
        {
            using var image = DiskFormats.BuiltIn.Open(new VhdBuilder(guest.Length, type) { Creator = creator }.With(guest).BuildSource());
            Assert.Equal(expected, image.Length);
            guest.AssertRange(image, (int)expected - 70_000, 70_000);
            Assert.Equal("41943040", image.Properties.Single(property => property.Key == "current size").Value);
            Assert.Equal("41909760", image.Properties.Single(property => property.Key == "geometry size").Value);
        }
    }

    [Fact]
    public void The_largest_geometry_stands_for_every_larger_disk()
    {
        using var image = DiskFormats.BuiltIn.Open(new VhdBuilder(200L << 30) { Creator = "vpc " }.BuildSource());
        Assert.Equal(200L << 30, image.Length);
    }

    [Fact]
    public void A_size_of_no_whole_sectors_is_rounded_up_and_reported()
    {
        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(new VhdBuilder(1000, 2) { CurrentSize = 1000 }.With(Guest.Empty(1000).Fill(0, 1000, 7)).BuildSource(), new() { Diagnostics = findings });

        Assert.Equal("OVF6003", Assert.Single(findings).Id);
        Guest.Empty(1024).Fill(0, 1000, 7).AssertIn(image);
    }

    [Fact]
    public void A_table_may_be_longer_than_the_disk_needs()
    {
        var guest = Guest.Make("odd sectors");
        var file = new VhdBuilder(guest.Length) { EntryCount = uint.MaxValue }.With(guest).Build();
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhd"));
        guest.AssertIn(image);
    }

    [Fact]
    public void Properties_say_who_made_the_disk_and_what_it_is()
    {
        using var image = DiskFormats.BuiltIn.Open(new VhdBuilder(4 * MiB).BuildSource());

        Assert.Equal(new Guid("11112222-3333-4444-5555-666677778888"), image.Id);
        Assert.Equal(
            [("creator", "win"), ("creator version", "6.3"), ("creator system", "Wi2k"), ("time", "2025-12-25 17:46:40Z"), ("current size", "4194304"), ("original size", "4194304"),
             ("geometry", "120/4/17"), ("geometry size", "4177920"), ("unique id", "11112222-3333-4444-5555-666677778888"), ("block size", "2097152")],
            image.Properties.Select(property => (property.Key, property.Value)));
    }

    [Fact]
    public void Empty_tables_are_walked_in_pages()
    {
        var file = new VhdBuilder(2040L << 30).Build();
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhd"));
        var before = file.BytesRead;

        Assert.Equal(new DiskExtent(0, 2040L << 30, RunKind.Zero, 0), Assert.Single(image.Extents()));
        Assert.True(file.BytesRead - before <= 5 * MiB);
    }
}
