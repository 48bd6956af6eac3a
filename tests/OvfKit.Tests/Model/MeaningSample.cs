using OvfKit.Model;
using OvfKit.Tests.Generated;

namespace OvfKit.Tests.Model;

/// <summary>Small descriptors around the part a test is about.</summary>
internal static class MeaningSample
{
    private const string Options = """
        <DeploymentOptionSection><Info/>
          <Configuration ovf:id="small"><Label>S</Label><Description>s</Description></Configuration>
          <Configuration ovf:id="medium" ovf:default="true"><Label>M</Label><Description>m</Description></Configuration>
          <Configuration ovf:id="large"><Label>L</Label><Description>l</Description></Configuration>
        </DeploymentOptionSection>
        """;

    public static Envelope Envelope(string sections, string content, string options = Options, string after = "", string attributes = "", int version = 1) => ModelSample.Parse($"""
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/{version}" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/{version}"
          xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
          xmlns:vmw="http://www.vmware.com/schema/ovf" {attributes}>
          <References/>
          {sections}
          {options}
          {content}
          {after}
        </Envelope>
        """).Envelope;

    public static VirtualHardwareSection Hardware(string items, string options = Options, string attributes = "", int version = 1) =>
        Envelope("", $"<VirtualSystem ovf:id='vm'><Info/><VirtualHardwareSection {attributes}><Info/>{items}</VirtualHardwareSection></VirtualSystem>", options, version: version)
            .VirtualSystems[0].HardwareSections[0];

    public static string Memory(string quantity, string attributes = "", string id = "2", string more = "") =>
        $"<Item {attributes}><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:InstanceID>{id}</rasd:InstanceID>"
        + $"<rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>{quantity}</rasd:VirtualQuantity>{more}</Item>";

    public static VirtualSystem Product(string properties, string attributes = "") =>
        Envelope("", $"<VirtualSystem ovf:id='vm'><Info/><ProductSection {attributes}><Info/>{properties}</ProductSection></VirtualSystem>").VirtualSystems[0];

    public static ProductProperty Property(string type, string qualifiers = "", string more = "") =>
        Product($"<Property ovf:key='k' ovf:type='{type}' ovf:qualifiers='{qualifiers}' {more}/>").Products[0].Properties[0];
}
