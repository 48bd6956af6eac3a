using System.Text;
using OvfKit.Model;
using OvfKit.Testing;
using OvfKit.Tests.Generated;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Model;

public sealed class VendorViewTests
{
    private const string Machine = """
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:vbox="http://www.virtualbox.org/ovf/machine">
          <VirtualSystem ovf:id="vm">
            <Info/>
            <vbox:Machine ovf:required="false" uuid="{1}" name="box" OSType="Ubuntu_64">
              <Hardware><CPU count="2"/><Memory RAMSize="512"/><Firmware type="EFI"/></Hardware>
              <StorageControllers><StorageController><AttachedDevice><Image uuid="{d1}"/></AttachedDevice></StorageController></StorageControllers>
            </vbox:Machine>
          </VirtualSystem>
        </Envelope>
        """;

    [Fact]
    public void Settings_of_VMware_are_read_and_written()
    {
        var descriptor = OvfDescriptor.Create(OvfVersion.One);
        var system = descriptor.Envelope.VirtualSystems[0];
        system.Sections.Add(new VirtualHardwareSection { Info = "hw" });
        var hardware = system.HardwareSections[0];

        hardware.VMwareConfig["firmware"] = "efi";
        hardware.VMwareExtraConfig["nvram"] = "ovf:/file/f";
        hardware.Items.Add(new HardwareItem { ElementName = "e", InstanceId = "1" });
        hardware.Items[0].VMwareConfig["wakeOnLanEnabled"] = "true";

        Assert.Empty(OracleValidation.Complaints(descriptor));
        Assert.Contains("""
                  <Item>
                    <rasd:ElementName>e</rasd:ElementName>
                    <rasd:InstanceID>1</rasd:InstanceID>
                    <vmw:Config ovf:required="false" vmw:key="wakeOnLanEnabled" vmw:value="true" xmlns:vmw="http://www.vmware.com/schema/ovf"/>
                  </Item>
                  <vmw:Config ovf:required="false" vmw:key="firmware" vmw:value="efi"
            """.Replace("          <", "      <", StringComparison.Ordinal), Encoding.UTF8.GetString(descriptor.ToBytes()), StringComparison.Ordinal);
        Assert.Equal("efi", system.Firmware);
        Assert.Equal(("ovf:/file/f", 1), (hardware.VMwareExtraConfig["nvram"], hardware.VMwareConfig.Count));
        Assert.False(Assert.Single(hardware.VMwareConfig).IsRequired);
        hardware.VMwareConfig["firmware"] = "bios";
        Assert.Equal("bios", Assert.Single(hardware.VMwareConfig).Value);
        hardware.VMwareConfig["firmware"] = null;
        Assert.Empty(hardware.VMwareConfig);
        Assert.Throws<InvalidOperationException>(() => descriptor.Envelope.AddExtension(new("{urn:v}x")));
    }

    [Fact]
    public void The_machine_of_VirtualBox_is_read()
    {
        var system = ModelSample.Parse(Machine).Envelope.VirtualSystems[0];
        var machine = system.VirtualBoxMachine!;

        Assert.Equal(("{1}", "box", "Ubuntu_64", 2, 512L, "EFI"), (machine.Uuid, machine.Name, machine.OsType, machine.ProcessorCount, machine.MemoryInMebibytes, machine.Firmware));
        Assert.Equal(["d1"], machine.ImageIds);
        Assert.Equal(("efi", "Ubuntu_64"), (system.Firmware, system.OperatingSystemName));
        // Where the schema knows only sections, a vendor's element is one.
        Assert.Equal("Machine", Assert.IsType<UnknownSection>(Assert.Single(system.Sections)).Name.LocalName);
    }

    [Fact]
    public void People_find_what_they_look_for()
    {
        var descriptor = ModelSample.Parse();
        var system = descriptor.Envelope.VirtualSystems[0];

        Assert.Equal((512L << 20, null), (system.MemoryInBytes, system.ProcessorCount));
        Assert.Equal((94, "Ubuntu", null), (system.OperatingSystemId, system.OperatingSystemName, system.Firmware));
        var drive = Assert.Single(system.DiskDrives);
        Assert.Equal(("d1", "0", null), (drive.Disk!.DiskId, drive.Unit, drive.Controller));
        Assert.Equal(["NAT", "LAN"], Assert.Single(system.NetworkAdapters).Connection);

        (system.ProcessorCount, system.MemoryInBytes) = (4, 2L << 30);
        Assert.Equal((4L, 2L << 30), (system.ProcessorCount, system.MemoryInBytes));
        Assert.Equal([3, 4, 17, 10], system.Hardware.Select(static item => item.ResourceType));
        Assert.Equal("4", system.Hardware[0].InstanceId);
        Assert.Throws<ArgumentOutOfRangeException>(() => system.MemoryInBytes = 5);
        system.ProcessorCount = null;
        Assert.Null(system.ProcessorCount);
    }

    [Fact]
    public void Every_view_of_the_corpus_answers_or_says_what_it_cannot_read()
    {
        var corpus = RepositoryFiles.Reference("corpus");
        Assert.SkipWhen(corpus is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        int drives = 0, joined = 0, settings = 0;
        foreach (var path in Directory.EnumerateFiles(corpus!, "*.ovf", SearchOption.AllDirectories))
        {
            try
            {
                var descriptor = OvfDescriptor.Parse(File.ReadAllBytes(path), path);
                foreach (var system in descriptor.Envelope.VirtualSystems)
                {
                    drives += system.DiskDrives.Count;
                    joined += system.DiskDrives.Count(static drive => drive is { Disk: not null, Controller: not null });
                    settings += system.HardwareSections.Sum(static section => section.VMwareConfig.Count + section.VMwareExtraConfig.Count);
                    _ = (system.ProcessorCount, system.MemoryInBytes, system.Firmware, system.OperatingSystemName, system.NetworkAdapters);
                }
                Assert.False(descriptor.IsModified);
                Assert.Equal(File.ReadAllBytes(path), descriptor.ToBytes());
            }
            catch (Diagnostics.InvalidContentException exception)
            {
                Assert.True(exception.Diagnostic.Location.Line > 0, exception.Message);
            }
        }
        Assert.True(drives > 100 && joined > 80 && settings > 100, $"{drives} drives, {joined} of them joined, {settings} settings");
    }
}
