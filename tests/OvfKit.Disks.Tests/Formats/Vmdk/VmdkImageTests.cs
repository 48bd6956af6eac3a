using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkImageTests
{
    private const int Grain = 65536;

    [Fact]
    public void Tables_between_and_behind_the_grains_are_found_through_the_footer() => Check(new VmdkBuilder().With(Guest.Make("patterns")), Guest.Make("patterns"));

    [Fact]
    public void Tables_in_front_need_no_footer() =>
        Check(new VmdkBuilder { TablesInFront = true, Footer = false, EndOfStream = false }.With(Guest.Make("patterns")), Guest.Make("patterns"));

    [Fact]
    public void Tables_in_front_may_be_followed_by_an_end_of_stream_marker() =>
        Check(new VmdkBuilder { TablesInFront = true, Footer = false }.With(Guest.Make("odd sectors")), Guest.Make("odd sectors"));

    [Fact]
    public void The_footer_wins_over_the_header()
    {
        // The header points at a directory of zeros: whoever believes it reads an empty disk.
        var builder = new VmdkBuilder { DescriptorSectors = 40, HeaderDirectory = 30 }.With(Guest.Make("odd sectors"));
        Check(builder, Guest.Make("odd sectors"));
    }

    [Theory, InlineData(512), InlineData(4096), InlineData(700 << 10), InlineData(1 << 20), InlineData(1000)]
    public void Padding_behind_the_end_of_the_stream_is_skipped(int padding) =>
        Check(new VmdkBuilder { Padding = padding }.With(Guest.Make("odd sectors")), Guest.Make("odd sectors"));

    [Fact]
    public void A_stream_without_its_end_marker_is_read() => Check(new VmdkBuilder { EndOfStream = false }.With(Guest.Make("odd sectors")), Guest.Make("odd sectors"));

    [Fact]
    public void Grains_are_read_uncompressed() => Check(VmdkBuilder.Monolithic().With(Guest.Make("patterns")), Guest.Make("patterns"));

    [Fact]
    public void An_uncompressed_file_may_end_inside_the_last_grain()
    {
        var guest = Guest.Make("odd sectors");
        var bytes = VmdkBuilder.Monolithic().With(guest).Build();
        using var image = Open(ByteSource.FromMemory(bytes.AsMemory(0, bytes.Length - Grain + (7 * 512)), "disk.vmdk"));

        guest.AssertIn(image);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Zeroed_grains_are_zeros(bool compressed)
    {
        var builder = compressed ? new VmdkBuilder() : VmdkBuilder.Monolithic();
        builder.Flags |= VmdkBuilder.ZeroedGrains;
        builder.With(Guest.Empty(8 * Grain).Random(0, Grain).Random(5 * Grain, Grain));
        builder.Zeroed.AddRange([1L, 2, 7]);

        Check(builder, Guest.Empty(8 * Grain).Random(0, Grain).Random(5 * Grain, Grain));
    }

    [Fact]
    public void A_zeroed_grain_hides_the_parents_data_and_an_absent_one_shows_it()
    {
        var parent = VmdkBuilder.Monolithic().With(Guest.Empty(6 * Grain).Random(0, 6 * Grain));
        var child = VmdkBuilder.Monolithic().With(Guest.Empty(6 * Grain).Random(3 * Grain, Grain))
            .Described(VmdkBuilder.DescriptorText(6 * Grain / 512, "monolithicSparse", "12345678", "parent.vmdk", "00000002"));
        child.Flags |= VmdkBuilder.ZeroedGrains;
        child.Zeroed.Add(1);
        var truth = Guest.Empty(6 * Grain).Random(0, 6 * Grain).Fill(Grain, Grain, 0).Random(3 * Grain, Grain);

        using var image = Open(child.BuildSource(), new DiskOpenOptions { Resolver = (in _) => parent.BuildSource("parent.vmdk") });
        truth.AssertIn(image);
        Assert.Equal(
            [new(0, Grain, RunKind.Stored, 1), new(Grain, Grain, RunKind.Zero, 0), new(2 * Grain, Grain, RunKind.Stored, 1), new(3 * Grain, Grain, RunKind.Stored, 0), new(4 * Grain, 2 * Grain, RunKind.Stored, 1)],
            image.Extents());
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Compressed_grains_need_no_markers(bool tablesInFront)
    {
        var builder = new VmdkBuilder { Flags = VmdkBuilder.NewLineTest | VmdkBuilder.CompressedGrains, TablesInFront = tablesInFront, Footer = !tablesInFront };
        Check(builder.With(Guest.Make("patterns")), Guest.Make("patterns"));
    }

    [Fact]
    public void The_last_grain_may_be_compressed_without_its_padding() =>
        Check(new VmdkBuilder().With(Guest.Make("odd sectors"), shortLastGrain: true), Guest.Make("odd sectors"));

    [Theory, InlineData(1), InlineData(8), InlineData(128), InlineData(256), InlineData(2048), InlineData(8192)]
    public void Grains_of_many_sizes_are_read_compressed(int sectors) =>
        Check(new VmdkBuilder { GrainSectors = sectors }.With(Guest.Make("odd sectors")), Guest.Make("odd sectors"), sectors * 512);

    [Theory, InlineData(1), InlineData(8), InlineData(256), InlineData(2048), InlineData(32768)]
    public void Grains_of_many_sizes_are_read_plain(int sectors)
    {
        var builder = VmdkBuilder.Monolithic();
        builder.GrainSectors = sectors;
        Check(builder.With(Guest.Make("odd sectors")), Guest.Make("odd sectors"), sectors * 512);
    }

    [Theory, InlineData(1), InlineData(3), InlineData(128), InlineData(511)]
    public void Tables_may_be_short(int entries) =>
        Check(new VmdkBuilder { EntriesPerTable = entries }.With(Guest.Make("odd sectors")), Guest.Make("odd sectors"));

    [Theory, InlineData(true), InlineData(false)]
    public void Grains_may_be_stored_in_any_order(bool compressed)
    {
        var builder = (compressed ? new VmdkBuilder() : VmdkBuilder.Monolithic()).With(Guest.Make("random"));
        builder.Grains.Reverse();
        builder.Grains.Add(builder.Grains[3]);
        builder.Grains.RemoveAt(3);

        Check(builder, Guest.Make("random"));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(9)]
    public void Every_compression_level_is_read(int level)
    {
        var builder = new VmdkBuilder { Compress = data => VmdkBuilder.Zlib(data, level switch { 0 => System.IO.Compression.CompressionLevel.NoCompression, 1 => System.IO.Compression.CompressionLevel.Fastest, _ => System.IO.Compression.CompressionLevel.SmallestSize }) };
        Check(builder.With(Guest.Make("random")), Guest.Make("random"));
    }

    [Fact]
    public void Stored_blocks_may_make_a_grain_larger()
    {
        // Many empty stored blocks: legal, and longer than the grain itself.
        var builder = new VmdkBuilder { Compress = data => [.. VmdkBuilder.Zlib(data)[..2], .. Enumerable.Repeat<byte[]>([0, 0, 0, 0xFF, 0xFF], 13_000).SelectMany(block => block), .. VmdkBuilder.Zlib(data)[2..]] };
        Check(builder.With(Guest.Make("odd sectors")), Guest.Make("odd sectors"));
    }

    [Fact]
    public void A_capacity_rounded_up_to_grains_is_reported_and_the_descriptor_decides()
    {
        var guest = Guest.Make("odd sectors");
        var builder = new VmdkBuilder().With(guest).Described(VmdkBuilder.DescriptorText(guest.Length / 512));
        builder.Capacity = (builder.Capacity + 127) / 128 * 128;
        var findings = new DiagnosticBag();
        using var image = Open(builder.BuildSource(), new DiskOpenOptions { Diagnostics = findings });

        guest.AssertIn(image);
        Assert.Equal("OVF6112", Assert.Single(findings).Id);
    }

    [Fact]
    public void Neighbouring_grains_are_one_extent()
    {
        using var image = Open(VmdkBuilder.Monolithic().With(Guest.Empty(40 * Grain).Random(4 * Grain, 20 * Grain)).BuildSource());

        Assert.Equal([new(0, 4 * Grain, RunKind.Zero, 0), new(4 * Grain, 20 * Grain, RunKind.Stored, 0), new(24 * Grain, 16 * Grain, RunKind.Zero, 0)], image.Extents());
    }

    [Fact]
    public async Task A_cut_file_of_plain_grains_is_never_copied_as_zeros()
    {
        var bytes = VmdkBuilder.Monolithic().With(Guest.Empty(256 * Grain).Random(0, 256 * Grain)).Build();
        foreach (var missing in (int[])[1, Grain, 16 * Grain, 100 * Grain])
        {
            using var image = Open(ByteSource.FromMemory(bytes.AsMemory(0, bytes.Length - missing), "cut.vmdk"));
            var cut = await Assert.ThrowsAsync<InvalidContentException>(() => Written.WriteAsync(image, DiskFormats.BuiltIn.Find("raw")!));
            Assert.Contains(cut.Diagnostic.Id, (string[])["OVF6001", "OVF6105"]);
            Assert.Throws<InvalidContentException>(() => image.Extents().Count());
        }
    }

    [Fact]
    public void Logical_sectors_of_4096_bytes_come_from_the_descriptor()
    {
        using var image = Open(new VmdkBuilder().With(Guest.Empty(1 << 20)).Described(VmdkBuilder.DescriptorText(2048) + "ddb.logicalSectorSize = \"4096\"\n").BuildSource());

        Assert.Equal(4096, image.LogicalSectorSize);
    }

    [Fact]
    public void Properties_hold_the_disk_database()
    {
        using var image = Open(new VmdkBuilder().With(Guest.Empty(1 << 20)).BuildSource());

        Assert.Contains(new("ddb.adapterType", "lsilogic"), image.Properties);
        Assert.Contains(new("CID", "12345678"), image.Properties);
        Assert.Contains(new("header version", "3"), image.Properties);
        Assert.Contains(new("grain size", "65536"), image.Properties);
    }

    [Fact]
    public void A_descriptor_without_a_createType_is_custom()
    {
        using var image = Open(new VmdkBuilder().With(Guest.Empty(1 << 20)).Described("# Disk DescriptorFile\nRW 2048 SPARSE \"a.vmdk\"\n").BuildSource());

        Assert.Equal("custom", image.Variant);
    }

    [Fact]
    public void Random_small_reads_never_inflate_a_grain_twice_in_a_row()
    {
        var guest = Guest.Empty(16 * Grain).Random(0, 16 * Grain);
        var file = SparseBytes.Of(new VmdkBuilder().With(guest).Build());
        using var image = Open(file.AsSource("disk.vmdk"));
        var random = new Random(3);
        var grain = -1;
        for (var i = 0; i < 400; i++)
        {
            var offset = random.Next(16 * Grain / 512) * 512;
            if (i % 4 != 0)
                offset = (grain * Grain) + (offset % Grain);
            var before = file.BytesRead;
            guest.AssertRange(image, offset, 512);
            if (offset / Grain == grain)
                Assert.Equal(before, file.BytesRead);
            grain = offset / Grain;
        }
    }

    [Fact]
    public void A_change_tracking_header_reads_as_a_plain_one()
    {
        var builder = VmdkBuilder.Monolithic();
        builder.Version = 3;
        Check(builder.With(Guest.Make("patterns")), Guest.Make("patterns"));
    }

    [Fact]
    public void A_zeroed_primary_grain_directory_does_not_read_as_an_empty_disk()
    {
        var guest = Guest.Make("patterns");
        var builder = VmdkBuilder.Monolithic();
        builder.Flags |= VmdkBuilder.RedundantTables;
        var bytes = builder.With(guest).Build();
        bytes.AsSpan((int)builder.DirectoryOffset, 8).Clear();
        var findings = new DiagnosticBag();
        using var image = Open(ByteSource.FromMemory(bytes, "disk.vmdk"), new() { Diagnostics = findings });

        guest.AssertIn(image);
        Assert.Equal("OVF6117", Assert.Single(findings).Id);
    }

    [Fact]
    public void A_flipped_byte_in_a_compressed_grain_is_not_accepted()
    {
        var guest = Guest.Empty(4 * Grain).Text(0, 4 * Grain);
        var builder = new VmdkBuilder().With(guest);
        var bytes = builder.Build();
        var harmless = 0;
        var length = BitConverter.ToInt32(bytes, (int)builder.GrainOffsets[2] + 8);
        foreach (var flipped in Enumerable.Range(0, length).Where(i => i < 20 || i % 7 == 0 || i > length - 8))
        {
            var damaged = bytes.ToArray();
            damaged[builder.GrainOffsets[2] + 12 + flipped] ^= 0x10;
            using var image = Open(ByteSource.FromMemory(damaged, "disk.vmdk"));
            guest.AssertRange(image, Grain, Grain);
            try
            {
                guest.AssertRange(image, 2 * Grain, Grain);
                harmless++;
            }
            catch (InvalidContentException exception)
            {
                Assert.Contains(exception.Diagnostic.Id, (string[])["OVF6109", "OVF6110"]);
            }
        }

        // The last byte of a deflate stream may have bits that mean nothing.
        Assert.InRange(harmless, 0, 1);
    }

    [Fact]
    public void Sound_redundant_tables_change_nothing()
    {
        var builder = VmdkBuilder.Monolithic();
        builder.Flags |= VmdkBuilder.RedundantTables;
        Check(builder.With(Guest.Make("patterns")), Guest.Make("patterns"));
    }

    [Theory, InlineData("sparse.vmdk.gz"), InlineData("stream.vmdk.gz"), InlineData("zerograin.vmdk.gz")]
    public async Task Images_of_qemu_keep_equal_copies(string name)
    {
        var findings = new DiagnosticBag();
        using var image = Open(RepositoryFiles.FixtureSource("disks/vmdk/" + name));
        await OvfKit.Disks.Work.DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);

        // A grain that qemu zeroed in place leaves its old room behind.
        Assert.Equal(name.StartsWith("zerograin", StringComparison.Ordinal) ? [DiskDiagnostics.UnusedBlocks.Id] : [], findings.Select(finding => finding.Id));
    }

    [Fact]
    public void Damaged_redundant_tables_do_no_harm()
    {
        var guest = Guest.Make("patterns");
        var builder = VmdkBuilder.Monolithic();
        builder.Flags |= VmdkBuilder.RedundantTables;
        var bytes = builder.With(guest).Build();
        bytes.AsSpan((int)builder.RedundantOffset, 4).Fill(0xFF);
        var findings = new DiagnosticBag();
        using var image = Open(ByteSource.FromMemory(bytes, "disk.vmdk"), new() { Diagnostics = findings });

        guest.AssertIn(image);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("ddb.uuid.image = \"0f0e0d0c-0b0a-0908-0706-050403020100\"\nddb.longContentID = \"00000000000000000000000012345678\"\n", "0f0e0d0c-0b0a-0908-0706-050403020100")]
    [InlineData("ddb.uuid = \"60 00 C2 9a 01 02 03 04-05 06 07 08 09 0a 0b 0c\"\n", "9ac20060-0201-0403-0506-0708090a0b0c")]
    [InlineData("ddb.longContentID = \"0102030405060708090a0b0c12345678\"\n", "04030201-0605-0807-090a-0b0c12345678")]
    [InlineData("ddb.uuid = \"60 00\"\nddb.uuid.image = \"00000000-0000-0000-0000-000000000000\"\n", null)]
    public void The_id_is_the_one_hypervisors_compare(string keys, string? expected)
    {
        using var image = Open(new VmdkBuilder().With(Guest.Empty(1 << 20)).Described(VmdkBuilder.DescriptorText(2048) + keys).BuildSource());

        Assert.Equal(expected is null ? null : Guid.Parse(expected), image.Id);
    }

    private static DiskImage Open(ByteSource source, DiskOpenOptions? options = null) => DiskFormats.BuiltIn.Open(source, options);

    private static void Check(VmdkBuilder builder, Guest truth, int blockSize = Grain)
    {
        var findings = new DiagnosticBag();
        using var image = Open(builder.BuildSource(), new DiskOpenOptions { Diagnostics = findings });
        Assert.Empty(findings);
        Assert.Equal(blockSize, image.BlockSize);
        truth.AssertIn(image);

        // The second reading goes sector by sector through the block that is kept.
        for (var offset = 0L; offset < Math.Min(truth.Length, 1 << 20); offset += 512)
            truth.AssertRange(image, offset, 512);
    }
}
