using OvfKit.Disks;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

public class RemotePackageTests
{
    [Fact]
    public void A_large_archive_is_described_and_validated_with_little_transfer()
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 8);
        var disk = folder["source/disk.raw"];
        using (var file = File.Open(disk, FileMode.Append))
            file.SetLength(200L << 20);
        var descriptor = folder["source/sample.ovf"];
        File.WriteAllText(descriptor, File.ReadAllText(descriptor).Replace($"{8L << 20}", $"{200L << 20}", StringComparison.Ordinal));
        Cli.RunDone(folder.Path, "pack", "source", "big.ova");
        using var server = new RangeServer(folder["big.ova"]);
        Assert.Contains("disk1", Cli.RunDone(folder.Path, "info", server.Address.ToString()), StringComparison.Ordinal);
        Assert.InRange(server.Sent, 1000, 1_000_000);
        Cli.Run(folder.Path, "validate", server.Address.ToString());
        Assert.InRange(server.Sent, 1000, 2_000_000);
    }

    [Fact]
    public void A_remote_archive_is_converted()
    {
        using var folder = new TempFolder();
        using var server = new RangeServer(RepositoryFiles.Fixture("packages/appliance.ova"));
        Cli.RunDone(folder.Path, "convert", server.Address.ToString(), "out", "--disk-format", "vhdx");
        using var image = DiskFormats.BuiltIn.OpenFile(folder["out/appliance-disk1.vhdx"]);
        Assert.Equal(GuestHash.All.Single(hash => hash.Path == "packages/appliance.ova!appliance-disk1.vmdk").Sha256, DiskAssert.Hash(image));
    }

    [Fact]
    public void Files_on_the_network_are_read_only_where_the_user_allows_it()
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 1);
        using var server = new RangeServer(folder["source/disk.raw"]);
        Directory.CreateDirectory(folder["package"]);
        File.WriteAllText(folder["package/sample.ovf"], File.ReadAllText(folder["source/sample.ovf"]).Replace("disk.raw", server.Address.ToString(), StringComparison.Ordinal));
        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", "package", "out", "--disk-format", "qcow2");
        Assert.Equal(1, exitCode);
        Assert.Contains("--allow-remote", error, StringComparison.Ordinal);
        Assert.Equal(0, server.Requests);
        Cli.RunDone(folder.Path, "convert", "package", "out", "--disk-format", "qcow2", "--allow-remote");
        Cli.RunDone(folder.Path, "disk", "compare", "out/disk.qcow2", "source/disk.raw");
    }
}
