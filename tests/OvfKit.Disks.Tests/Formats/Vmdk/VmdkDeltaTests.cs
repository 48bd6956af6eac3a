using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

/// <summary>The snapshots of ESXi: COWD and seSparse.</summary>
public class VmdkDeltaTests
{
    private const int Size = 3 << 20;

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(128)]
    public void Cowd_grains_of_any_size_hide_the_parents(int grainSectors)
    {
        var (parent, changes) = (Guest.Empty(Size).Random(0, Size), Guest.Empty(Size).Random(4096 * 5, 70_000).Random(Size - 512, 512));
        var builder = new CowdBuilder(Size / 512) { GrainSectors = grainSectors }.With(changes);
        var absent = Size / 512 / grainSectors / 2;
        builder.Zeroed.AddRange([absent, absent + 1]);
        var truth = Guest.Empty(Size).Random(0, Size);
        foreach (var (grain, data) in builder.Grains)
            truth.Bytes.Write(grain * data.Length, data.AsSpan(0, (int)Math.Min(data.Length, Size - (grain * data.Length))));
        truth.Fill(absent * grainSectors * 512, 2 * grainSectors * 512, 0);
        using var image = Open("VMFSSPARSE", "vmfsSparse", SparseBytes.Of(builder.Build()), parent);

        Assert.Equal((grainSectors * 512, "vmfsSparse"), (image.BlockSize, image.Variant));
        Assert.Contains(new("generation", "1"), image.Properties);
        truth.AssertIn(image);
    }

    [Fact]
    public void What_a_snapshot_holds_is_read_alone_only_when_told()
    {
        var guest = Guest.Empty(Size).Random(4096 * 5, 8192);
        foreach (var (name, bytes) in ((string, byte[])[])[("vm-000001-delta.vmdk", new CowdBuilder(Size / 512) { ParentName = "vm.vmdk" }.With(guest).Build()), ("vm-000001-sesparse.vmdk", new SeSparseBuilder(Size / 512).With(guest).Build())])
        {
            var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(SparseBytes.Of(bytes).AsSource(name)));
            Assert.Equal("OVF6107", refused.Diagnostic.Id);
            Assert.Contains("the data of a snapshot", refused.Message, StringComparison.Ordinal);

            var findings = new DiagnosticBag();
            using var image = DiskFormats.BuiltIn.Open(SparseBytes.Of(bytes).AsSource(name), new() { Recover = true, Diagnostics = findings });
            guest.AssertIn(image);
            Assert.Equal("OVF6123", Assert.Single(findings).Id);
        }
    }

    [Fact]
    public void A_cowd_disk_of_several_tables_is_read()
    {
        var guest = Guest.Empty(9 << 20).Random(1000, 5000).Random((2 << 20) - 700, 1400).Random((6 << 20) + 5, 90_000);
        using var image = Open("VMFSSPARSE", "vmfsSparse", SparseBytes.Of(new CowdBuilder(guest.Length / 512).With(guest).Build()), null, guest.Length);

        guest.AssertIn(image);
    }

    [Fact]
    public void A_cowd_disk_that_stands_alone_needs_no_descriptor()
    {
        var guest = Guest.Make("odd sectors");
        var bytes = new CowdBuilder(guest.Length / 512) { Geometry = (2, 255, 63) }.With(guest).Build();
        using var image = DiskFormats.BuiltIn.Open(SparseBytes.Of(bytes).AsSource("old.vmdk"));

        guest.AssertIn(image);
        Assert.Equal("vmfsSparse", image.Variant);
    }

    [Fact]
    public void A_cowd_header_names_its_parent_to_people()
    {
        using var image = Open("VMFSSPARSE", "vmfsSparse", SparseBytes.Of(new CowdBuilder(Size / 512) { ParentName = "base.vmdk", Generation = 7 }.Build()), null);

        Assert.Contains(new("parent name", "base.vmdk"), image.Properties);
        Assert.Contains(new("generation", "7"), image.Properties);
    }

    [Theory]
    [InlineData(4, 2u, "OVF6102")]
    [InlineData(12, 100u, "OVF6101")]
    [InlineData(16, 0u, "OVF6101")]
    [InlineData(16, 0x80000000u, "OVF6101")]
    [InlineData(20, 0u, "OVF6105")]
    [InlineData(20, 0xFFFFFFFFu, "OVF6105")]
    [InlineData(20, 2u, "OVF6106")]
    [InlineData(24, 0u, "OVF6101")]
    [InlineData(2048, 0xFFFFFFFFu, "OVF6105")]
    [InlineData(2048, 3u, "OVF6106")]
    public void A_damaged_cowd_header_or_directory_is_refused(int offset, uint value, string code) => AssertCowdDamage(_ => offset, value, code);

    [Theory]
    [InlineData(2u, "OVF6105")]
    [InlineData(4u, "OVF6106")]
    [InlineData(0xFFFFFFFFu, "OVF6105")]
    public void A_damaged_cowd_table_is_refused(uint entry, string code) => AssertCowdDamage(builder => builder.TableOffsets[0], entry, code);

    [Fact]
    public void A_cowd_disk_in_use_is_reported()
    {
        var findings = new DiagnosticBag();
        using var image = Open("VMFSSPARSE", "vmfsSparse", SparseBytes.Of(new CowdBuilder(Size / 512) { Unclean = true }.Build()), null, findings: findings);

        Assert.Equal("OVF6116", Assert.Single(findings).Id);
    }

    [Theory, InlineData("SESPARSE"), InlineData("SPARSE")]
    public void Sesparse_grains_hide_the_parents(string type)
    {
        var parent = Guest.Empty(Size).Random(0, Size);
        var builder = new SeSparseBuilder(Size / 512).With(Guest.Empty(Size).Random(8192, 20_000).Random(Size - 4096, 4096));
        builder.Zeroed.AddRange([20L, 21, 22]);
        builder.Unmapped.Add(30);
        var truth = Guest.Empty(Size).Random(0, Size).Fill(20 * 4096, 3 * 4096, 0).Fill(30 * 4096, 4096, 0);
        foreach (var (grain, data) in builder.Grains)
            truth.Bytes.Write(grain * 4096, data);
        using var image = Open(type, "seSparse", builder.BuildSparse(), parent);

        Assert.Equal((4096, "seSparse"), (image.BlockSize, image.Variant));
        truth.AssertIn(image);
        Assert.Contains(new DiskExtent(20 * 4096, 3 * 4096, RunKind.Zero, 0), image.Extents());
    }

    [Fact]
    public void Sesparse_tables_and_grain_numbers_of_large_disks_are_read()
    {
        var guest = Guest.Empty(3L << 30).Random(0, 5000).Random((16 << 20) - 3000, 9000).Random((2L << 30) + 77, 100_000).Random((3L << 30) - 512, 512);
        using var image = Open("SESPARSE", "seSparse", new SeSparseBuilder(guest.Length / 512) { FirstGrain = 4093 }.With(guest).BuildSparse(), null, guest.Length);

        guest.AssertIn(image);
    }

    [Theory]
    [InlineData(8, 0x0000000300000001ul, "OVF6102")]
    [InlineData(16, 100ul, "OVF6101")]
    [InlineData(16, ulong.MaxValue, "OVF6101")]
    [InlineData(24, 16ul, "OVF6102")]
    [InlineData(32, 32ul, "OVF6102")]
    [InlineData(40, 1ul, "OVF6102")]
    [InlineData(80, 0ul, "OVF6101")]
    [InlineData(80, 3ul, "OVF6101")]
    [InlineData(128, ulong.MaxValue, "OVF6101")]
    [InlineData(136, 0ul, "OVF6105")]
    [InlineData(144, 1ul << 60, "OVF6101")]
    [InlineData(152, 0ul, "OVF6105")]
    [InlineData(192, 1ul << 63, "OVF6101")]
    [InlineData(SeSparseBuilder.DirectoryOffset, 0x2000000000000000ul, "OVF6105")]
    [InlineData(SeSparseBuilder.DirectoryOffset, 0x1000000000000001ul, "OVF6105")]
    [InlineData(2560, 5ul, "OVF6105")]
    [InlineData(2560, 0x4000000000000000ul, "OVF6105")]
    [InlineData(2560, 0x3FFFFFFFFFFFFFFFul, "OVF6105")]
    public void A_damaged_sesparse_extent_is_refused(int offset, ulong value, string code)
    {
        var file = new SeSparseBuilder(Size / 512).With(Guest.Empty(Size).Random(0, 5000)).BuildSparse();
        file.Write(offset, BitConverter.GetBytes(value));

        Assert.Equal(code, Assert.ThrowsAny<OvfKitException>(() => Read(Open("SESPARSE", "seSparse", file, null))).Diagnostic.Id);
    }

    [Theory]
    [InlineData("C:\\\\Virtual Machines\\\\base\\\\base.vmdk")]
    [InlineData("/vmfs/volumes/5f3c-datastore/base/base.vmdk")]
    [InlineData("[datastore1] base/base.vmdk")]
    [InlineData("base.vmdk")]
    public void A_parent_named_by_the_path_it_had_is_found_beside_the_child(string hint)
    {
        using var folder = new TempFolder();
        var parent = Guest.Empty(Size).Random(0, Size);
        File.WriteAllText(folder["base.vmdk"], $"# Disk DescriptorFile\nCID=0000beef\nparentCID=ffffffff\ncreateType=\"vmfs\"\nRW {Size / 512} VMFS \"base-flat.vmdk\"\n");
        File.WriteAllBytes(folder["base-flat.vmdk"], parent.Bytes.ToArray());
        File.WriteAllBytes(folder["base-000001-delta.vmdk"], new CowdBuilder(Size / 512).With(Guest.Empty(Size).Random(0, 512)).Build());
        File.WriteAllText(folder["base-000001.vmdk"], $"# Disk DescriptorFile\nCID=12345678\nparentCID=0000beef\ncreateType=\"vmfsSparse\"\nparentFileNameHint=\"{hint}\"\nRW {Size / 512} VMFSSPARSE \"base-000001-delta.vmdk\"\n");
        using var image = DiskFormats.BuiltIn.OpenFile(folder["base-000001.vmdk"], new() { Resolver = new FolderReferences(folder.Path).Resolve });

        parent.Random(0, 512).AssertIn(image);
    }

    [Fact]
    public void A_stale_parent_is_refused()
    {
        var delta = Delta("VMFSSPARSE", "vmfsSparse", SparseBytes.Of(new CowdBuilder(Size / 512).Build()), Guest.Empty(Size), Size, parentId: "0000dead");
        var stale = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(delta.AsSource("delta.vmdk"), new() { Resolver = delta.Resolve }));

        Assert.Equal("OVF6113", stale.Diagnostic.Id);
    }

    [Fact]
    public void A_child_takes_the_sector_size_of_its_parent()
    {
        var delta = Delta("VMFSSPARSE", "vmfsSparse", SparseBytes.Of(new CowdBuilder(Size / 512).Build()), Guest.Empty(Size), Size);
        delta.Siblings["base.vmdk"].Write(delta.Siblings["base.vmdk"].Length, "ddb.logicalSectorSize = \"4096\"\n"u8);
        using var image = DiskFormats.BuiltIn.Open(delta.AsSource("delta.vmdk"), new() { Resolver = delta.Resolve });

        Assert.Equal(4096, image.LogicalSectorSize);
    }

    private static void AssertCowdDamage(Func<CowdBuilder, long> place, uint value, string code)
    {
        var builder = new CowdBuilder(Size / 512).With(Guest.Empty(Size).Random(0, 1024));
        var bytes = builder.Build();
        BitConverter.GetBytes(value).CopyTo(bytes, place(builder));

        Assert.Equal(code, Assert.ThrowsAny<OvfKitException>(() => Read(Open("VMFSSPARSE", "vmfsSparse", SparseBytes.Of(bytes), null))).Diagnostic.Id);
    }

    private static void Read(DiskImage image)
    {
        using (image)
            image.Read(0, new byte[image.Length]);
    }

    private static DiskImage Open(string type, string createType, SparseBytes extent, Guest? parent, long size = Size, DiagnosticBag? findings = null)
    {
        var disk = Delta(type, createType, extent, parent, size);
        return DiskFormats.BuiltIn.Open(disk.AsSource("delta.vmdk"), new() { Resolver = disk.Resolve, Diagnostics = findings });
    }

    private static SparseBytes Delta(string type, string createType, SparseBytes extent, Guest? parent, long size, string parentId = "0000beef")
    {
        var disk = SparseBytes.Of(Encoding.UTF8.GetBytes(
            $"# Disk DescriptorFile\nCID=12345678\nparentCID={(parent is null ? "ffffffff" : parentId)}\ncreateType=\"{createType}\"\nparentFileNameHint=\"base.vmdk\"\nRW {size / 512} {type} \"delta-extent.vmdk\"\n"));
        disk.Siblings.Add("delta-extent.vmdk", extent);
        if (parent is not null)
        {
            disk.Siblings.Add("base.vmdk", SparseBytes.Of(Encoding.UTF8.GetBytes($"# Disk DescriptorFile\nCID=0000beef\nparentCID=ffffffff\ncreateType=\"vmfs\"\nRW {parent.Length / 512} VMFS \"base-flat.vmdk\"\n")));
            disk.Siblings.Add("base-flat.vmdk", parent.Bytes);
        }

        return disk;
    }
}
