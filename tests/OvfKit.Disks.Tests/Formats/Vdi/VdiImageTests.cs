using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vdi;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vdi;

public class VdiImageTests
{
    private const int MiB = 1 << 20;

    [Theory, InlineData("patterns"), InlineData("odd sectors"), InlineData("one sector"), InlineData("empty"), InlineData("sparse above 4 GiB")]
    public void Blocks_may_stand_in_any_order(string disk)
    {
        var guest = Guest.Make(disk);
        foreach (var seed in (int[])[0, 1, 2])
        {
            using var image = DiskFormats.BuiltIn.Open(new VdiBuilder(guest.Length).With(guest, seed).BuildSource("misleading.vmdk"));
            Assert.Same(VdiFormat.Instance, image.Format);
            guest.AssertIn(image);
        }
    }

    [Theory, InlineData(512), InlineData(4096), InlineData(512 << 10), InlineData(8 * MiB), InlineData(64 * MiB)]
    public void Blocks_may_have_any_size(int blockSize)
    {
        var guest = Guest.Make("odd sectors");
        using var image = DiskFormats.BuiltIn.Open(new VdiBuilder(guest.Length, blockSize: blockSize).With(guest).BuildSource());

        Assert.Equal(blockSize, image.BlockSize);
        guest.AssertIn(image);
    }

    [Theory, InlineData(1u), InlineData(16u), InlineData(512u), InlineData(4096u)]
    public void Vdi_extra_bytes_are_not_ignored(uint extra)
    {
        var guest = Guest.Make("patterns");
        using var image = DiskFormats.BuiltIn.Open(new VdiBuilder(guest.Length) { BlockExtra = extra }.With(guest, 7).BuildSource());

        guest.AssertIn(image);
    }

    [Fact]
    public void Discarded_blocks_are_zeros_and_hide_the_parent()
    {
        var below = Guest.Empty(4 * MiB).Fill(0, 4 * MiB, 0xAA);
        var parent = new VdiBuilder(4 * MiB).With(below);
        var child = new VdiBuilder(4 * MiB, 4) { LinkId = parent.Id, ParentModifyId = parent.ModifyId }.Entry(1, uint.MaxValue - 1).Entry(2, uint.MaxValue - 1);
        using var image = DiskFormats.BuiltIn.Open(child.BuildSource(), new() { Resolver = (in _) => parent.BuildSource("parent.vdi") });

        below.Fill(MiB, 2 * MiB, 0).AssertIn(image);
        Assert.Equal([(RunKind.Stored, 1), (RunKind.Zero, 0), (RunKind.Stored, 1)], image.Extents().Select(extent => (extent.Kind, extent.Depth)));
    }

    [Fact]
    public void The_shorter_header_and_more_blocks_than_needed_are_read()
    {
        var guest = Guest.Make("odd sectors");
        var builder = new VdiBuilder(guest.Length) { HeaderLength = 0x180, Flags = 1 };
        builder.BlockCount += 20;
        using var image = DiskFormats.BuiltIn.Open(builder.With(guest).BuildSource());

        guest.AssertIn(image);
    }

    [Fact]
    public void A_cut_image_is_no_empty_one()
    {
        var guest = Guest.Make("random");
        var file = new VdiBuilder(guest.Length).With(guest).Build();

        foreach (var length in (long[])[512 + 4, 900, 1024 + 5000, 1024 + (2 * MiB) - 1])
        {
            var refused = Assert.Throws<InvalidContentException>(() =>
            {
                using var image = DiskFormats.BuiltIn.Open(file.Clone(length).AsSource("disk.vdi"));
                image.Read(0, new byte[image.Length]);
            });
            Assert.Equal("OVF6001", refused.Diagnostic.Id);
        }

        // What is missing behind the disk's end is not missed.
        using var whole = DiskFormats.BuiltIn.Open(file.Clone(1024 + guest.Length).AsSource("disk.vdi"));
        guest.AssertIn(whole);
    }

    [Fact]
    public void A_size_of_no_whole_sectors_is_rounded_up_and_reported()
    {
        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(new VdiBuilder(1000).Block(0, Guest.Empty(1000).Fill(0, 1000, 7).Bytes.ToArray()).BuildSource(), new() { Diagnostics = findings });

        Assert.Equal("OVF6003", Assert.Single(findings).Id);
        Guest.Empty(1024).Fill(0, 1000, 7).AssertIn(image);
    }

    [Fact]
    public void A_map_of_a_large_disk_is_walked_in_pages()
    {
        var builder = new VdiBuilder(6L << 40);
        var file = builder.Build();
        for (var at = 0L; at < builder.BlockCount * 4L; at += 65536)
            file.Write(512 + at, Enumerable.Repeat((byte)0xFF, (int)Math.Min(65536, (builder.BlockCount * 4L) - at)).ToArray());
        file.SetLength(builder.DataOffset);
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vdi"));

        Assert.Equal(new DiskExtent(0, 6L << 40, RunKind.Zero, 0), Assert.Single(image.Extents()));
    }

    [Fact]
    public void Properties_say_what_the_image_is()
    {
        var builder = new VdiBuilder(4 * MiB) { Comment = "a disk", BlockExtra = 512 }.Block(2, [1]);
        using var image = DiskFormats.BuiltIn.Open(builder.BuildSource());

        Assert.Equal(builder.Id, image.Id);
        Assert.Equal(
            [("block size", "1048576"), ("bytes before each block", "512"), ("blocks", "4"), ("blocks allocated", "1"), ("uuid", builder.Id.ToString()), ("modification uuid", builder.ModifyId.ToString()), ("comment", "a disk")],
            image.Properties.Select(property => (property.Key, property.Value)));
    }
}
