using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using static OvfKit.Disks.Tests.Support.VhdxBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxParentTests
{
    private static readonly Guid ParentId = new("b0a0e7d1-0000-4000-8000-00000000000a");

    [Theory, InlineData(1, 512), InlineData(2, 512), InlineData(32, 512), InlineData(256, 512), InlineData(1, 4096), InlineData(2, 4096)]
    public void Blocks_that_are_partially_present_take_each_sector_from_its_layer(int blockSizeInMiB, int sectorSize)
    {
        var blockSize = blockSizeInMiB * MiB;
        var truth = Guest.Empty((3L * blockSize) + (20 * 4096)).Random(0, 900_000).Random(blockSize + 70_000, 800_000).Random(3L * blockSize, 20 * 4096);
        var parent = new VhdxBuilder(truth.Length, blockSize, sectorSize) { DataWriteGuid = ParentId }.With(Clone(truth));
        var child = Child(truth.Length, blockSize, sectorSize);
        // Sectors at the borders of bytes of the bitmap, of blocks, and single ones.
        var perBlock = blockSize / sectorSize;
        var last = (truth.Length / sectorSize) - 1;
        long[] inFirst = [0, 1, 6, 7, 8, 9, 15, 16, 40, .. Enumerable.Range(64, 70).Select(i => (long)i), perBlock - 1];
        long[] inThird = [3L * perBlock, last - 2, last];
        foreach (var sector in inFirst.Concat(inThird))
            truth.Random(sector * sectorSize, sectorSize);
        child.Partial(0, truth, inFirst).Partial(3, truth, inThird);

        using var image = Open(child, parent);
        truth.AssertIn(image);
        Assert.Equal(1, image.Extents().Max(extent => extent.Depth));
        Assert.Equal(inFirst.Length + inThird.Length, image.Extents().Where(extent => extent.Depth == 0 && extent.Kind == RunKind.Stored).Sum(extent => extent.Length) / sectorSize);
    }

    [Fact]
    public void Each_state_of_a_block_means_what_it_should_in_a_child()
    {
        var parent = new VhdxBuilder(6 * MiB) { DataWriteGuid = ParentId }.With(Guest.Empty(6 * MiB).Random(0, 6 * MiB));
        var truth = Guest.Empty(6 * MiB).Random(0, 6 * MiB);
        // 0 parent; undefined, zero, unmapped: zeros; fully present.
        truth.Fill(MiB, 3 * MiB, 0);
        truth.Random(4 * MiB, MiB);
        using var image = Open(Child(6 * MiB).Entry(0, 0, 0).Entry(1, 1, 7).Entry(2, 2, 0).Entry(3, 3, 9).Block(4, truth.Bytes.Bytes(4 * MiB, MiB)), parent);

        truth.AssertIn(image);
        Assert.Equal([(1L, 1), (3, 0), (1, 0), (1, 1)], image.Extents().Select(extent => (extent.Length / MiB, extent.Depth)));
    }

    [Fact]
    public void Bitmaps_of_several_chunks_are_found()
    {
        // 1 MiB blocks: a bitmap for each 4 GiB.
        var truth = Guest.Empty((9L << 30) + 512);
        var parent = new VhdxBuilder(truth.Length) { DataWriteGuid = ParentId };
        var child = Child(truth.Length);
        foreach (var block in (long[])[0, 4095, 4096, 8191, 8192, 9216])
        {
            var first = block * 2048;
            long[] sectors = block == 9216 ? [first] : [first, first + 2047];
            foreach (var sector in sectors)
                truth.Random(sector * 512, 512);
            child.Partial(block, truth, sectors);
        }

        using var image = Open(child, parent);
        truth.AssertIn(image);
        Assert.Equal(11 * 512, image.Extents().Where(extent => extent.Kind == RunKind.Stored).Sum(extent => extent.Length));
    }

    [Fact]
    public void The_resolver_is_asked_for_the_names_in_their_order_then_for_the_id()
    {
        var asked = new List<(string?, Guid?)>();
        var child = VhdxBuilder.Child(MiB, MiB, 512,
            ("absolute_win32_path", @"C:\disks\parent.vhdx"), ("parent_linkage", ParentId.ToString("B")), ("volume_path", @"\\?\Volume{1}\parent.vhdx"), ("other", "x"), ("relative_path", @".\parent.vhdx"));
        using var source = child.BuildSource();
        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(source, new()
        {
            Resolver = (in reference) =>
            {
                Assert.Same(source, reference.Referrer);
                asked.Add((reference.Name, reference.Id));
                return null;
            },
        }));

        Assert.Equal([(@".\parent.vhdx", ParentId), (@"\\?\Volume{1}\parent.vhdx", ParentId), (@"C:\disks\parent.vhdx", ParentId), ((string?)null, (Guid?)ParentId)], asked);
        Assert.Equal("OVF6005", refused.Diagnostic.Id);
    }

    [Fact]
    public void A_stale_parent_is_not_accepted_unless_asked_for()
    {
        var truth = Guest.Make("one sector");
        var stale = new VhdxBuilder(truth.Length) { DataWriteGuid = Guid.NewGuid() }.With(truth);
        Assert.Equal("OVF6312", Assert.Throws<InvalidContentException>(() => Open(Child(truth.Length), stale)).Diagnostic.Id);
        var raw = truth.OpenRaw();
        Assert.Equal("OVF6312", Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(Child(truth.Length).BuildSource(), new() { Parent = raw })).Diagnostic.Id);

        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(Child(truth.Length).BuildSource(), new() { Parent = raw, AcceptChangedParent = true, Diagnostics = findings });
        Assert.Equal("OVF6009", Assert.Single(findings).Id);
        truth.AssertIn(image);
    }

    [Fact]
    public void The_second_linkage_counts_too()
    {
        var truth = Guest.Make("one sector");
        var parent = new VhdxBuilder(truth.Length) { DataWriteGuid = ParentId }.With(truth);
        using var image = Open(VhdxBuilder.Child(truth.Length, MiB, 512, ("parent_linkage", Guid.NewGuid().ToString("B")), ("parent_linkage2", ParentId.ToString("B")), ("relative_path", "p")), parent);

        truth.AssertIn(image);
        Assert.Contains(new("relative path", "p"), image.Properties);
    }

    [Fact]
    public void The_id_by_which_children_know_a_disk_is_its_data_write_id() =>
        Assert.Equal(ParentId, DiskFormats.BuiltIn.Find("vhdx")!.ReadLinkId(new VhdxBuilder(MiB) { DataWriteGuid = ParentId }.BuildSource()));

    [Fact]
    public void A_locator_that_a_merge_left_behind_does_not_count()
    {
        var truth = Guest.Make("odd sectors");
        var builder = new VhdxBuilder(truth.Length).With(truth);
        builder.Items.Add((ParentLocatorItem, VhdxBuilder.Locator(("parent_linkage", "nothing")), 4));
        using var image = DiskFormats.BuiltIn.Open(builder.BuildSource());

        Assert.Null(image.Parent);
        truth.AssertIn(image);
    }

    private static Guest Clone(Guest guest)
    {
        var clone = Guest.Empty(guest.Length);
        foreach (var data in guest.Bytes.Data())
            clone.Bytes.Write(data.Offset, guest.Bytes.Bytes(data.Offset, (int)data.Length));
        return clone;
    }

    private static VhdxBuilder Child(long length, int blockSize = MiB, int sectorSize = 512) =>
        VhdxBuilder.Child(length, blockSize, sectorSize, ("parent_linkage", ParentId.ToString("B")), ("relative_path", @".\parent.vhdx"));

    private static DiskImage Open(VhdxBuilder child, VhdxBuilder parent)
    {
        var findings = new DiagnosticBag();
        var image = DiskFormats.BuiltIn.Open(child.BuildSource(), new() { Diagnostics = findings, Resolver = (in _) => parent.Build().AsSource("parent.vhdx") });
        Assert.Empty(findings);
        return image;
    }
}
