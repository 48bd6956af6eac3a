using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>libvmdk reads what we write; what qemu-img makes of it is in QemuConversionTests.</summary>
public class VmdkInteropTests
{
    public static MatrixTheoryData<string, string> Images { get; } = new(
        ["streamOptimized", "monolithicSparse", "monolithicFlat", "vmfs", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat"], ["empty", "patterns", "odd sectors", "last sector only"]);

    [Theory, MemberData(nameof(Images))]
    public async Task Every_variant_is_read_by_libvmdk(string variant, string disk)
    {
        using var folder = new TempFolder();
        using var source = Guest.Make(disk).OpenRaw();
        await new Qemu(folder).ConvertAsync(source, "disk.vmdk", "vmdk", Options(variant));

        Libyal.Vmdk.AssertSame(source, folder, "disk.vmdk");
    }

    [Theory, InlineData("monolithicSparse"), InlineData("twoGbMaxExtentSparse")]
    public async Task A_chain_of_ours_is_read_by_libvmdk(string variant)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var gate = new DiskOpenOptions { Resolver = new FolderReferences(folder.Path).Resolve };
        using (var source = Guest.Make("patterns").OpenRaw())
            await qemu.ConvertAsync(source, "below.vmdk", "vmdk", Options(variant) with { Id = Guid.NewGuid() });
        // Zeros over data are stored: libvmdk need not know zeroed grains.
        var above = Guest.Make("patterns").Fill(0, 300_000, 0).Random(5_000_000, 70_000);
        using var changed = above.OpenRaw();
        using (var parent = DiskFormats.BuiltIn.OpenFile(folder["below.vmdk"], gate))
            await qemu.ConvertAsync(changed, "above.vmdk", "vmdk", Options(variant) with { Parent = parent, ParentName = "below.vmdk" });

        Libyal.Vmdk.AssertSame(changed, folder, "above.vmdk", "below.vmdk");
    }

    [Fact]
    public async Task A_renamed_disk_is_read_by_us_though_not_by_libvmdk()
    {
        using var folder = new TempFolder();
        using var source = Guest.Make("patterns").OpenRaw();
        await new Qemu(folder).ConvertAsync(source, "disk.vmdk", "vmdk", Options("streamOptimized"));
        File.Move(folder["disk.vmdk"], folder["renamed.vmdk"]);

        using var image = DiskFormats.BuiltIn.OpenFile(folder["renamed.vmdk"]);
        Assert.Equal(DiskAssert.Hash(source), DiskAssert.Hash(image));
        Assert.Contains("disk.vmdk", Assert.ThrowsAny<Exception>(() => Libyal.Vmdk.Run(folder, "renamed.vmdk")).Message, StringComparison.Ordinal);
    }

    // Pieces so small that a disk of 12 MiB has several.
    private static DiskWriteOptions Options(string variant) =>
        (variant.StartsWith("two", StringComparison.Ordinal) ? Written.With("extent-size", "1280K") : new() { Id = Written.Id }) with { Variant = variant };
}
