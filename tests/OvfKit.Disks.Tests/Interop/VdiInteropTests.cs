using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>qemu-img reads and checks what we write, and we read what it writes.</summary>
public class VdiInteropTests
{
    public static MatrixTheoryData<string, string> Images { get; } = new(["dynamic", "static"], ["empty", "random", "patterns", "odd sectors", "last sector only", "one sector"]);

    [Theory, MemberData(nameof(Images))]
    public void What_qemu_writes_reads_as_it_should(string variant, string disk)
    {
        using var folder = new TempFolder();
        var guest = Guest.Make(disk);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        new Qemu(folder).Run("convert", "-f", "raw", "-O", "vdi", "-o", "static=" + (variant == "static" ? "on" : "off"), "truth.raw", "source.vdi");

        using var image = DiskFormats.BuiltIn.OpenFile(folder["source.vdi"]);
        Assert.Equal(variant, image.Variant);
        guest.AssertIn(image);
    }

    [Theory, MemberData(nameof(Images)), InlineData("dynamic", "sparse above 4 GiB"), InlineData("static", "sparse above 4 GiB")]
    public async Task What_we_write_is_sound_and_the_same_to_qemu(string variant, string disk)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make(disk);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        using var source = guest.OpenRaw();
        await qemu.ConvertAsync(source, "target.vdi", "vdi", new() { Variant = variant });

        Assert.Contains("Images are identical", qemu.Run("compare", "-f", "raw", "-F", "vdi", "truth.raw", "target.vdi"), StringComparison.Ordinal);
        Assert.Contains("No errors were found", qemu.Run("check", "-f", "vdi", "target.vdi"), StringComparison.Ordinal);
        Assert.Contains($"({guest.Length} bytes)", qemu.Run("info", "-f", "vdi", "target.vdi"), StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_that_qemu_wrote_in_any_order_are_read()
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        qemu.Run("create", "-q", "-f", "vdi", "source.vdi", "9437184");
        ForeignTool.Require("qemu-io").RunIn(
            folder.Path, "-f", "vdi", "-c", "write -P 0x11 8388608 4096", "-c", "write -P 0x22 0 512", "-c", "write -P 0x33 4194000 70000", "-c", "write -P 0x44 1048576 1048576", "source.vdi");

        using var image = DiskFormats.BuiltIn.OpenFile(folder["source.vdi"]);
        Guest.Empty(9 << 20).Fill(8 << 20, 4096, 0x11).Fill(0, 512, 0x22).Fill(4194000, 70_000, 0x33).Fill(1 << 20, 1 << 20, 0x44).AssertIn(image);
    }
}
