using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;
using static OvfKit.Disks.Tests.Support.ParallelsBundle;

namespace OvfKit.Disks.Tests.Formats.Parallels;

public class ParallelsImageTests
{
    private const string First = "{11111111-2222-3333-4444-555555555555}";

    [Theory]
    [InlineData(false, 2048, false), InlineData(false, 2048, true), InlineData(false, 128, true), InlineData(false, 504, false)]
    [InlineData(true, 2048, false), InlineData(true, 504, true), InlineData(true, 512, false), InlineData(true, 63, true)]
    public void Images_of_both_headers_and_all_block_sizes_are_read(bool isOld, int blockSectors, bool isReversed)
    {
        var guest = Guest.Make("patterns");
        var file = new ParallelsBuilder(guest.Length / 512, blockSectors) { IsOld = isOld, IsReversed = isReversed }.With(guest).Build();

        guest.AssertIn(Open(file));
    }

    [Theory, InlineData(9), InlineData(64), InlineData(777)]
    public void Old_images_have_their_blocks_anywhere(int firstSector)
    {
        var guest = Guest.Make("odd sectors");
        var file = new ParallelsBuilder(guest.Length / 512, 63) { IsOld = true, FirstSector = firstSector }.With(guest).Build();

        guest.AssertIn(Open(file));
    }

    [Fact]
    public void Old_images_have_sizes_of_32_bits()
    {
        var guest = Guest.Make("below a block");
        var file = new ParallelsBuilder(guest.Length / 512) { IsOld = true }.With(guest).Build();
        file.Write(ParallelsBuilder.Sectors + 4, [0xFF, 0xFF, 0xFF, 0xFF]);

        guest.AssertIn(Open(file));
    }

    [Fact]
    public void The_last_block_may_end_with_the_disk()
    {
        var guest = Guest.Make("below a block");
        var file = new ParallelsBuilder(guest.Length / 512).With(guest).Build();
        file.SetLength(file.Length - (1 << 20) + guest.Length);

        guest.AssertIn(Open(file));
    }

    [Fact]
    public void Unknown_marks_an_extension_and_a_missing_state_are_tolerated()
    {
        var guest = Guest.Make("odd sectors");
        var file = new ParallelsBuilder(guest.Length / 512) { State = 0, Marks = 0xFFFE }.With(guest).Build();
        file.Write(56, [1]);
        var findings = new DiagnosticBag();

        guest.AssertIn(Open(file, findings));
        Assert.Empty(findings);
    }

    [Fact]
    public void An_empty_image_reads_as_zeros_whatever_its_table_says()
    {
        var guest = Guest.Make("odd sectors");
        Guest.Empty(guest.Length).AssertIn(Open(new ParallelsBuilder(guest.Length / 512) { Marks = 1 }.With(guest).Build()));
    }

    [Fact]
    public void A_split_disk_is_read_from_all_its_parts()
    {
        var guest = Guest.Make("patterns");
        var sectors = guest.Length / 512;
        const int one = 30_000, two = 50_001;
        var plain = SparseBytes.Of(guest.Bytes.Bytes(one * 512L, (two - one) * 512));
        var bundle = Of(
            Text(sectors, Storage(two, sectors, (Base, "Compressed", "c.hds")) + Storage(0, one, (Base, "Compressed", "a.hds")) + Storage(one, two, (Base, "Plain", "b.hds")), Shot(Base, None)),
            ("a.hds", new ParallelsBuilder(one).With(guest).Build()),
            ("b.hds", plain),
            ("c.hds", new ParallelsBuilder(sectors - two, 504) { IsOld = true }.With(guest, two * 512L).Build()));

        using var image = Open(bundle);
        guest.AssertIn(image);
        Assert.Null(image.Parent);
    }

    [Fact]
    public void Snapshots_are_read_through_one_another_or_by_their_id()
    {
        const int sectors = 8 * 2048;
        var below = Guest.Empty(sectors * 512).Random(0, 3 << 20);
        var above = Guest.Empty(sectors * 512).Random(0, 3 << 20).Fill(1 << 20, 1 << 20, 0).Random(5 << 20, 1000);
        var change = new ParallelsBuilder(sectors).Block(1, new byte[1 << 20]).Block(5, above.Bytes.Bytes(5 << 20, 1 << 20)).Build();
        foreach (var (top, isPlain) in ((string, bool)[])[($"<TopGUID>{First}</TopGUID>", false), ("", false), ("", true)])
        {
            var files = new[] { ("base.hds", isPlain ? below.Bytes : new ParallelsBuilder(sectors).With(below).Build()), ("change.hds", change) };
            var bundle = Of(
                Text(sectors, Storage(0, sectors, (First, "Compressed", "change.hds"), (Base, isPlain ? "Plain" : "Compressed", "base.hds")), top + Shot(Base, None) + Shot(First, Base)), files);

            using var current = Open(bundle);
            above.AssertIn(current);
            Assert.NotNull(current.Parent);
            Assert.Contains(current.Extents(), extent => extent.Depth == 1);
            using var before = DiskFormats.BuiltIn.Open(bundle.AsSource("DiskDescriptor.xml"), new() { Resolver = bundle.Resolve, Snapshot = Base.ToUpperInvariant() });
            below.AssertIn(before);
            Assert.Null(before.Parent);
        }
    }

    [Fact]
    public void A_later_snapshot_need_not_have_a_file_for_every_part()
    {
        var guest = Guest.Empty(4096 * 512).Random(0, 2 << 20);
        var bundle = Of(
            Text(4096, Storage(0, 2048, (Base, "Compressed", "a.hds")) + Storage(2048, 4096, (Base, "Plain", "b.hds"), (First, "Compressed", "c.hds")), Shot(Base, None) + Shot(First, Base)),
            ("a.hds", new ParallelsBuilder(2048).With(guest).Build()),
            ("b.hds", SparseBytes.Of(guest.Bytes.Bytes(1 << 20, 1 << 20))),
            ("c.hds", new ParallelsBuilder(2048).Build()));

        guest.AssertIn(Open(bundle));
    }

    [Fact]
    public void A_descriptor_without_snapshots_has_the_one_of_every_bundle()
    {
        var guest = Guest.Make("one sector");
        var bundle = Of(Text(1, Storage(0, 1, (Base, "Plain", "a.hds")), ""), ("a.hds", guest.Bytes));

        guest.AssertIn(Open(bundle));
    }

    [Fact]
    public void A_bundle_is_opened_by_its_folder_and_reads_nothing_outside()
    {
        using var folder = new TempFolder();
        var guest = Guest.Make("one sector");
        Directory.CreateDirectory(folder["disk.hdd"]);
        File.WriteAllBytes(folder["disk.hdd/a.hds"], guest.Bytes.ToArray());
        File.WriteAllBytes(folder["disk.hdd/disk.hdd"], []);
        File.WriteAllText(folder["disk.hdd/DiskDescriptor.xml"], Text(1, Storage(0, 1, (Base, "Plain", "a.hds")), Shot(Base, None)));
        using (var image = DiskFormats.BuiltIn.OpenFile(folder["disk.hdd"]))
            guest.AssertIn(image);

        File.WriteAllBytes(folder["a.hds"], guest.Bytes.ToArray());
        File.Delete(folder["disk.hdd/a.hds"]);
        Assert.Equal("OVF6005", Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["disk.hdd"])).Diagnostic.Id);
        Assert.Equal("OVF6005", Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["disk.hdd/DiskDescriptor.xml"])).Diagnostic.Id);
    }

    [Theory, InlineData("""<!DOCTYPE x [<!ENTITY a "b">]>"""), InlineData("""<!DOCTYPE x SYSTEM "file:///etc/passwd">""")]
    public void A_descriptor_with_a_document_type_is_refused(string type)
    {
        var text = Text(1, Storage(0, 1, (Base, "Plain", "a.hds")), "").Replace("<Parallels", type + "<Parallels", StringComparison.Ordinal);

        Assert.Equal("OVF6607", Assert.Throws<InvalidContentException>(() => { Open(Of(text)); }).Diagnostic.Id);
    }

    private static DiskImage Open(SparseBytes file, DiagnosticBag? findings = null) =>
        DiskFormats.BuiltIn.Open(file.AsSource("disk.hds"), new() { Resolver = file.Resolve, Diagnostics = findings });
}
