using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>qemu-img writes, we convert, qemu-img and libyal judge.</summary>
public class QemuConversionTests
{
    private const string Big = "sparse above 4 GiB";

    private static readonly Dictionary<string, string[]> Sources = new()
    {
        ["vmdk streamOptimized"] = ["vmdk", "subformat=streamOptimized"],
        ["vmdk monolithicSparse"] = ["vmdk", "subformat=monolithicSparse"],
        ["vhdx dynamic 1M"] = ["vhdx", "subformat=dynamic,block_size=1M"],
        ["vhdx dynamic 32M"] = ["vhdx", "subformat=dynamic,block_size=32M"],
        ["vhdx fixed"] = ["vhdx", "subformat=fixed"],
        ["raw"] = ["raw"],
    };

    public static MatrixTheoryData<string, string> Conversions { get; } = new(Sources.Keys, ["empty", "random", "patterns", "odd sectors", "last sector only", Big]);

    [Theory, MemberData(nameof(Conversions))]
    public async Task A_conversion_holds_the_same_disk(string variant, string disk)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make(disk);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        var format = Sources[variant][0];
        qemu.Run(["convert", "-f", "raw", "-O", format, .. Sources[variant].Skip(1).SelectMany(option => (string[])["-o", option]), "truth.raw", "source"]);

        using var source = DiskFormats.BuiltIn.OpenFile(folder["source"], format: format == "raw" ? DiskFormats.BuiltIn.Find("raw") : null);
        guest.AssertIn(source);
        foreach (var target in (string[])["vmdk", "vhdx", "raw"])
        {
            await qemu.ConvertAsync(source, "target." + target, target);
            if (disk == Big && target == "vhdx" && variant != "raw")
            {
                // qemu-img reads every byte of a VHDX, which takes its time: one of these equal files is enough for it.
                using var truth = DiskFormats.BuiltIn.OpenFile(folder["truth.raw"], format: DiskFormats.BuiltIn.Find("raw"));
                await qemu.ConvertAsync(truth, "judged.vhdx", "vhdx");
                AssertSameFile(folder["judged.vhdx"], folder["target.vhdx"]);
                qemu.AssertSound("target.vhdx", "vhdx");
                continue;
            }

            qemu.AssertSame("truth.raw", "target." + target, target);
            Assert.Contains($"({guest.Length} bytes)", qemu.Run("info", "-f", target, "target." + target), StringComparison.Ordinal);
        }
    }

    [Theory, InlineData("vhdx", "vhdx"), InlineData("vhd", "vpc"), InlineData("vdi", "vdi")]
    public async Task Disks_with_a_block_table_that_went_to_a_pipe_are_read(string format, string driver)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        Qemu.WriteRaw(Guest.Make("patterns"), folder["truth.raw"]);
        using var source = Guest.Make("patterns").OpenRaw();
        var piped = await Written.WriteAsync(source, DiskFormats.BuiltIn.Find(format)!, Written.With("block-size", "1M"), canSeek: false);
        await File.WriteAllBytesAsync(folder["piped"], piped.ToArray(), TestContext.Current.CancellationToken);

        Assert.Contains("Images are identical", qemu.Run("compare", "-f", "raw", "-F", driver, "truth.raw", "piped"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("monolithicFlat", "odd sectors", "1 FLAT")]
    [InlineData("twoGbMaxExtentSparse", "patterns", "1 SPARSE")]
    [InlineData("twoGbMaxExtentSparse", Big, "3 SPARSE")]
    [InlineData("twoGbMaxExtentFlat", Big, "3 FLAT")]
    public async Task Disks_of_several_files_are_read(string variant, string disk, string extents)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make(disk);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        qemu.Run("convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=" + variant, "truth.raw", "disk.vmdk");
        using var image = DiskFormats.BuiltIn.OpenFile(folder["disk.vmdk"], new() { Resolver = new FolderReferences(folder.Path).Resolve });

        guest.AssertIn(image);
        Assert.Equal(variant, image.Variant);
        if (extents.EndsWith(" SPARSE", StringComparison.Ordinal))
        {
            var piece = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["disk-s001.vmdk"], new() { Resolver = new FolderReferences(folder.Path).Resolve }));
            Assert.Contains($"this is piece 1 of {extents[0]} of a disk", piece.Message, StringComparison.Ordinal);
        }

        Assert.Equal(extents.StartsWith('1') ? null : extents, image.Properties.FirstOrDefault(property => property.Key == "extents").Value);
        await qemu.ConvertAsync(image, "target.vmdk", "vmdk");
        qemu.AssertSame("truth.raw", "target.vmdk", "vmdk");
    }

    [Theory]
    [InlineData("monolithicSparse")]
    [InlineData("monolithicFlat")]
    [InlineData("vmfs")]
    [InlineData("twoGbMaxExtentSparse")]
    [InlineData("twoGbMaxExtentFlat")]
    public async Task Every_vmdk_variant_holds_the_same_disk(string variant)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var options = variant.StartsWith("two", StringComparison.Ordinal) ? Written.With("extent-size", "1280K") : new() { Id = Written.Id };
        foreach (var disk in (string[])["empty", "patterns", "odd sectors", "last sector only"])
        {
            var guest = Guest.Make(disk);
            Qemu.WriteRaw(guest, folder[disk + ".raw"]);
            using var source = guest.OpenRaw();
            await qemu.ConvertAsync(source, disk + ".vmdk", "vmdk", options with { Variant = variant });

            Assert.Contains("Images are identical", qemu.Run("compare", "-f", "raw", "-F", "vmdk", disk + ".raw", disk + ".vmdk"), StringComparison.Ordinal);
            var info = ForeignTool.Require("vmdkinfo").RunIn(folder.Path, disk + ".vmdk");
            Assert.Contains($"({guest.Length} bytes)", info, StringComparison.Ordinal);
            Assert.Contains($"create type: {variant}", qemu.Run("info", disk + ".vmdk"), StringComparison.Ordinal);
            if (variant.EndsWith("Sparse", StringComparison.Ordinal))
                Assert.Contains("No errors were found", qemu.Run("check", "-f", "vmdk", disk + ".vmdk"), StringComparison.Ordinal);
            using var image = DiskFormats.BuiltIn.OpenFile(folder[disk + ".vmdk"], new() { Resolver = new FolderReferences(folder.Path).Resolve });
            guest.AssertIn(image);
        }
    }

    [Theory, InlineData("monolithicSparse"), InlineData("twoGbMaxExtentSparse")]
    public async Task A_vmdk_child_is_read_through_its_parent_and_written_to_by_qemu(string variant)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var below = Guest.Make("patterns");
        using (var source = below.OpenRaw())
            await qemu.ConvertAsync(source, "below.vmdk", "vmdk", new() { Id = Guid.NewGuid(), Variant = variant });
        var above = Guest.Make("patterns").Fill(0, 300_000, 0).Random(5_000_000, 70_000);
        Qemu.WriteRaw(above, folder["truth.raw"]);
        var gate = new DiskOpenOptions { Resolver = new FolderReferences(folder.Path).Resolve };
        using (var parent = DiskFormats.BuiltIn.OpenFile(folder["below.vmdk"], gate))
        using (var source = above.OpenRaw())
            await qemu.ConvertAsync(source, "above.vmdk", "vmdk", new() { Id = Written.Id, Variant = variant, Parent = parent, ParentName = "below.vmdk" });

        qemu.AssertSame("truth.raw", "above.vmdk", "vmdk");
        using (var child = DiskFormats.BuiltIn.OpenFile(folder["above.vmdk"], gate))
            above.AssertIn(child);
        ForeignTool.Require("qemu-io").RunIn(folder.Path, "-f", "vmdk", "-c", "write -P 0xa1 1000000 4096", "-c", "write -P 0xa2 0 512", "above.vmdk");
        above.Fill(1_000_000, 4096, 0xA1).Fill(0, 512, 0xA2);
        using var written = DiskFormats.BuiltIn.OpenFile(folder["above.vmdk"], gate);
        above.AssertIn(written);
    }

    [Theory, InlineData("1M"), InlineData("2M"), InlineData("256M")]
    public async Task Blocks_of_all_sizes_are_read_by_qemu(string blockSize)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        Qemu.WriteRaw(Guest.Make("patterns"), folder["truth.raw"]);
        using var source = Guest.Make("patterns").OpenRaw();
        await qemu.ConvertAsync(source, "target.vhdx", "vhdx", Written.With("block-size", blockSize));

        qemu.AssertSame("truth.raw", "target.vhdx", "vhdx");
    }

    [Theory, InlineData(1), InlineData(511), InlineData(513), InlineData(1_000_001)]
    public async Task A_raw_file_of_no_whole_sectors_is_padded_and_reported(int length)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Empty(length).Random(0, length);
        await File.WriteAllBytesAsync(folder["odd.raw"], guest.Bytes.ToArray(), TestContext.Current.CancellationToken);
        var findings = new DiagnosticBag();
        using var source = DiskFormats.BuiltIn.OpenFile(folder["odd.raw"], new() { Diagnostics = findings }, DiskFormats.BuiltIn.Find("raw"));
        Assert.Equal(("OVF6003", Location.AtOffset(folder["odd.raw"], length)), (Assert.Single(findings).Id, findings.Single().Location));

        foreach (var target in (string[])["vmdk", "vhdx"])
        {
            await qemu.ConvertAsync(source, "target." + target, target);
            // qemu-img pads a raw file in the same way.
            qemu.AssertSame("odd.raw", "target." + target, target);
        }
    }

    [Fact]
    public void Overlays_read_through_their_parents()
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var io = ForeignTool.Require("qemu-io");
        Qemu.WriteRaw(Guest.Make("patterns"), folder["truth.raw"]);
        qemu.Run("convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=monolithicSparse", "truth.raw", "base.vmdk");
        qemu.Run("create", "-q", "-f", "vmdk", "-o", "zeroed_grain=on", "-b", "base.vmdk", "-F", "vmdk", "middle.vmdk");
        io.RunIn(folder.Path, "-f", "vmdk", "-c", "write -P 0xa1 0 512", "-c", "write -z 8388608 131072", "-c", "write -P 0xa2 34603000 700", "middle.vmdk");
        qemu.Run("create", "-q", "-f", "vmdk", "-o", "zeroed_grain=on", "-b", "middle.vmdk", "-F", "vmdk", "top.vmdk");
        io.RunIn(folder.Path, "-f", "vmdk", "-c", "write -P 0xb1 512 512", "-c", "write -P 0xb2 8454144 65536", "-c", "write -z 4194304 65536", "top.vmdk");

        foreach (var name in (string[])["middle", "top"])
        {
            qemu.Run("convert", "-f", "vmdk", "-O", "raw", name + ".vmdk", name + ".raw");
            using var expected = DiskFormats.BuiltIn.OpenFile(folder[name + ".raw"], format: DiskFormats.BuiltIn.Find("raw"));
            using var image = DiskFormats.BuiltIn.OpenFile(folder[name + ".vmdk"], new() { Resolver = new FolderReferences(folder.Path).Resolve });
            Assert.Equal(DiskAssert.Hash(expected), DiskAssert.Hash(image));
            Assert.Equal(name == "top" ? 2 : 1, image.Extents().Max(extent => extent.Depth));
        }

        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["top.vmdk"]));
        Assert.Equal("OVF6005", refused.Diagnostic.Id);
    }

    private static void AssertSameFile(string expected, string actual)
    {
        using var a = ByteSource.OpenFile(expected);
        using var b = ByteSource.OpenFile(actual);
        Assert.Equal(a.Length, b.Length);
        var (left, right) = (new byte[1 << 16], new byte[1 << 16]);
        foreach (var range in a.DataRanges().Concat(b.DataRanges()))
        {
            for (var offset = range.Offset; offset < range.End; offset += left.Length)
            {
                var read = a.Read(offset, left);
                Assert.Equal(read, b.Read(offset, right));
                Assert.True(left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, read)), $"the files differ at or behind byte {offset}");
            }
        }
    }
}
