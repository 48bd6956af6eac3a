using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

public class NewCommandTests
{
    [Fact]
    public void A_package_is_made_that_validates_and_holds_the_disk()
    {
        using var folder = new TempFolder();
        var disk = RepositoryFiles.Fixture("disks/raw/tiny.raw");
        Cli.RunDone(folder.Path, "new", "web.ova", "--disk", disk, "--disk", $"{disk},qcow2", "--cpus", "2", "--memory", "4G", "--os", "debian", "--nic", "LAN", "--firmware", "efi");
        Assert.EndsWith("0 errors, 0 warnings\n", Cli.RunDone(folder.Path, "validate", "web.ova").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "verify", "web.ova");
        using (var package = OvfPackage.Open(folder["web.ova"]))
            Assert.Equal(("web", "efi", 2), (package.Descriptor.Envelope.VirtualSystems[0].Name, package.Descriptor.Envelope.VirtualSystems[0].Firmware, package.Disks.Count));
        ForeignTool.Require("tar").Run("-xf", folder["web.ova"], "-C", folder.Path);
        ForeignTool.Require("qemu-img").Run("compare", disk, folder["web-disk1.vmdk"]);
        ForeignTool.Require("qemu-img").Run("compare", disk, folder["web-disk2.qcow2"]);
    }

    [Theory]
    [InlineData("is no guest system", "--os", "amiga")]
    [InlineData("one processor or more", "--cpus", "0")]
    public void Wrong_usage_exits_with_2(string message, params string[] options)
    {
        using var folder = new TempFolder();
        var (exitCode, _, error) = Cli.Run(folder.Path, ["new", "out.ova", "--disk", RepositoryFiles.Fixture("disks/raw/tiny.raw"), .. options]);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
