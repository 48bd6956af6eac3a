using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkExtentsTests
{
    private const int Grain = 65536;

    [Theory, InlineData("twoGbMaxExtentSparse"), InlineData("2GbMaxExtentSparse"), InlineData("custom")]
    public void Split_sparse_disks_are_one_disk(string createType)
    {
        var guest = Guest.Make("odd sectors");
        var disk = SplitSparse(guest, createType);
        using var image = Open(disk);

        guest.AssertIn(image);
        Assert.Equal(createType == "custom" ? "custom" : "twoGbMaxExtentSparse", image.Variant);
        Assert.Contains(new("extents", "5 SPARSE"), image.Properties);
        for (var offset = 0L; offset < guest.Length; offset += 512)
            guest.AssertRange(image, offset, 512);
    }

    [Fact]
    public void Split_flat_disks_begin_each_at_their_offset()
    {
        var guest = Guest.Empty(3000 * 512).Random(0, 3000 * 512);
        var disk = Descriptor("RW 1000 FLAT \"d-f001.vmdk\" 0\nRW 1500 FLAT \"d-f002.vmdk\" 7\nRW 500 VMFS \"d-f001.vmdk\" 1000", "2GbMaxExtentFlat");
        disk.Siblings.Add("d-f001.vmdk", SparseBytes.Of([.. guest.Bytes.Bytes(0, 1000 * 512), .. guest.Bytes.Bytes(2500 * 512, 500 * 512)]));
        disk.Siblings.Add("d-f002.vmdk", SparseBytes.Of([.. new byte[7 * 512], .. guest.Bytes.Bytes(1000 * 512, 1500 * 512)]));
        using var image = Open(disk);

        guest.AssertIn(image);
        Assert.Equal("twoGbMaxExtentFlat", image.Variant);
    }

    [Fact]
    public void Zero_and_read_only_extents_do_not_shift_what_follows()
    {
        var guest = Guest.Empty(9 * Grain).Random(Grain, 2 * Grain).Random(4 * Grain, Grain).Random(8 * Grain, Grain);
        var disk = Descriptor("RW 128 ZERO\nRDONLY 256 FLAT \"a-flat.vmdk\" 0\nNOACCESS 128 FLAT \"never.vmdk\" 0\nRDONLY 256 SPARSE \"b.vmdk\"\nRW 0 FLAT \"a-flat.vmdk\" 0\nRW 256 ZERO\nRW 128 VMFS \"c-flat.vmdk\"", "custom");
        disk.Siblings.Add("a-flat.vmdk", SparseBytes.Of(guest.Bytes.Bytes(Grain, 2 * Grain)));
        disk.Siblings.Add("b.vmdk", Piece(guest, 4 * Grain, 2 * Grain));
        disk.Siblings.Add("c-flat.vmdk", SparseBytes.Of(guest.Bytes.Bytes(8 * Grain, Grain)));
        using var image = Open(disk);

        guest.AssertIn(image);
        Assert.Equal([(1, RunKind.Zero), (2, RunKind.Stored), (1, RunKind.Zero), (1, RunKind.Stored), (3, RunKind.Zero), (1, RunKind.Stored)], image.Extents().Select(extent => ((int)(extent.Length / Grain), extent.Kind)));
    }

    [Fact]
    public void The_first_piece_may_hold_the_descriptor()
    {
        var guest = Guest.Empty(4 * Grain).Random(0, 4 * Grain);
        var first = VmdkBuilder.Monolithic().With(Part(guest, 0, 2 * Grain)).Described("# Disk DescriptorFile\ncreateType=\"custom\"\nRW 256 SPARSE \"disk.vmdk\"\nRW 256 FLAT \"rest-flat.vmdk\" 0\n");
        var disk = SparseBytes.Of(first.Build());
        disk.Siblings.Add("rest-flat.vmdk", SparseBytes.Of(guest.Bytes.Bytes(2 * Grain, 2 * Grain)));
        using var image = Open(disk, "somewhere/disk.vmdk");

        guest.AssertIn(image);
    }

    [Fact]
    public void A_renamed_single_file_needs_no_other()
    {
        var guest = Guest.Make("odd sectors");
        foreach (var name in (string[])["call-me-stream.vmdk", "/etc/passwd", "C:\\\\disks\\\\old.vmdk", ""])
        {
            using var image = Open(SparseBytes.Of(new VmdkBuilder().With(guest).Described($"createType=\"streamOptimized\"\nRDONLY {guest.Length / 512} SPARSE \"{name}\"\n").Build()), "renamed.vmdk", refuse: true);
            guest.AssertIn(image);
        }
    }

    [Fact]
    public void An_extent_that_points_at_etc_passwd_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["disk.vmdk"], Descriptor("RW 1 FLAT \"/etc/passwd\" 0\n", "monolithicFlat").ToArray());
        var resolver = new FolderReferences(folder.Path);

        foreach (var options in (DiskOpenOptions[])[DiskOpenOptions.Default, new() { Resolver = resolver.Resolve }])
        {
            var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["disk.vmdk"], options));
            Assert.Equal("OVF6005", refused.Diagnostic.Id);
        }

        File.WriteAllText(folder["passwd"], new string('x', 512));
        using var own = DiskFormats.BuiltIn.OpenFile(folder["disk.vmdk"], new() { Resolver = resolver.Resolve });
        Assert.Equal(Enumerable.Repeat((byte)'x', 512), DiskAssert.Bytes(own));
    }

    [Fact]
    public void A_short_flat_extent_is_refused_and_not_filled_with_zeros()
    {
        var disk = Descriptor("RW 128 FLAT \"disk-flat.vmdk\" 2", "monolithicFlat");
        disk.Siblings.Add("disk-flat.vmdk", SparseBytes.Of(new byte[(130 * 512) - 1]));
        var cut = Assert.Throws<InvalidContentException>(() => Open(disk));

        Assert.Equal(("OVF6001", Location.AtOffset("disk-flat.vmdk", (130 * 512) - 1)), (cut.Diagnostic.Id, cut.Diagnostic.Location));
    }

    [Fact]
    public async Task A_truncated_sparse_piece_is_refused_and_not_filled_with_zeros()
    {
        var disk = SplitSparse(Guest.Empty(8 * Grain).Random(0, 8 * Grain), "twoGbMaxExtentSparse");
        var piece = disk.Siblings["disk-s002.vmdk"];
        piece.SetLength(piece.Length - Grain);
        using var image = Open(disk);

        Assert.Throws<InvalidContentException>(() => image.Extents().Count());
        await Assert.ThrowsAsync<InvalidContentException>(() => Written.WriteAsync(image, DiskFormats.BuiltIn.Find("raw")!));
    }

    [Fact]
    public void A_capacity_above_the_descriptors_size_does_not_make_a_longer_disk()
    {
        var guest = Guest.Make("odd sectors");
        var disk = SplitSparse(guest, "custom", padding: 100);
        var findings = new DiagnosticBag();
        using var image = Open(disk, findings: findings);

        guest.AssertIn(image);
        Assert.All(findings, finding => Assert.Equal("OVF6112", finding.Id));
        Assert.Equal(5, findings.Count);
    }

    [Fact]
    public void A_piece_with_less_than_its_share_is_refused_where_others_follow()
    {
        var guest = Guest.Empty(4 * Grain).Random(0, 4 * Grain);
        var disk = Descriptor("RW 256 SPARSE \"a.vmdk\"\nRW 256 SPARSE \"b.vmdk\"", "custom");
        disk.Siblings.Add("a.vmdk", Piece(guest, 0, Grain));
        disk.Siblings.Add("b.vmdk", Piece(guest, 2 * Grain, 2 * Grain));

        Assert.Equal(("OVF6101", "a.vmdk"), Assert.Throws<InvalidContentException>(() => Open(disk)) is { Diagnostic: var d } ? (d.Id, d.Location.File) : default);
    }

    [Fact]
    public void Missing_pieces_are_counted_and_named()
    {
        var disk = SplitSparse(Guest.Make("odd sectors"), "twoGbMaxExtentSparse");
        disk.Siblings.Remove("disk-s002.vmdk");
        disk.Siblings.Remove("disk-s004.vmdk");
        var missing = Assert.Throws<UnsupportedContentException>(() => Open(disk));

        Assert.Equal(("OVF6005", new Location("disk.vmdk", 6, 1)), (missing.Diagnostic.Id, missing.Diagnostic.Location));
        Assert.Contains("3 of the disk's 5 files were found; \"disk-s002.vmdk\" (512 sectors), \"disk-s004.vmdk\" (512 sectors) were not", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_flat_file_is_named()
    {
        var missing = Assert.Throws<UnsupportedContentException>(() => Open(Descriptor("RW 128 VMFS \"vm-flat.vmdk\"", "vmfs")));

        Assert.Contains("data is in \"vm-flat.vmdk\" (128 sectors), which was not found", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disk-s003.vmdk", "piece 3 of 5 of a disk")]
    [InlineData("folder/disk-s003.vmdk", "piece 3 of 5 of a disk")]
    [InlineData("other-s003.vmdk", "piece 3 of a disk")]
    public void A_piece_opened_alone_says_what_to_open(string name, string expected)
    {
        var disk = SplitSparse(Guest.Make("odd sectors"), "twoGbMaxExtentSparse");
        disk.Siblings.Add("disk.vmdk", disk.Clone());
        var piece = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(disk.Siblings["disk-s003.vmdk"].AsSource(name), new() { Resolver = disk.Resolve }));

        Assert.Equal("OVF6107", piece.Diagnostic.Id);
        Assert.Contains(expected, piece.Message, StringComparison.Ordinal);
        Assert.Contains($"open \"{name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..^"-s003.vmdk".Length]}.vmdk\"", piece.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("disk-flat.vmdk", "the data of a disk"), InlineData("disk-f002.vmdk", "piece 2 of a disk"), InlineData("disk-rdmp.vmdk", "raw device mapping"), InlineData("disk-ctk.vmdk", "changed blocks")]
    public void Data_opened_as_a_vmdk_or_as_what_it_looks_like_says_what_to_open(string name, string expected)
    {
        foreach (var format in (DiskFormat?[])[DiskFormats.BuiltIn.Find("vmdk"), null])
        {
            var piece = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(ByteSource.FromMemory(new byte[5000], name), null, format));

            Assert.Equal("OVF6107", piece.Diagnostic.Id);
            Assert.Contains(expected, piece.Message, StringComparison.Ordinal);
            Assert.Contains("open \"disk.vmdk\"", piece.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_are_not_looked_for_without_end()
    {
        var asked = 0;
        var disk = Descriptor(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"RW 1 FLAT \"{i}-flat.vmdk\" 0\n")), "custom");
        var missing = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(disk.AsSource("disk.vmdk"), new()
        {
            Resolver = (in _) =>
            {
                asked++;
                return null;
            },
        }));

        Assert.Equal("OVF6005", missing.Diagnostic.Id);
        Assert.InRange(asked, 1, 2000);
    }

    [Fact]
    public void A_file_named_many_times_is_opened_once_and_closed_whatever_happens()
    {
        var flat = new byte[512];
        foreach (var sound in (bool[])[true, false])
        {
            var opened = new List<Counted>();
            var disk = Descriptor(string.Concat(Enumerable.Repeat("RW 1 FLAT \"a-flat.vmdk\" 0\n", 1000)) + (sound ? "" : "RW 2 FLAT \"a-flat.vmdk\" 0\n"), "custom");
            ReferenceResolver resolver = (in _) =>
            {
                opened.Add(new Counted(flat));
                return opened[^1];
            };

            if (sound)
                DiskFormats.BuiltIn.Open(disk.AsSource("disk.vmdk"), new() { Resolver = resolver }).Dispose();
            else
                Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(disk.AsSource("disk.vmdk"), new() { Resolver = resolver }));
            Assert.True(Assert.Single(opened).Closed);
        }
    }

    [Fact]
    public void Names_in_the_hosts_code_page_find_their_file()
    {
        var text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("# Disk DescriptorFile\nencoding=\"windows-1252\"\ncreateType=\"vmfs\"\nRW 1 VMFS \"Gerät-flat.vmdk\"\n");
        var disk = SparseBytes.Of(text);
        disk.Siblings.Add("Gerät-flat.vmdk", SparseBytes.Of(new byte[512]));
        using var image = Open(disk);

        Assert.Equal(512, image.Length);
    }

    [Theory, InlineData("\0"), InlineData("\0\0\0RW 5 ZERO\n"), InlineData("\r\n \t\r\n"), InlineData("# Extent description\n# Extent description\n")]
    public void What_stands_behind_a_descriptor_does_no_harm(string junk)
    {
        var disk = SparseBytes.Of(Encoding.UTF8.GetBytes("# Disk DescriptorFile\r\nversion=1 \r\n\r\nRW 7 ZERO \r\ncreateType=vmfs \r\n" + junk));
        using var image = Open(disk);

        Assert.Equal((7 * 512, "vmfs"), (image.Length, image.Variant));
    }

    [Fact]
    public void A_place_in_a_disk_of_many_pieces_is_found_without_reading_the_others()
    {
        var text = new StringBuilder();
        var disk = new SparseBytes();
        var guest = Guest.Empty(2000L * 2 * Grain).Random(1500L * 2 * Grain, Grain);
        for (var i = 0; i < 2000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"RW 256 SPARSE \"{i}.vmdk\"\n");
            disk.Siblings.Add($"{i}.vmdk", Piece(guest, i * 2L * Grain, 2 * Grain));
        }

        disk.Write(0, Encoding.UTF8.GetBytes("# Disk DescriptorFile\n" + text));
        using var image = Open(disk);
        var before = disk.Siblings.Values.Sum(piece => piece.BytesRead);
        guest.AssertRange(image, (1500L * 2 * Grain) + 512, 512);

        Assert.True(disk.Siblings.Values.Sum(piece => piece.BytesRead) - before < 4096);
        guest.AssertIn(image);
    }

    private static SparseBytes SplitSparse(Guest guest, string createType, int padding = 0)
    {
        const int share = 512;
        var sectors = guest.Length / 512;
        var lines = new List<string>();
        var pieces = new Dictionary<string, SparseBytes>();
        var size = sectors > 4 * share ? share : 128;
        for (var start = 0L; start < sectors; start += size)
        {
            var count = Math.Min(size, sectors - start);
            var name = $"disk-s{lines.Count + 1:000}.vmdk";
            lines.Add($"RW {count} SPARSE \"{name}\"");
            pieces.Add(name, Piece(guest, start * 512, count * 512, padding));
        }

        var disk = Descriptor(string.Join('\n', lines), createType);
        foreach (var (name, piece) in pieces)
            disk.Siblings.Add(name, piece);
        return disk;
    }

    private static SparseBytes Piece(Guest guest, long offset, long length, int padding = 0)
    {
        var builder = VmdkBuilder.Monolithic();
        builder.IsPiece = true;
        builder.With(Part(guest, offset, length));
        builder.Capacity += padding;
        return SparseBytes.Of(builder.Build());
    }

    private static Guest Part(Guest guest, long offset, long length)
    {
        var part = Guest.Empty(length);
        part.Bytes.Write(0, guest.Bytes.Bytes(offset, (int)length));
        return part;
    }

    private static SparseBytes Descriptor(string extents, string createType) =>
        SparseBytes.Of(Encoding.UTF8.GetBytes($"# Disk DescriptorFile\nCID=12345678\nparentCID=ffffffff\ncreateType=\"{createType}\"\n{extents}\n\nddb.adapterType = \"lsilogic\"\n"));

    private static DiskImage Open(SparseBytes disk, string name = "disk.vmdk", DiagnosticBag? findings = null, bool refuse = false) =>
        DiskFormats.BuiltIn.Open(disk.AsSource(name), new() { Resolver = refuse ? null : disk.Resolve, Diagnostics = findings });

    private sealed class Counted(byte[] bytes) : ByteSource
    {
        public bool Closed { get; private set; }

        public override string Name => "counted";

        public override long Length => bytes.Length;

        protected override int ReadCore(long offset, Span<byte> destination)
        {
            bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
            return destination.Length;
        }

        protected override void Close() => Closed = true;
    }
}
