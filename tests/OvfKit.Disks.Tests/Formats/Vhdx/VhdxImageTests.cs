using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using static OvfKit.Disks.Tests.Support.VhdxBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxImageTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(32), InlineData(256)]
    public void Blocks_of_every_size_are_read(int blockSizeInMiB)
    {
        var guest = Guest.Make("patterns");
        Check(new VhdxBuilder(guest.Length, blockSizeInMiB * MiB).With(guest), guest);
    }

    [Theory, InlineData(1), InlineData(32)]
    public void Sectors_of_4096_bytes_are_read(int blockSizeInMiB)
    {
        var guest = Guest.Empty((5L << 30) + 4096).Random(1 << 30, 70_000).Random((4L << 30) - 100, 200).Random(5L << 30, 4096);
        using var image = Check(new VhdxBuilder(guest.Length, blockSizeInMiB * MiB, logicalSectorSize: 4096).With(guest), guest);

        Assert.Equal(4096, image.LogicalSectorSize);
    }

    [Fact]
    public void Entries_of_sector_bitmaps_between_the_blocks_are_skipped()
    {
        // 1 MiB blocks of 512-byte sectors: after 4096 blocks comes an entry that is not one of a block.
        var guest = Guest.Empty((9L << 30) + 512);
        long[] blocks = [0, 4094, 4095, 4096, 4097, 8190, 8191, 8192, 8193, 9216];
        foreach (var block in blocks)
            guest.Random((block * MiB) + 11, 400);
        var builder = new VhdxBuilder(guest.Length);
        Assert.Equal(4096, builder.ChunkRatio);
        foreach (var block in blocks)
            builder.Block(block, guest.Bytes.Bytes(block * MiB, 512));
        // Whoever takes it for a block reads garbage or fails.
        builder.BitmapEntry(0, (4UL << 20) | 6).BitmapEntry(1, 5);

        using var image = Check(builder, guest);
        Assert.Equal(blocks, image.Extents().Where(extent => extent.Kind == RunKind.Stored)
            .SelectMany(extent => Enumerable.Range((int)(extent.Offset / MiB), (int)((extent.Length + MiB - 1) / MiB))).Select(block => (long)block));
    }

    [Fact]
    public void Entries_at_the_border_of_a_page_of_the_table_are_found()
    {
        var guest = Guest.Empty(20_000L * MiB);
        var builder = new VhdxBuilder(guest.Length);
        // Neighbours in the file too, so that a run could pass from one page to the next.
        for (var block = 8185L; block < 8200; block++)
        {
            guest.Random((block * MiB) + 5, 100);
            builder.Block(block, guest.Bytes.Bytes(block * MiB, 512));
        }

        Check(builder, guest).Dispose();
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void Blocks_without_data_are_zeros_whatever_offset_they_name(int state)
    {
        var guest = Guest.Empty(4 * MiB).Random(0, MiB).Random(3 * MiB, MiB);
        var builder = new VhdxBuilder(guest.Length).With(guest).Entry(1, state, 4).Entry(2, state, 1_000_000);

        using var image = Check(builder, guest);
        Assert.Equal([new(0, MiB, RunKind.Stored, 0), new(MiB, 2 * MiB, RunKind.Zero, 0), new(3 * MiB, MiB, RunKind.Stored, 0)], image.Extents());
    }

    [Fact]
    public void Blocks_in_any_order_are_read()
    {
        var guest = Guest.Make("random");
        var builder = new VhdxBuilder(guest.Length);
        foreach (var block in (int[])[2, 0, 1])
            builder.Block(block, guest.Bytes.Bytes(block * MiB, (int)Math.Min(MiB, guest.Length - (block * MiB))));

        Check(builder, guest).Dispose();
    }

    [Fact]
    public void The_variant_says_whether_all_blocks_are_allocated()
    {
        using var dynamic = Check(new VhdxBuilder(MiB), Guest.Empty(MiB));
        using var @fixed = Check(new VhdxBuilder(MiB, parameterFlags: 1).With(Guest.Make("0xFF")), Guest.Make("0xFF"));

        Assert.Equal(("dynamic", "fixed"), (dynamic.Variant, @fixed.Variant));
    }

    [Fact]
    public void Properties_hold_what_the_metadata_says()
    {
        using var image = Check(new VhdxBuilder(4096, 2 * MiB, 4096), Guest.Empty(4096));

        Assert.Contains(new("block size", "2097152"), image.Properties);
        Assert.Contains(new("logical sector size", "4096"), image.Properties);
        Assert.Contains(new("physical sector size", "4096"), image.Properties);
        Assert.Contains(image.Properties, property => property.Key == "disk id" && Guid.Parse(property.Value) != Guid.Empty);
    }

    [Theory, InlineData(Header1), InlineData(Header2), InlineData(RegionTable1)]
    public void A_damaged_copy_does_not_hurt_the_content(int damaged)
    {
        var guest = Guest.Make("odd sectors");
        var file = new VhdxBuilder(guest.Length).With(guest).Build();
        file.Write(damaged + 1000, [0xEE]);
        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx"), new() { Diagnostics = findings });

        guest.AssertIn(image);
        Assert.Equal("OVF6309", Assert.Single(findings).Id);
    }

    [Fact]
    public void Identical_headers_with_one_sequence_number_are_fine()
    {
        // disk2vhd writes such files.
        var guest = Guest.Make("one sector");
        Check(new VhdxBuilder(guest.Length) { SequenceNumbers = (9, 9) }.With(guest), guest).Dispose();
    }

    [Theory, InlineData(1, 2), InlineData(2, 1)]
    public void The_header_with_the_higher_number_is_the_current_one(ulong first, ulong second)
    {
        var file = new VhdxBuilder(MiB) { SequenceNumbers = (first, second) }.Build();
        // The older header names a log; it no longer counts.
        var old = first < second ? Header1 : Header2;
        file.Write(old + 48, [1]);
        Seal(file, old);

        DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx")).Dispose();
    }

    [Fact]
    public void Unknown_regions_and_items_that_are_not_required_are_ignored()
    {
        var guest = Guest.Make("one sector");
        var builder = new VhdxBuilder(guest.Length).With(guest);
        builder.Regions.Add((Guid.NewGuid(), builder.Next, MiB, 0));
        builder.Next += MiB;
        builder.Items.Add((Guid.NewGuid(), new byte[100], 2));

        Check(builder, guest).Dispose();
    }

    [Fact]
    public void A_log_that_was_never_used_may_have_no_length()
    {
        var guest = Guest.Make("one sector");
        Check(new VhdxBuilder(guest.Length) { LogLength = 0, LogOffset = 0 }.With(guest), guest).Dispose();
    }

    [Fact]
    public async Task A_cut_file_of_large_blocks_is_never_copied_as_zeros()
    {
        // Whole segments of the copy lie behind the end of the file.
        var guest = Guest.Empty(32 * MiB).Random(0, 32 * MiB);
        var file = new VhdxBuilder(guest.Length, 32 * MiB).With(guest).Build();
        foreach (var missing in (int[])[1, MiB, 16 * MiB, 31 * MiB])
        {
            using var image = DiskFormats.BuiltIn.Open(file.Clone(file.Length - missing).AsSource("cut.vhdx"));
            var cut = await Assert.ThrowsAsync<InvalidContentException>(() => Written.WriteAsync(image, DiskFormats.BuiltIn.Find("raw")!));
            Assert.Equal(("OVF6001", Location.AtOffset("cut.vhdx", file.Length - missing)), (cut.Diagnostic.Id, cut.Diagnostic.Location));
        }
    }

    [Fact]
    public void The_file_may_be_cut_behind_the_disks_end()
    {
        // A short last block still takes a whole block of the file, but nobody reads the rest.
        var guest = Guest.Make("one sector");
        var file = new VhdxBuilder(guest.Length).With(guest).Build();
        using var image = DiskFormats.BuiltIn.Open(file.Clone(file.Length - MiB + 512).AsSource("disk.vhdx"));

        guest.AssertIn(image);
        Assert.Equal(512, Assert.Single(image.Extents()).Length);
    }

    [Fact]
    public void Overlaps_are_found_in_the_largest_table()
    {
        // 64 TiB of 1 MiB blocks: a table of 512 MiB, of which only what holds something is read.
        var builder = new VhdxBuilder(64L << 40);
        var last = (64L << 20) - 1;
        builder.Block(3, [1]).Block(last / 2, [2]);
        var sound = builder.Build().Clone();
        using (var image = DiskFormats.BuiltIn.Open(sound.AsSource("disk.vhdx")))
            Assert.Equal(64L << 40, image.Length);
        Assert.True(sound.BytesRead < 2 * MiB, $"{sound.BytesRead} bytes were read");

        builder.Entry(last, 6, (builder.Next / MiB) - 1);
        var shared = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(builder.BuildSource()));
        Assert.Equal(("OVF6305", Location.AtOffset("disk.vhdx", builder.EntryOffset(last))), (shared.Diagnostic.Id, shared.Diagnostic.Location));
    }

    [Fact]
    public void Large_blocks_that_share_a_part_are_found_wherever_they_are()
    {
        foreach (var (first, second, overlap) in new[] { (100, 131, true), (100, 132, false), (132, 100, false), (131, 100, true), (64, 95, true), (64, 96, false), (127, 159, false), (4090, 4100, true) })
        {
            var file = new VhdxBuilder(64 * MiB, 32 * MiB).Entry(0, 6, first).Entry(1, 6, second).Build();
            file.SetLength(5000L * MiB);
            if (overlap)
                Assert.Equal("OVF6305", Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx"))).Diagnostic.Id);
            else
                DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx")).Dispose();
        }
    }

    private static DiskImage Check(VhdxBuilder builder, Guest truth)
    {
        var findings = new DiagnosticBag();
        var image = DiskFormats.BuiltIn.Open(builder.BuildSource(), new() { Diagnostics = findings });
        Assert.Empty(findings);
        Assert.Equal(builder.BlockSize, image.BlockSize);
        truth.AssertIn(image);
        return image;
    }
}
