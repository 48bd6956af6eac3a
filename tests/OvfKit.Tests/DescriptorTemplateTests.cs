using System.Text;
using OvfKit.Model;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests;

public sealed class DescriptorTemplateTests
{
    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void A_new_descriptor_is_valid(OvfVersion version)
    {
        var descriptor = OvfDescriptor.Create(version);

        Assert.Empty(OracleValidation.Complaints(descriptor));
        Assert.False(descriptor.IsModified);
        Assert.Equal("vm", Assert.Single(descriptor.Envelope.VirtualSystems).Id);
    }

    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void A_package_is_built_from_nothing(OvfVersion version)
    {
        var descriptor = OvfDescriptor.Create(version);
        var envelope = descriptor.Envelope;
        envelope.References!.Files.Add(new FileReference { Id = "file1", Href = "disk.vmdk", Size = 77 });
        // In the wrong order on purpose: the schema's place is found.
        envelope.Sections.Add(new NetworkSection { Info = "Networks", Networks = { new Network { Name = "LAN", Description = "inside" } } });
        envelope.Sections.Insert(0, new DiskSection { Info = "Disks", Disks = { new VirtualDisk { Capacity = "20", DiskId = "disk1", FileRef = "file1", CapacityAllocationUnits = "byte * 2^30" } } });
        var system = (VirtualSystem)envelope.Content!;
        system.Id = "web";
        system.Sections.Add(new OperatingSystemSection { Id = 94, Info = "Guest", Description = "Ubuntu" });
        system.Sections.Add(new VirtualHardwareSection
        {
            Info = "Hardware",
            VirtualSystemType = "vmx-13",
            Items =
            {
                new HardwareItem { VirtualQuantity = 2, ResourceType = 3, InstanceId = "1", ElementName = "2 CPUs" },
                new HardwareItem { InstanceId = "2", ResourceType = 10, ElementName = "Ethernet", Connection = { "LAN" }, AutomaticAllocation = true },
            },
        });
        system.Name = "Web server";

        Assert.Empty(OracleValidation.Complaints(descriptor));
        var text = Encoding.UTF8.GetString(descriptor.ToBytes());
        Assert.EndsWith("""
              <References>
                <File ovf:id="file1" ovf:href="disk.vmdk" ovf:size="77"/>
              </References>
              <DiskSection>
                <Info>Disks</Info>
                <Disk ovf:capacity="20" ovf:diskId="disk1" ovf:fileRef="file1" ovf:capacityAllocationUnits="byte * 2^30"/>
              </DiskSection>
              <NetworkSection>
                <Info>Networks</Info>
                <Network ovf:name="LAN">
                  <Description>inside</Description>
                </Network>
              </NetworkSection>
              <VirtualSystem ovf:id="web">
                <Info>A virtual machine</Info>
                <Name>Web server</Name>
                <OperatingSystemSection ovf:id="94">
                  <Info>Guest</Info>
                  <Description>Ubuntu</Description>
                </OperatingSystemSection>
                <VirtualHardwareSection>
                  <Info>Hardware</Info>
                  <System>
                    <vssd:ElementName>Virtual Hardware Family</vssd:ElementName>
                    <vssd:InstanceID>0</vssd:InstanceID>
                    <vssd:VirtualSystemType>vmx-13</vssd:VirtualSystemType>
                  </System>
                  <Item>
                    <rasd:ElementName>2 CPUs</rasd:ElementName>
                    <rasd:InstanceID>1</rasd:InstanceID>
                    <rasd:ResourceType>3</rasd:ResourceType>
                    <rasd:VirtualQuantity>2</rasd:VirtualQuantity>
                  </Item>
                  <Item>
                    <rasd:AutomaticAllocation>true</rasd:AutomaticAllocation>
                    <rasd:Connection>LAN</rasd:Connection>
                    <rasd:ElementName>Ethernet</rasd:ElementName>
                    <rasd:InstanceID>2</rasd:InstanceID>
                    <rasd:ResourceType>10</rasd:ResourceType>
                  </Item>
                </VirtualHardwareSection>
              </VirtualSystem>
            </Envelope>

            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_does_not_exist_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => OvfDescriptor.Create((OvfVersion)3));
}
