using OvfKit.Disks.Formats.Raw;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Raw;

public class RawDeviceTests
{
    [Fact]
    public void A_block_device_is_read_to_its_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "loop devices are Linux's");
        using var folder = new TempFolder();
        var guest = Guest.Make("odd sectors");
        File.WriteAllBytes(folder["disk.raw"], guest.Bytes.ToArray());
        var losetup = ForeignTool.Require("losetup");
        var (exitCode, device, _) = losetup.TryRun(folder.Path, "--find", "--show", "--read-only", "disk.raw");
        Assert.SkipWhen(exitCode != 0, "this user may not make loop devices");
        try
        {
            using var image = DiskFormats.BuiltIn.OpenFile(device.Trim(), format: RawFormat.Instance);
            guest.AssertIn(image);
            Assert.Equal(guest.Length, image.Extents().Last().End);
        }
        finally
        {
            losetup.RunIn(folder.Path, "--detach", device.Trim());
        }
    }
}
