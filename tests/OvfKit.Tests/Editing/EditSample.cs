using System.Text;
using OvfKit.Editing;

namespace OvfKit.Tests.Editing;

/// <summary>A descriptor with one of everything that can be edited.</summary>
internal static class EditSample
{
    public const string Machine = "{11111111-1111-1111-1111-111111111111}";
    public const string DiskId = "22222222-2222-2222-2222-222222222222";

    public static readonly string Text = $$"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- made by hand -->
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
            xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
            xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData"
            xmlns:vbox="http://www.virtualbox.org/ovf/machine" xmlns:vmw="http://www.vmware.com/schema/ovf">
          <References>
            <File ovf:id="file1" ovf:href="a%20disk.raw" ovf:size="1024"/>
            <File ovf:id="file2" ovf:href="second.raw" ovf:size="1024"/>
            <File ovf:id="icon" ovf:href="icon.png" ovf:size="4"/>
          </References>
          <DiskSection>
            <Info>Disks</Info>
            <Disk ovf:diskId="one" ovf:fileRef="file1" ovf:capacity="1024" ovf:format="http://en.wikipedia.org/wiki/Byte" vbox:uuid="{{DiskId}}"/>
            <Disk ovf:diskId="two" ovf:fileRef="file2" ovf:capacity="1024" ovf:format="http://en.wikipedia.org/wiki/Byte"/>
          </DiskSection>
          <NetworkSection>
            <Info>Networks</Info>
            <Network   ovf:name="VM Network"><Description>The network</Description></Network>
            <Network ovf:name="Backup"><Description>The other</Description></Network>
          </NetworkSection>
          <DeploymentOptionSection>
            <Info>Sizes</Info>
            <Configuration ovf:id="small" ovf:default="true"><Label>Small</Label><Description>S</Description></Configuration>
            <Configuration ovf:id="large"><Label>Large</Label><Description>L</Description></Configuration>
          </DeploymentOptionSection>
          <VirtualSystem ovf:id="vm">
            <Info>A machine</Info>
            <Name>Old name</Name>
            <ProductSection ovf:class="com.example">
              <Info>Product</Info>
              <Product>Thing</Product>
              <Icon ovf:fileRef="icon" ovf:height="1" ovf:width="1" ovf:mimeType="image/png"/>
              <Property ovf:key="port" ovf:type="uint16" ovf:value="80" ovf:userConfigurable="true"><Label>Port</Label><Value ovf:value="8080" ovf:configuration="large"/></Property>
            </ProductSection>
            <EulaSection><Info>Licence</Info><License ovf:msgid="eula">Old licence</License></EulaSection>
            <VirtualHardwareSection>
              <Info>Hardware</Info>
              <System><vssd:ElementName>Family</vssd:ElementName><vssd:InstanceID>0</vssd:InstanceID><vssd:VirtualSystemIdentifier>Old name</vssd:VirtualSystemIdentifier><vssd:VirtualSystemType>vmx-13</vssd:VirtualSystemType></System>
              <Item><rasd:AllocationUnits>hertz * 10^6</rasd:AllocationUnits><rasd:ElementName>1 CPU</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>1</rasd:VirtualQuantity></Item>
              <Item ovf:configuration="large"><rasd:ElementName>4 CPUs</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>4</rasd:VirtualQuantity></Item>
              <Item><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:ElementName>Memory</rasd:ElementName><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>512</rasd:VirtualQuantity></Item>
              <Item><rasd:Address>0</rasd:Address><rasd:ElementName>SCSI</rasd:ElementName><rasd:InstanceID>3</rasd:InstanceID><rasd:ResourceSubType>lsilogic</rasd:ResourceSubType><rasd:ResourceType>6</rasd:ResourceType></Item>
              <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:ElementName>Disk 1</rasd:ElementName><rasd:HostResource>ovf:/disk/one</rasd:HostResource><rasd:InstanceID>4</rasd:InstanceID><rasd:Parent>3</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>
              <Item><rasd:AddressOnParent>1</rasd:AddressOnParent><rasd:ElementName>Disk 2</rasd:ElementName><rasd:HostResource>ovf:/disk/two</rasd:HostResource><rasd:InstanceID>5</rasd:InstanceID><rasd:Parent>3</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>
              <Item><rasd:Address>00:50:56:ab:cd:ef</rasd:Address><rasd:Connection>VM Network</rasd:Connection><rasd:ElementName>NIC</rasd:ElementName><rasd:InstanceID>6</rasd:InstanceID><rasd:ResourceType>10</rasd:ResourceType></Item>
              <vmw:ExtraConfig ovf:required="false" vmw:key="uuid.bios" vmw:value="56 4d 00 00 00 00 00 00-00 00 00 00 00 00 00 01"/>
            </VirtualHardwareSection>
          </VirtualSystem>
        </Envelope>

        """.ReplaceLineEndings("\n");

    /// <summary>The same with VirtualBox's own element.</summary>
    public static readonly string WithVirtualBox = Text.Replace("  </VirtualSystem>", $$"""
            <vbox:Machine ovf:required="false" version="1.19" uuid="{{Machine}}" name="Old name">
              <Hardware><CPU count="1"/><Memory RAMSize="512"/><Network><Adapter MACAddress="080027ABCDEF"/></Network></Hardware>
              <StorageControllers><StorageController name="SCSI"><AttachedDevice port="0"><Image uuid="{{{DiskId}}}"/></AttachedDevice></StorageController></StorageControllers>
            </vbox:Machine>
          </VirtualSystem>
        """, StringComparison.Ordinal);

    public static OvfDescriptor Parse(string? text = null) => OvfDescriptor.Parse(Encoding.UTF8.GetBytes(text ?? Text), "a.ovf");

    public static OvfDescriptor Edited(DescriptorChanges changes, string? text = null, Diagnostics.DiagnosticBag? diagnostics = null)
    {
        var descriptor = Parse(text);
        DescriptorEditor.Apply(descriptor, changes, diagnostics);
        return OvfDescriptor.Parse(descriptor.ToBytes(), "a.ovf");
    }

    /// <summary>The lines that are not as before, in order.</summary>
    public static IEnumerable<string> NewLines(OvfDescriptor edited, string? text = null) =>
        Encoding.UTF8.GetString(edited.ToBytes()).Split('\n').Except((text ?? Text).Split('\n')).Select(static line => line.Trim());
}
