using System.Text;
using OvfKit.Model;

namespace OvfKit.Tests.Generated;

/// <summary>One descriptor with a bit of everything the views show.</summary>
internal static class ModelSample
{
    public const string Text = """
        <?xml version="1.0"?>
        <Envelope ovf:version="1.0" xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
          xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
          xmlns:sasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_StorageAllocationSettingData.xsd"
          xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData"
          xmlns:vmw="http://www.vmware.com/schema/ovf">
          <References>
            <File ovf:id="f1" ovf:href="disk.vmdk.gz" ovf:size="1024" ovf:compression="gzip" ovf:chunkSize="512"/>
            <File id="f2" href="plain.iso"/>
          </References>
          <DiskSection>
            <Info>Disks</Info>
            <Disk ovf:diskId="d1" ovf:fileRef="f1" ovf:capacity="20" ovf:capacityAllocationUnits="byte * 2^30" ovf:populatedSize="77" ovf:format="urn:f" ovf:parentRef="d0"/>
          </DiskSection>
          <NetworkSection ovf:required="false">
            <Info/>
            <Network ovf:name="NAT"><Description>out</Description></Network>
          </NetworkSection>
          <VirtualSystemCollection ovf:id="all">
            <VirtualSystem ovf:id="vm1">
              <Info>First</Info>
              <Name>One</Name>
              <OperatingSystemSection ovf:id="94" ovf:version="22" vmw:osType="ubuntu64Guest"><Info/><Description>Ubuntu</Description></OperatingSystemSection>
              <VirtualHardwareSection ovf:transport="iso">
                <Info/>
                <System><vssd:VirtualSystemType>vmx-13</vssd:VirtualSystemType></System>
                <Item>
                  <rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:ElementName>memory</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID>
                  <rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity> 512 </rasd:VirtualQuantity>
                </Item>
                <StorageItem>
                  <sasd:AddressOnParent>0</sasd:AddressOnParent><sasd:HostResource>ovf:/disk/d1</sasd:HostResource><sasd:InstanceID>2</sasd:InstanceID>
                  <sasd:Parent>9</sasd:Parent><sasd:ResourceSubType>lsilogic</sasd:ResourceSubType><sasd:ResourceType>17</sasd:ResourceType>
                </StorageItem>
                <Item ovf:required="false">
                  <rasd:AutomaticAllocation>true</rasd:AutomaticAllocation><rasd:Connection>NAT</rasd:Connection><rasd:Connection>LAN</rasd:Connection>
                  <rasd:InstanceId>3</rasd:InstanceId><rasd:ResourceType>10</rasd:ResourceType><vmw:Connection>other</vmw:Connection>
                </Item>
              </VirtualHardwareSection>
              <ProductSection ovf:class="c">
                <Info/><Product>Thing</Product><Vendor>Acme</Vendor><Version>1</Version>
                <Property ovf:key="ip" ovf:type="string" ovf:value="10.0.0.1" ovf:userConfigurable="true"><Label>Address</Label></Property>
                <Property ovf:key="k" ovf:type="string"/>
              </ProductSection>
              <EulaSection><Info/><License>Do good.</License></EulaSection>
              <AnnotationSection><Info/><Annotation>Note</Annotation></AnnotationSection>
            </VirtualSystem>
            <VirtualSystemCollection ovf:id="inner"><VirtualSystem ovf:id="vm2"/></VirtualSystemCollection>
          </VirtualSystemCollection>
        </Envelope>
        """;

    public static OvfDescriptor Parse(string text = Text) => OvfDescriptor.Parse(Encoding.UTF8.GetBytes(text), "model.ovf");

    public static Envelope Sample => Parse().Envelope;
}
