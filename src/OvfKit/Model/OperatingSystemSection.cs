using OvfKit.Xml;

namespace OvfKit.Model;

public sealed partial class OperatingSystemSection
{
    /// <summary>VMware's name for the system, such as <c>ubuntu64Guest</c> (attribute <c>vmw:osType</c>), or null.</summary>
    public string? VMwareOsType
    {
        get => Element.Attribute(OvfNamespaces.VMware + "osType")?.Value;
        set => Element.SetAttributeValue(OvfNamespaces.VMware + "osType", value);
    }
}
