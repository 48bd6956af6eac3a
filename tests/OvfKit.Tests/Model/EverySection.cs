using System.Text;

namespace OvfKit.Tests.Model;

/// <summary>One valid descriptor a version with every section and every kind of child the schemas have.</summary>
internal static class EverySection
{
    public static string One { get; } = Text(1);

    public static string Two { get; } = Text(2);

    public static OvfDescriptor Parse(OvfVersion version) => OvfDescriptor.Parse(Encoding.UTF8.GetBytes(version == OvfVersion.One ? One : Two), "every.ovf");

    private static string Text(int version)
    {
        const string Cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_";
        string Two(string text) => version == 2 ? text : "";
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/{version}" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/{version}" xml:lang="en-US"
              xmlns:rasd="{Cim}ResourceAllocationSettingData" xmlns:vssd="{Cim}VirtualSystemSettingData" xmlns:sasd="{Cim}StorageAllocationSettingData"
              xmlns:epasd="{Cim}EthernetPortAllocationSettingData" xmlns:boot="{Cim}BootConfigSetting" xmlns:v="urn:vendor">
              <References>
                <File ovf:id="file1" ovf:href="disk.vmdk" ovf:size="1024" ovf:chunkSize="512" ovf:compression="gzip"/>
                <File ovf:id="file2"   ovf:href='icon.png' v:mark="x"><v:Note  a = "1" >kept</v:Note></File>
              </References>
              <DiskSection>
                <Info ovf:msgid="disks">Disks</Info>
                <Disk ovf:diskId="disk1" ovf:fileRef="file1" ovf:capacity="20" ovf:capacityAllocationUnits="byte * 2^30" ovf:format="urn:f" ovf:populatedSize="7"/>
                <v:Disks/>
              </DiskSection>{Two("""

              <SharedDiskSection>
                <Info>Shared</Info>
                <SharedDisk ovf:diskId="disk2" ovf:capacity="1" ovf:readOnly="true"/>
              </SharedDiskSection>
            """)}
              <NetworkSection>
                <Info>Networks</Info>
                <Network ovf:name="LAN">
                  <Description>inside</Description>{Two("""

                  <NetworkPortProfile>
                    <Item>
                      <epasd:AllocationUnits>bit / second * 10^9</epasd:AllocationUnits>
                      <epasd:ElementName>profile</epasd:ElementName>
                      <epasd:InstanceID>1</epasd:InstanceID>
                    </Item>
                  </NetworkPortProfile>
                  <NetworkPortProfileURI>http://example.com/profile</NetworkPortProfileURI>
            """)}
                </Network>
              </NetworkSection>
              <DeploymentOptionSection>
                <Info>Sizes</Info>
                <Configuration ovf:id="small" ovf:default="true">
                  <Label>Small</Label>
                  <Description>For tests</Description>
                </Configuration>
              </DeploymentOptionSection>{Two("""

              <PlacementGroupSection ovf:id="pg" ovf:policy="affinity">
                <Info>Placement</Info>
                <Description>Together</Description>
              </PlacementGroupSection>
              <EncryptionSection>
                <Info>Encrypted</Info>
                <e:EncryptedKey xmlns:e="http://www.w3.org/2001/04/xmlenc#"/>
              </EncryptionSection>
            """)}
              <VirtualSystemCollection ovf:id="all">
                <Info>All</Info>
                <Name>Everything</Name>
                <ResourceAllocationSection>
                  <Info>Shares</Info>
                  <Item ovf:bound="min">
                    <rasd:ElementName>memory</rasd:ElementName>
                    <rasd:InstanceID>0</rasd:InstanceID>
                    <rasd:Limit>4096</rasd:Limit>
                    <rasd:Reservation>300</rasd:Reservation>
                    <rasd:ResourceType>4</rasd:ResourceType>
                  </Item>
                </ResourceAllocationSection>
                <StartupSection>
                  <Info>Start</Info>
                  <Item ovf:id="vm" ovf:order="1" ovf:startDelay="30" ovf:waitingForGuest="true" ovf:startAction="powerOn" ovf:stopDelay="5" ovf:stopAction="guestShutdown"/>
                </StartupSection>{Two("""

                <ScaleOutSection ovf:id="more">
                  <Info>Scale</Info>
                  <Description>Farm</Description>
                  <InstanceCount ovf:default="4" ovf:minimum="2" ovf:maximum="8"/>
                </ScaleOutSection>
            """)}
                <VirtualSystem ovf:id="vm">
                  <Info>VM</Info>
                  <OperatingSystemSection ovf:id="94" ovf:version="22">
                    <Info>Guest</Info>
                    <Description>Ubuntu</Description>
                  </OperatingSystemSection>
                  <InstallSection ovf:initialBootStopDelay="300">
                    <Info>Install</Info>
                  </InstallSection>
                  <!-- what it is made of -->
                  <VirtualHardwareSection ovf:transport="iso" ovf:id="hw">
                    <Info>Hardware</Info>
                    <System>
                      <vssd:ElementName>family</vssd:ElementName>
                      <vssd:InstanceID>0</vssd:InstanceID>
                      <vssd:Notes>first</vssd:Notes>
                      <vssd:Notes>second</vssd:Notes>
                      <vssd:VirtualSystemType>vmx-13</vssd:VirtualSystemType>
                    </System>
                    <Item ovf:configuration="small">
                      <rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits>
                      <rasd:ElementName>memory</rasd:ElementName>
                      <rasd:InstanceID>1</rasd:InstanceID>
                      <rasd:ResourceType>4</rasd:ResourceType>
                      <rasd:VirtualQuantity>512</rasd:VirtualQuantity>
                      <v:Config   key="a"  />
                    </Item>{Two("""

                    <EthernetPortItem ovf:required="false">
                      <epasd:Connection>LAN</epasd:Connection>
                      <epasd:ElementName>adapter</epasd:ElementName>
                      <epasd:InstanceID>2</epasd:InstanceID>
                      <epasd:Promiscuous>true</epasd:Promiscuous>
                      <epasd:ResourceType>10</epasd:ResourceType>
                    </EthernetPortItem>
                    <StorageItem>
                      <sasd:Access>3</sasd:Access>
                      <sasd:ElementName>disk</sasd:ElementName>
                      <sasd:HostResource>ovf:/disk/disk1</sasd:HostResource>
                      <sasd:InstanceID>3</sasd:InstanceID>
                      <sasd:ResourceType>31</sasd:ResourceType>
                    </StorageItem>
            """)}
                  </VirtualHardwareSection>
                  <ProductSection ovf:class="c" ovf:instance="1">
                    <Info>Product</Info>
                    <Product>Thing</Product>
                    <Vendor>Acme</Vendor>
                    <Version>1</Version>
                    <FullVersion>1.0.1</FullVersion>
                    <ProductUrl>http://p</ProductUrl>
                    <VendorUrl>http://v</VendorUrl>
                    <AppUrl>http://${"{ip}"}</AppUrl>
                    <Icon ovf:fileRef="file2" ovf:height="16" ovf:width="32" ovf:mimeType="image/png"/>
                    <Category ovf:msgid="net">Network</Category>
                    <Property ovf:key="ip" ovf:type="string" ovf:qualifiers="MinLen(1)" ovf:userConfigurable="true" ovf:value="10.0.0.1" ovf:password="false">
                      <Label>Address</Label>
                      <Description>Where it answers</Description>
                      <Value ovf:value="10.0.0.2" ovf:configuration="small"/>
                    </Property>
                    <Category>Rest</Category>
                    <Property ovf:key="k" ovf:type="boolean"/>
                  </ProductSection>
                  <EulaSection>
                    <Info>Licence</Info>
                    <License ovf:msgid="eula">Do good.</License>
                  </EulaSection>
                  <AnnotationSection ovf:required="false">
                    <Info>Remark</Info>
                    <Annotation>Note</Annotation>
                  </AnnotationSection>{Two("""

                  <EnvironmentFilesSection ovf:transport="iso">
                    <Info>Files</Info>
                    <File ovf:fileRef="file2" ovf:path="setup/icon.png"/>
                  </EnvironmentFilesSection>
                  <BootDeviceSection>
                    <Info>Boot</Info>
                    <boot:CIM_BootConfigSetting>
                      <boot:Caption>Order</boot:Caption>
                      <boot:ElementName>boot</boot:ElementName>
                      <boot:InstanceID>b</boot:InstanceID>
                    </boot:CIM_BootConfigSetting>
                  </BootDeviceSection>
                  <PlacementSection ovf:group="pg">
                    <Info>Place</Info>
                  </PlacementSection>
            """)}
                </VirtualSystem>
                <VirtualSystemCollection ovf:id="inner">
                  <Info>Inner</Info>
                  <VirtualSystemCollection ovf:id="innermost">
                    <Info>Innermost</Info>
                    <VirtualSystem ovf:id="deep">
                      <Info>Deep</Info>
                    </VirtualSystem>
                  </VirtualSystemCollection>
                </VirtualSystemCollection>
              </VirtualSystemCollection>
              <Strings xml:lang="de">
                <Msg ovf:msgid="disks">Platten</Msg>
                <Msg ovf:msgid="eula">Tu Gutes.</Msg>
              </Strings>
              <Strings xml:lang="fr" ovf:fileRef="file2"/>
            </Envelope>

            """;
    }
}
