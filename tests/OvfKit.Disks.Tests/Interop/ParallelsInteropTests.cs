using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>Parallels disks go to qemu-img and come from it. It knows expanding files, so of a bundle it judges the file inside.</summary>
public class ParallelsInteropTests
{
    [Theory, InlineData("empty"), InlineData("random"), InlineData("patterns"), InlineData("odd sectors"), InlineData("last sector only"), InlineData("sparse above 4 GiB")]
    public async Task What_we_write_is_sound_and_holds_the_same_disk(string name)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make(name);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        using var source = guest.OpenRaw();
        await qemu.ConvertAsync(source, "disk.hds", "parallels", new() { Variant = "expanding" });
        await qemu.ConvertAsync(source, "small.hds", "parallels", Written.With("block-size", "64K") with { Variant = "expanding" });
        using (var sink = new FolderDiskSink(folder["disk.hdd"]))
        {
            await using var writer = DiskFormats.BuiltIn.Find("parallels")!.CreateWriter(sink, new() { Id = Written.Id });
            await DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken);
            sink.Commit();
        }

        const string inside = "disk.hdd/disk.hdd.0.{5fbaabe3-6958-40ff-92a7-860e329aab41}.hds";
        foreach (var file in (string[])["disk.hds", "small.hds", inside])
        {
            Assert.Contains("Images are identical", qemu.Run("compare", "-f", "raw", "-F", "parallels", "truth.raw", file), StringComparison.Ordinal);
            Assert.Contains("No errors were found", qemu.Run("check", "-f", "parallels", file), StringComparison.Ordinal);
        }

        Assert.Equal(["DiskDescriptor.xml", "disk.hdd", Path.GetFileName(inside)], Directory.GetFiles(folder["disk.hdd"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(0, new FileInfo(folder["disk.hdd/disk.hdd"]).Length);
        using var bundle = DiskFormats.BuiltIn.OpenFile(folder["disk.hdd"]);
        guest.AssertIn(bundle);
        Assert.Equal(Written.Id, bundle.Id);
        ForeignTool.Require("xmllint").RunIn(folder.Path, "--noout", "disk.hdd/DiskDescriptor.xml");
    }

    [Theory, InlineData("1M"), InlineData("64k"), InlineData("252k")]
    public void What_qemu_writes_is_read(string clusterSize)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make("patterns");
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        qemu.Run("convert", "-f", "raw", "-O", "parallels", "-o", $"cluster_size={clusterSize}", "truth.raw", "disk.hds");

        using var image = DiskFormats.BuiltIn.OpenFile(folder["disk.hds"]);
        guest.AssertIn(image);
    }

    [Fact]
    public async Task An_image_of_ours_survives_writes_by_qemu()
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make("patterns");
        using var source = guest.OpenRaw();
        await qemu.ConvertAsync(source, "disk.hds", "parallels", new() { Variant = "expanding" });
        ForeignTool.Require("qemu-io").RunIn(folder.Path, "-f", "parallels", "-c", "write -P 0x5a 12582912 70000", "disk.hds");

        guest.Fill(12 << 20, 70_000, 0x5A);
        using var image = DiskFormats.BuiltIn.OpenFile(folder["disk.hds"]);
        guest.AssertIn(image);
    }
}
