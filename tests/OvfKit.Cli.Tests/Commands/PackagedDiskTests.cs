using OvfKit.Disks;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

public class PackagedDiskTests
{
    private static readonly string Appliance = RepositoryFiles.Fixture("packages/appliance.ova");

    [Theory]
    [InlineData("2", "disk.qcow2"), InlineData("vmdisk2", "disk.vhdx"), InlineData("appliance-disk2.vmdk", "disk.raw")]
    public void One_disk_of_an_archive_becomes_a_disk_of_its_own(string name, string target)
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "convert", Appliance, target, "--disk", name, "--verify");
        using var disk = DiskFormats.BuiltIn.OpenFile(folder[target], null, DiskFormats.BuiltIn.FindByExtension(target));
        Assert.Equal(Expected("appliance-disk2"), DiskAssert.Hash(disk));
        Assert.Equal([folder[target]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("one.ova"), InlineData("one"), InlineData("one/appliance.ovf")]
    public void The_only_disk_needs_no_name(string package)
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "edit", Appliance, package.Split('/')[0], "--remove-disk", "vmdisk1");
        Cli.RunDone(folder.Path, "convert", package, "disk.vdi");
        using var disk = DiskFormats.BuiltIn.OpenFile(folder["disk.vdi"]);
        Assert.Equal(Expected("appliance-disk2"), DiskAssert.Hash(disk));
    }

    [Theory]
    [InlineData("disk hash {0} --disk 1"), InlineData("disk info {0} --disk vmdisk1"), InlineData("disk check {0} --disk 1"), InlineData("disk map {0} --disk 1")]
    public void The_verbs_for_disks_reach_into_archives(string line)
    {
        using var folder = new TempFolder();
        var output = Cli.RunDone(folder.Path, [.. line.Split(' ').Select(word => word == "{0}" ? Appliance : word)]);
        if (line.Contains("hash", StringComparison.Ordinal))
            Assert.StartsWith(Expected("appliance-disk1"), output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Which_of_several_disks_is_meant_is_asked_and_never_guessed()
    {
        using var folder = new TempFolder();
        var (exitCode, output, error) = Cli.Run(folder.Path, "convert", Appliance, "disk.vhdx");
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Contains("OVF3050", error, StringComparison.Ordinal);
        Assert.Contains("1 \"vmdisk1\" in appliance-disk1.vmdk; 2 \"vmdisk2\" in appliance-disk2.vmdk", error, StringComparison.Ordinal);

        (exitCode, _, error) = Cli.Run(folder.Path, "convert", Appliance, "disk.vhdx", "--disk", "third");
        Assert.Equal(1, exitCode);
        Assert.Contains("OVF3051", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_disk_that_differs_from_the_manifest_is_not_taken_unless_told()
    {
        using var folder = new TempFolder();
        var bytes = File.ReadAllBytes(Appliance);
        // Sectors behind the header and before the descriptor's text: what a reader of the disk does not look at.
        bytes[bytes.AsSpan().IndexOf("KDMV"u8) + 300] ^= 1;
        File.WriteAllBytes(folder["changed.ova"], bytes);
        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", "changed.ova", "disk.vhdx", "--disk", "1");
        Assert.Equal(1, exitCode);
        Assert.Contains("OVF4005", error, StringComparison.Ordinal);
        Assert.Equal([folder["changed.ova"]], Directory.EnumerateFileSystemEntries(folder.Path));

        Cli.RunDone(folder.Path, "convert", "changed.ova", "disk.vhdx", "--disk", "2");
        Cli.RunDone(folder.Path, "convert", "changed.ova", "disk.vhdx", "--disk", "1", "--force", "--skip-manifest-check");
        using var disk = DiskFormats.BuiltIn.OpenFile(folder["disk.vhdx"]);
        Assert.Equal(Expected("appliance-disk1"), DiskAssert.Hash(disk));
    }

    private static string Expected(string name) => GuestHash.All.Single(hash => hash.Path == $"packages/appliance.ova!{name}.vmdk").Sha256;
}
