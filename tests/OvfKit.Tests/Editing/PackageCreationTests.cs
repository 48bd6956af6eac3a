using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Editing;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Schema;
using OvfKit.Validation;
using VerifyXunit;

namespace OvfKit.Tests.Editing;

public sealed class PackageCreationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OvfVersion.One, true)]
    [InlineData(OvfVersion.Two, false)]
    public async Task A_package_is_made_of_disks_and_a_few_words(OvfVersion version, bool toArchive)
    {
        using var folder = new TempFolder();
        using var image = DiskFormats.BuiltIn.OpenFile(RepositoryFiles.Fixture("disks/raw/tiny.raw"), null, DiskFormats.BuiltIn.Find("raw"));
        var machine = new NewMachine
        {
            Name = "My machine", ProcessorCount = 2, MemoryInBytes = 4L << 30, Guest = GuestSystem.Parse("ubuntu"), Networks = ["LAN", "DMZ", "LAN"],
            Disks = [new AddedDisk("x", image), new AddedDisk("x", image) { Format = DiskFormats.BuiltIn.Find("vhdx") }], Uefi = true, Version = version,
        };
        PackageSink sink = toArchive ? new OvaSink(folder["out"]) : new FolderSink(folder["out"]);
        await using (sink)
            await PackageCreation.CreateAsync(sink, machine, cancellationToken: Stop);

        var found = new DiagnosticBag();
        using var target = OvfPackage.Open(folder["out"], new PackageOpenOptions { Diagnostics = found });
        DescriptorValidator.Validate(target.Descriptor, null, found);
        Assert.DoesNotContain(found, one => one.Severity != DiagnosticSeverity.Info);
        Assert.Empty(Oracle.Complaints(target.Descriptor.Document));
        Assert.True((await target.VerifyAsync(cancellationToken: Stop)).IsIntact);
        Assert.Equal(["My-machine-disk1.vmdk", "My-machine-disk2.vhdx"], target.Files.Select(file => file.Name));
        foreach (var disk in target.Disks)
        {
            using var copy = target.OpenDisk(disk);
            Assert.Equal(DiskAssert.Hash(image), DiskAssert.Hash(copy));
            Assert.Equal(image.Length, disk.Disk.CapacityInBytes);
        }

        var system = target.Descriptor.Envelope.VirtualSystems[0];
        Assert.Equal(("My machine", 2L, 4L << 30, "efi", "ubuntu64Guest"), (system.Name, system.ProcessorCount, system.MemoryInBytes, system.Firmware, system.OperatingSystem!.VMwareOsType));
        Assert.Equal(["LAN", "DMZ", "LAN"], system.NetworkAdapters.Select(adapter => adapter.Connection[0]));
        Assert.Equal(system.Hardware.Count, system.Hardware.Select(item => item.InstanceId).Distinct().Count());
        Assert.Equal([("lsilogic", "0", "0"), ("lsilogic", "0", "1")], system.DiskDrives.Select(drive => (drive.Controller!.ResourceSubType!, drive.Bus!, drive.Unit!)));
    }

    [Fact]
    public Task The_descriptor_of_a_new_machine_is_this() => Verifier.Verify(Encoding.UTF8.GetString(
        PackageCreation.Describe(new NewMachine { Name = "web", Networks = ["VM Network"], Uefi = true }).ToBytes()), "ovf");

    [Theory]
    [InlineData("linux", 101, "otherLinux64Guest")]
    [InlineData("42", 42, null)]
    [InlineData("ubuntu64Guest", 94, "ubuntu64Guest")]
    [InlineData("photon64Guest", 1, "photon64Guest")]
    public void Guest_systems_are_understood(string text, int number, string? word)
    {
        var guest = GuestSystem.Parse(text);
        Assert.Equal((number, word), (guest.CimId, guest.VMwareName));
    }

    [Fact]
    public void Other_words_are_no_guest_system() => Assert.Contains("is no guest system", Assert.Throws<ArgumentException>(() => GuestSystem.Parse("amiga")).Message, StringComparison.Ordinal);
}
