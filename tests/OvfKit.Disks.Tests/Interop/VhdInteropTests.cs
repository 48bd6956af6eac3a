using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>qemu-img and libvhdi read what we write, and we read what qemu-img writes.</summary>
public class VhdInteropTests
{
    public static MatrixTheoryData<string, string> Images { get; } = new(["dynamic", "fixed"], ["empty", "random", "patterns", "odd sectors", "last sector only", "one sector"]);

    [Theory, MemberData(nameof(Images))]
    public void What_qemu_writes_reads_as_it_should(string variant, string disk)
    {
        using var folder = new TempFolder();
        var guest = Guest.Make(disk);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        new Qemu(folder).Run("convert", "-f", "raw", "-O", "vpc", "-o", $"subformat={variant},force_size=on", "truth.raw", "source.vhd");

        using var image = DiskFormats.BuiltIn.OpenFile(folder["source.vhd"]);
        Assert.Equal(variant, image.Variant);
        guest.AssertIn(image);
    }

    [Theory, MemberData(nameof(Images))]
    public async Task What_we_write_is_read_in_its_exact_size_by_qemu_and_libvhdi(string variant, string disk)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make(disk);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        using var source = guest.OpenRaw();
        await qemu.ConvertAsync(source, "target.vhd", "vhd", new() { Variant = variant });

        Assert.Contains("Images are identical", qemu.Run("compare", "-f", "raw", "-F", "vpc", "truth.raw", "target.vhd"), StringComparison.Ordinal);
        Assert.Contains($"({guest.Length} bytes)", qemu.Run("info", "-f", "vpc", "target.vhd"), StringComparison.Ordinal);
        Libyal.Vhdi.AssertSame(source, folder, "target.vhd");
        var info = ForeignTool.Require("vhdiinfo").RunIn(folder.Path, "target.vhd");
        Assert.Contains(variant == "fixed" ? "Fixed" : "Dynamic", info, StringComparison.Ordinal);
    }

    [Theory, InlineData("512K"), InlineData("1M"), InlineData("4M")]
    public async Task Blocks_of_other_sizes_are_read_by_qemu(string blockSize)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        Qemu.WriteRaw(Guest.Make("patterns"), folder["truth.raw"]);
        using var source = Guest.Make("patterns").OpenRaw();
        await qemu.ConvertAsync(source, "target.vhd", "vhd", Written.With("block-size", blockSize));

        Assert.Contains("Images are identical", qemu.Run("compare", "-f", "raw", "-F", "vpc", "truth.raw", "target.vhd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_above_4_GiB_is_read_by_qemu()
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        Qemu.WriteRaw(Guest.Make("sparse above 4 GiB"), folder["truth.raw"]);
        using var source = Guest.Make("sparse above 4 GiB").OpenRaw();
        foreach (var variant in (string[])["dynamic", "fixed"])
        {
            await qemu.ConvertAsync(source, variant + ".vhd", "vhd", new() { Variant = variant });
            Assert.Contains("Images are identical", qemu.Run("compare", "-f", "raw", "-F", "vpc", "truth.raw", variant + ".vhd"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_chain_of_ours_is_read_by_libvhdi()
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var resolver = new FolderReferences(folder.Path);
        using (var source = Guest.Make("patterns").OpenRaw())
            await qemu.ConvertAsync(source, "base.vhd", "vhd");

        var middle = Guest.Make("patterns").Random(3 << 20, 70_000).Fill(8 << 20, 100_000, 0);
        await WriteChildAsync(middle, "middle.vhd", "base.vhd");
        var top = Guest.Make("patterns").Random(3 << 20, 70_000).Fill(8 << 20, 100_000, 0).Random(8 << 20, 5).Random(20 << 20, 512);
        await WriteChildAsync(top, "top.vhd", "middle.vhd");

        using var image = DiskFormats.BuiltIn.OpenFile(folder["top.vhd"], new() { Resolver = resolver.Resolve });
        top.AssertIn(image);
        Assert.Equal(2, image.Extents().Max(extent => extent.Depth));
        Libyal.Vhdi.AssertSame(image, folder, "top.vhd", "middle.vhd", "base.vhd");
        Assert.Contains("middle.vhd", ForeignTool.Require("vhdiinfo").RunIn(folder.Path, "top.vhd"), StringComparison.Ordinal);

        async Task WriteChildAsync(Guest guest, string name, string parentName)
        {
            using var parent = DiskFormats.BuiltIn.OpenFile(folder[parentName], new() { Resolver = resolver.Resolve });
            using var source = guest.OpenRaw();
            await qemu.ConvertAsync(source, name, "vhd", new() { Parent = parent, ParentName = parentName });
        }
    }
}
