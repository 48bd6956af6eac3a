using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vhd;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;
using static OvfKit.Disks.Tests.Support.VhdBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhd;

public class VhdParentTests
{
    private static readonly Guid ParentId = new("99998888-7777-6666-5555-444433332222");

    [Theory, InlineData(2u), InlineData(3u)]
    public void Differencing_vhd_is_not_read_as_if_parentless(uint parentType)
    {
        var below = Guest.Empty(6 * MiB).Random(0, 6 * MiB);
        var truth = Guest.Empty(6 * MiB).Random(0, 6 * MiB);
        var block = new byte[2 * MiB];
        block.AsSpan().Fill(0xC1);
        // Block 1: every third sector is the child's, one of them zeros; block 2 is the child's as a whole.
        block.AsSpan(9 * 512, 512).Clear();
        for (var sector = 0; sector < 4096; sector += 3)
            truth.Fill((2 * MiB) + (sector * 512), 512, sector == 9 ? (byte)0 : (byte)0xC1);
        truth.Bytes.Write(4 * MiB, block);
        var child = new VhdBuilder(6 * MiB, 4).Of(ParentId, ("W2ru", @".\parent.vhd")).Block(1, block, sector => sector % 3 == 0).Block(2, block).BuildSource("child.vhd");

        using var image = DiskFormats.BuiltIn.Open(child, new() { Resolver = (in _) => new VhdBuilder(6 * MiB, parentType) { Id = ParentId }.With(below).BuildSource("parent.vhd") });
        truth.AssertIn(image);
        Assert.Equal(("differencing", "parent.vhd"), (image.Variant, image.Parent!.Name));
        Assert.Equal((2 * MiB, 1), (image.Extents().First().Length - (0 * 512), image.Extents().First().Depth));

        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(child));
        Assert.Equal("OVF6005", refused.Diagnostic.Id);
    }

    [Fact]
    public void Names_are_tried_from_the_most_likely_on_and_the_id_last()
    {
        var asked = new List<DiskReference>();
        using var child = new VhdBuilder(MiB, 4) { ParentName = "base name.vhd" }
            .Of(ParentId, ("MacX", "file:///Users/me/my%20parent.vhd"), ("W2ku", @"C:\disks\absolute.vhd"), ("Mac ", "alias"), ("Wi2r", @".\old.vhd"), ("W2ru", @"..\relative ü.vhd"), ("MacX", "file://./xen.vhd"))
            .BuildSource("child.vhd");
        Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(child, new()
        {
            Resolver = (in reference) =>
            {
                asked.Add(reference);
                return null;
            },
        }));

        Assert.Equal(
            [@"..\relative ü.vhd", @".\old.vhd", @"C:\disks\absolute.vhd", "/Users/me/my parent.vhd", "./xen.vhd", "base name.vhd", null],
            asked.Select(reference => reference.Name));
        Assert.All(asked, reference => Assert.Equal((ReferenceKind.Parent, ParentId, child), (reference.Kind, reference.Id!.Value, reference.Referrer)));
    }

    [Theory]
    [InlineData("W2ru", @".\parent.vhd"), InlineData("W2ru", @"..\elsewhere\parent.vhd"), InlineData("W2ku", @"C:\Users\Public\parent.vhd"), InlineData("MacX", "file://localhost/parent.vhd"), InlineData("W2ru", "gone.vhd"), InlineData(null, null)]
    public void A_parent_beside_the_child_is_found_by_name_or_else_by_id(string? code, string? name)
    {
        using var folder = new TempFolder();
        var guest = Guest.Make("odd sectors");
        var parent = new VhdBuilder(guest.Length) { Id = ParentId }.With(guest).Build();
        File.WriteAllBytes(folder["parent.vhd"], parent.ToArray());
        File.WriteAllBytes(folder["another.vhd"], new VhdBuilder(MiB).Build().ToArray());
        var child = new VhdBuilder(guest.Length, 4);
        child = code is null ? child.Of(ParentId) : child.Of(ParentId, (code, name!));
        File.WriteAllBytes(folder["child.vhd"], child.Build().ToArray());

        using var image = DiskFormats.BuiltIn.OpenFile(folder["child.vhd"], new() { Resolver = new FolderReferences(folder.Path).Resolve });
        guest.AssertIn(image);
    }

    [Fact]
    public void A_parent_is_found_by_its_id_though_another_disk_has_its_name()
    {
        using var folder = new TempFolder();
        var guest = Guest.Make("odd sectors");
        File.WriteAllBytes(folder["parent.vhd"], new VhdBuilder(guest.Length).Build().ToArray());
        File.WriteAllBytes(folder["the parent of old.vhd"], new VhdBuilder(guest.Length) { Id = ParentId }.With(guest).Build().ToArray());
        File.WriteAllBytes(folder["child.vhd"], new VhdBuilder(guest.Length, 4) { ParentName = "parent.vhd" }.Of(ParentId, ("W2ru", @".\parent.vhd"), ("W2ku", @"C:\parent.vhd")).Build().ToArray());

        using var image = DiskFormats.BuiltIn.OpenFile(folder["child.vhd"], new() { Resolver = new FolderReferences(folder.Path).Resolve });
        guest.AssertIn(image);

        File.Delete(folder["the parent of old.vhd"]);
        var refused = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["child.vhd"], new() { Resolver = new FolderReferences(folder.Path).Resolve }));
        Assert.Equal("OVF6207", refused.Diagnostic.Id);
    }

    [Fact]
    public void A_child_without_the_id_of_a_parent_stands_on_a_raw_disk()
    {
        var guest = Guest.Empty(4 * MiB).Random(0, 4 * MiB);
        var child = new VhdBuilder(guest.Length, 4) { Creator = "tap\0" }.Of(Guid.Empty, ("MacX", "file://./LV-1")).Build();
        using var image = DiskFormats.BuiltIn.Open(child.AsSource("child.vhd"), new() { Resolver = (in _) => guest.ToSource(knowsHoles: false) });

        guest.AssertIn(image);
        Assert.Equal("raw", image.Parent!.Format.Name);
    }

    [Theory, InlineData(2u), InlineData(3u)]
    public void A_child_without_the_id_of_a_parent_does_not_take_a_vhd_for_a_raw_disk(uint type)
    {
        var child = new VhdBuilder(4 * MiB, 4).Of(Guid.Empty, ("MacX", "file://./parent.vhd")).Build();
        var refused = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(
            child.AsSource("child.vhd"), new() { Resolver = (in reference) => reference.Kind != ReferenceKind.Parent ? null : new VhdBuilder(4 * MiB, type).With(Guest.Empty(4 * MiB).Random(0, 4 * MiB)).BuildSource("parent.vhd") }));

        Assert.Equal("OVF6207", refused.Diagnostic.Id);
    }

    [Fact]
    public void Another_parent_is_taken_only_when_told()
    {
        var guest = Guest.Make("odd sectors");
        var child = new VhdBuilder(guest.Length, 4).Of(ParentId, ("W2ru", "parent.vhd")).Build();
        ReferenceResolver resolver = (in _) => new VhdBuilder(guest.Length).With(guest).BuildSource("parent.vhd");

        var refused = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(child.AsSource("child.vhd"), new() { Resolver = resolver }));
        Assert.Equal(("OVF6207", Location.AtOffset("child.vhd", Header)), (refused.Diagnostic.Id, refused.Diagnostic.Location));

        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(child.AsSource("child.vhd"), new() { Resolver = resolver, AcceptChangedParent = true, Diagnostics = findings });
        guest.AssertIn(image);
        Assert.Equal("OVF6009", Assert.Single(findings).Id);
    }

    [Fact]
    public void A_child_may_be_larger_than_its_parent()
    {
        var guest = Guest.Empty(9 * MiB).Random(0, 3 * MiB).Random(8 * MiB, 512);
        var parent = Guest.Empty(3 * MiB).Random(0, 3 * MiB);
        using var image = DiskFormats.BuiltIn.Open(
            new VhdBuilder(9 * MiB, 4).Of(ParentId, ("W2ru", "parent.vhd")).Block(4, guest.Bytes.Bytes(8 * MiB, MiB)).BuildSource("child.vhd"),
            new() { Resolver = (in _) => new VhdBuilder(3 * MiB) { Id = ParentId }.With(parent).BuildSource("parent.vhd") });

        guest.AssertIn(image);
    }

    [Theory, InlineData("parent.vhd", "W2ru", @".\parent.vhd"), InlineData("../base/parent.vhd", "W2ru", @"..\base\parent.vhd"), InlineData(@"C:\base\parent.vhd", "W2ku", @"C:\base\parent.vhd"), InlineData("/base/my parent.vhd", "MacX", "file:///base/my%20parent.vhd")]
    public async Task A_written_child_names_its_parent_as_its_kind_of_name_wants(string name, string code, string expected)
    {
        var guest = Guest.Make("odd sectors");
        using var parent = DiskFormats.BuiltIn.Open(new VhdBuilder(guest.Length) { Id = ParentId }.With(guest).BuildSource("parent.vhd"));
        guest.Fill(5 * 512, 512, 0x11);
        using var source = guest.OpenRaw();
        var file = await Written.WriteAsync(source, VhdFormat.Instance, new() { Id = Written.Id, Time = Written.Time, Parent = parent, ParentName = name });

        var header = file.Bytes(Header, 1024);
        Assert.Equal(4, file.Bytes(0, 512)[63]);
        Assert.Equal(ParentId, new Guid(header.AsSpan(40, 16), bigEndian: true));
        Assert.Equal(820_000_000, header.BigI32(56));
        Assert.Equal(name[(name.LastIndexOfAny(['/', '\\']) + 1)..], System.Text.Encoding.BigEndianUnicode.GetString(header, 64, 512).TrimEnd('\0'));
        Assert.Equal(code, System.Text.Encoding.ASCII.GetString(header, 576, 4));
        var bytes = file.Bytes(header.BigI64(576 + 16), header.BigI32(576 + 8));
        Assert.Equal(expected, (code == "MacX" ? System.Text.Encoding.UTF8 : System.Text.Encoding.Unicode).GetString(bytes));
        // One 4 KiB page of one block changed.
        var bitmap = file.Bytes(file.Bytes(Table, 4).BigI32(0) * 512L, 512);
        Assert.Equal([0xFF, .. new byte[511]], bitmap);
    }

    [Fact]
    public void A_parent_of_another_format_is_refused()
    {
        using var parent = new FakeImage(MiB);
        var refused = Assert.Throws<ArgumentException>(() => { VhdFormat.Instance.CreateWriter(new StreamDiskSink("a.vhd", Stream.Null), new() { Parent = parent }); });
        Assert.Contains("must be a VHD", refused.Message, StringComparison.Ordinal);
    }
}
