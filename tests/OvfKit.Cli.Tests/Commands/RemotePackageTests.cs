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
    public void A_remote_package_of_loose_files_is_described_and_converted()
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "unpack", RepositoryFiles.Fixture("packages/appliance.ova"), "package");
        using var server = new RangeServer(folder.Path);
        var address = server.AddressOf("package/appliance.ovf").ToString();
        Assert.Contains("appliance-disk1.vmdk", Cli.RunDone(folder.Path, "info", address), StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "verify", address);
        var sent = server.Sent;
        Cli.RunDone(folder.Path, "validate", address);
        // By itself a descriptor is judged without its files.
        Assert.Equal(new FileInfo(folder["package/appliance.ovf"]).Length, server.Sent - sent);
        Cli.RunDone(folder.Path, "convert", address, "out", "--disk-format", "vhdx");
        using var image = DiskFormats.BuiltIn.OpenFile(folder["out/appliance-disk1.vhdx"]);
        Assert.Equal(GuestHash.All.Single(hash => hash.Path == "packages/appliance.ova!appliance-disk1.vmdk").Sha256, DiskAssert.Hash(image));
    }

    [Fact]
    public void A_large_remote_disk_is_described_with_little_transfer_and_converted()
    {
        using var folder = new TempFolder();
        SamplePackage.WriteDisk(folder["disk.raw"], 24);
        Cli.RunDone(folder.Path, "convert", "disk.raw", "disk.vmdk", "--to", "vmdk:monolithicSparse", "-q");
        Cli.RunDone(folder.Path, "convert", "disk.raw", "flat.vmdk", "--to", "vmdk:monolithicFlat", "-q");
        using var server = new RangeServer(folder.Path);
        Assert.Contains("monolithicSparse", Cli.RunDone(folder.Path, "info", server.AddressOf("disk.vmdk").ToString()), StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "disk", "info", server.AddressOf("disk.vmdk").ToString());
        Assert.InRange(server.Sent, 1000, 1_000_000);
        foreach (var name in (string[])["disk.vmdk", "flat.vmdk", "disk.raw"])
        {
            Cli.RunDone(folder.Path, "convert", server.AddressOf(name).ToString(), "out.raw", "--force");
            ForeignTool.Require("cmp").RunIn(folder.Path, "disk.raw", "out.raw");
        }

        ForeignTool.Require("qemu-img").RunIn(folder.Path, "compare", "-f", "vmdk", "-F", "raw", "disk.vmdk", "out.raw");
        Assert.Equal(3, Cli.Run(folder.Path, "info", server.AddressOf("none.vmdk").ToString()).ExitCode);
    }

    [Fact]
    public void A_remote_zip_archive_is_described_with_little_transfer()
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 8);
        ForeignTool.Require("zip").RunIn(folder.Path, "-q", "-0", "-r", "source.zip", "source");
        using var server = new RangeServer(folder.Path);
        Assert.Contains("disk1", Cli.RunDone(folder.Path, "info", server.AddressOf("source.zip").ToString()), StringComparison.Ordinal);
        Assert.InRange(server.Sent, 1000, 1_000_000);
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
