using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Xva;
using OvfKit.Disks.Tests.IO;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Xva;

public class XvaImageTests
{
    public static TheoryData<string> Disks { get; } = [.. Guest.Names.Except(["zero length"])];

    [Theory, MemberData(nameof(Disks))]
    public async Task Every_disk_is_read_and_copied(string name)
    {
        var guest = Guest.Make(name);
        using var image = Open(new XvaBuilder().With(guest).Build());

        guest.AssertIn(image);
        Assert.Equal(("xva", "archive"), (image.Format.Name, image.Variant));
        Assert.Equal(image.Length, image.Extents().Last().End);
        Assert.True((await Written.WriteAsync(image, DiskFormats.BuiltIn.Find("raw")!)).SameAs(guest.Bytes));
    }

    [Theory, InlineData(".xxhash", false), InlineData(".checksum", false), InlineData(null, false), InlineData(".checksum", true)]
    public void Checksums_of_all_ages_are_verified(string? kind, bool isList)
    {
        foreach (var hasShortEnd in (bool[])[false, true])
        {
            var guest = Guest.Make("patterns");
            var file = new XvaBuilder { Checksum = kind, HasList = isList, HasShortEnd = hasShortEnd }.With(guest).Build();
            guest.AssertIn(Open(file));

            file.Write(XvaBuilder.Find(file, "Ref:7/00000008") + 5, [0x77]);
            using var damaged = Open(file);
            var sector = new byte[512];
            damaged.Read(9 << 20, sector);
            if (kind is null)
                damaged.Read(8 << 20, sector);
            else
                Assert.Equal("OVF6704", Assert.Throws<InvalidContentException>(() => damaged.Read((8 << 20) + 512, new byte[512])).Diagnostic.Id);
        }
    }

    [Fact]
    public void A_checksum_may_stand_anywhere_and_in_any_case()
    {
        var guest = Guest.Empty(XvaBuilder.Block).Random(0, 1000);
        var block = guest.Bytes.ToArray();
        var sum = System.Text.Encoding.ASCII.GetBytes(XvaBuilder.ChecksumOf(block, ".xxhash").ToLowerInvariant() + "\n");
        var builder = new XvaBuilder { Checksum = null }.Add("Ref:7/00000000.xxhash", sum).With(guest);

        guest.AssertIn(Open(builder.Build()));
    }

    [Fact]
    public void Blocks_may_be_empty_or_come_again_or_in_another_order()
    {
        var guest = Guest.Empty(4 * XvaBuilder.Block).Random(0, 1000).Random(2 << 20, 9000).Random((4 << 20) - 100, 100);
        var builder = new XvaBuilder().Describe("Ref:7", "system", guest.Length);
        foreach (var index in (int[])[3, 2, 0, 2])
            builder.AddBlock("Ref:7", index, guest.Bytes.Bytes(index * (long)XvaBuilder.Block, XvaBuilder.Block));
        builder.AddBlock("Ref:7", 1, []);

        guest.AssertIn(Open(builder.Build()));
    }

    [Fact]
    public void Other_members_and_a_dot_in_front_of_names_are_tolerated()
    {
        var guest = Guest.Make("odd sectors");
        guest.AssertIn(Open(new XvaBuilder().Add("Ref:7/notes.txt", [1, 2, 3]).Add("a/b/c", []).With(guest).Add("99999999", [1]).Build()));
    }

    [Theory, InlineData("Ref:8"), InlineData("data"), InlineData("2"), InlineData("00000000-0000-0000-0000-000000000001")]
    public void One_of_several_disks_is_chosen_by_id_name_or_number(string wanted)
    {
        var (system, data) = (Guest.Make("odd sectors"), Guest.Make("below a block"));
        var file = new XvaBuilder().With(data, "Ref:8", "data", 1).With(system).Build();

        using var image = DiskFormats.BuiltIn.Open(file.AsSource("vm.xva"), new() { Disk = wanted });
        data.AssertIn(image);
        Assert.Equal(new Guid("00000000-0000-0000-0000-000000000001"), image.Id);
        Assert.Equal(["Ref:7", "Ref:8"], XvaFormat.ReadDisks(file.AsSource("vm.xva")).Select(disk => disk.Id));
        var refused = Assert.Throws<UnsupportedContentException>(() => { Open(file); });
        Assert.Contains("1 Ref:7 \"system\" (1052160 bytes); 2 Ref:8 \"data\" (12288 bytes)", refused.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_compressed_export_is_read(bool isZstd)
    {
        var guest = Guest.Make("patterns");
        var file = new XvaBuilder().With(guest).Build().ToArray();
        var packed = isZstd ? WrappingTests.PackZstd(file, 1) : WrappingTests.PackGzip(file);

        using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(packed, "vm.xva"));
        guest.AssertIn(image);
    }

    [Fact]
    public void What_gnu_tar_packs_is_read()
    {
        using var folder = new TempFolder();
        var guest = Guest.Make("patterns");
        var members = new List<string> { "ova.xml" };
        File.WriteAllBytes(folder["ova.xml"], new XvaBuilder().Describe("Ref:7", "system", guest.Length).Description());
        Directory.CreateDirectory(folder["Ref:7"]);
        for (var index = 0; index <= guest.Length / XvaBuilder.Block; index++)
        {
            var content = guest.Bytes.Bytes(index * (long)XvaBuilder.Block, (int)Math.Min(XvaBuilder.Block, guest.Length - (index * (long)XvaBuilder.Block)));
            if (index % 10 != 0 && index != guest.Length / XvaBuilder.Block && !content.AsSpan().ContainsAnyExcept((byte)0))
                continue;
            var name = $"Ref:7/{index:00000000}";
            File.WriteAllBytes(folder[name], content);
            File.WriteAllText(folder[name + ".checksum"], ForeignTool.Require("sha1sum").RunIn(folder.Path, name)[..40]);
            members.AddRange([name, name + ".checksum"]);
        }

        foreach (var format in (string[])["ustar", "gnu", "v7"])
        {
            ForeignTool.Require("tar").RunIn(folder.Path, ["--format=" + format, "--force-local", "-cf", "vm.xva", .. members]);
            using var image = DiskFormats.BuiltIn.OpenFile(folder["vm.xva"]);
            guest.AssertIn(image);
        }
    }

    [Fact]
    public void A_cut_archive_fails_or_gives_the_truth()
    {
        var guest = Guest.Make("odd sectors");
        var file = new XvaBuilder().With(guest).Build();
        var noticed = 0;
        for (var length = 0L; length < file.Length; length += length < 8192 || file.Length - length < 8192 ? 256 : 65_536)
        {
            try
            {
                using var image = DiskFormats.BuiltIn.Open(file.Clone(length).AsSource("vm.xva"), null, XvaFormat.Instance);
                guest.AssertIn(image);
            }
            catch (InvalidContentException)
            {
                noticed++;
            }
        }

        Assert.True(noticed > 50, $"{noticed} were noticed");
    }

    [Fact]
    public void An_archive_of_wrong_checksums_is_salvaged_on_request()
    {
        var guest = Guest.Make("odd sectors");
        var file = new XvaBuilder().With(guest).Build();
        file.Write(XvaBuilder.Find(file, "Ref:7/00000000.xxhash"), "0"u8);
        file.Write(XvaBuilder.Find(file, "Ref:7/00000000.xxhash") + 1, "0"u8);
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("vm.xva"), new() { Recover = true });

        guest.AssertIn(image);
    }

    private static DiskImage Open(SparseBytes file) => DiskFormats.BuiltIn.Open(file.AsSource("vm.xva"));
}
