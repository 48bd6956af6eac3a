using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

/// <summary>The last proof: a machine boots from what was written.</summary>
public sealed class BootTests(BootTests.BootDisk disk) : IClassFixture<BootTests.BootDisk>
{
    /// <summary>What is written, and as what QEMU opens it.</summary>
    public static TheoryData<string, string, string> Targets { get; } = new()
    {
        { "vmdk:streamOptimized", "disk.vmdk", "vmdk" },
        { "vmdk:monolithicSparse", "disk.vmdk", "vmdk" },
        { "vmdk:twoGbMaxExtentFlat", "disk.vmdk", "vmdk" },
        { "vhd:dynamic", "disk.vhd", "vpc" },
        { "vhdx:dynamic", "disk.vhdx", "vhdx" },
        { "vdi:dynamic", "disk.vdi", "vdi" },
        { "qcow2:zstd", "disk.qcow2", "qcow2" },
        { "parallels:expanding", "disk.hds", "parallels" },
    };

    [Theory, MemberData(nameof(Targets))]
    public void A_converted_disk_boots(string format, string name, string driver)
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "convert", disk.Path, name, "--to", format);
        var serial = ForeignTool.Require("qemu-system-x86_64").RunIn(
            folder.Path, "-M", "pc", "-m", "256", "-display", "none", "-serial", "stdio", "-monitor", "none", "-net", "none", "-no-reboot", "-drive", $"file={name},format={driver},snapshot=on");

        Assert.Contains($"ovfkit guest is up: {disk.Proof}", serial, StringComparison.Ordinal);
    }

    /// <summary>The disk that boots, made once from Debian's kernel and busybox.</summary>
    public sealed class BootDisk : IDisposable
    {
        private readonly TempFolder _folder = new();

        public BootDisk()
        {
            foreach (var tool in (string[])["qemu-system-x86_64", "syslinux", "mcopy", "busybox", "cpio", "mkfs.vfat", "apt-get"])
                ForeignTool.Require(tool);
            ForeignTool.Require("bash").Run(RepositoryFiles.Fixture("boot/make_boot_disk.sh"), Path);
            Proof = File.ReadAllText(Path + ".sha256").Trim();
        }

        public string Path => _folder["boot.raw"];

        public string Proof { get; }

        public void Dispose() => _folder.Dispose();
    }
}
