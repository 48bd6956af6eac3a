using System.Xml.Linq;

namespace OvfKit.Xml;

/// <summary>The namespaces found in descriptors, and which of them mean the same.</summary>
public static class OvfNamespaces
{
    private const string CimClasses = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_";

    /// <summary>The envelope of OVF 1.x.</summary>
    public static XNamespace Envelope1 { get; } = "http://schemas.dmtf.org/ovf/envelope/1";

    /// <summary>The envelope of OVF 2.x.</summary>
    public static XNamespace Envelope2 { get; } = "http://schemas.dmtf.org/ovf/envelope/2";

    /// <summary>The envelope of the 0.9 draft.</summary>
    public static XNamespace EnvelopeDraft { get; } = "http://www.vmware.com/schema/ovf/1/envelope";

    /// <summary>The envelope as oVirt spells it.</summary>
    public static XNamespace EnvelopeOVirt { get; } = "http://schemas.dmtf.org/ovf/envelope/1/";

    /// <summary>An envelope namespace without version, as some tools write it.</summary>
    public static XNamespace EnvelopeUnversioned { get; } = "http://schemas.dmtf.org/ovf/envelope";

    /// <summary>CIM_ResourceAllocationSettingData: the children of <c>Item</c>.</summary>
    public static XNamespace ResourceAllocation { get; } = CimClasses + "ResourceAllocationSettingData";

    /// <summary>CIM_StorageAllocationSettingData: the children of <c>StorageItem</c>.</summary>
    public static XNamespace StorageAllocation { get; } = CimClasses + "StorageAllocationSettingData";

    /// <summary>CIM_EthernetPortAllocationSettingData: the children of <c>EthernetPortItem</c>.</summary>
    public static XNamespace EthernetPortAllocation { get; } = CimClasses + "EthernetPortAllocationSettingData";

    /// <summary>CIM_VirtualSystemSettingData: the children of <c>System</c>.</summary>
    public static XNamespace VirtualSystemSetting { get; } = CimClasses + "VirtualSystemSettingData";

    /// <summary>CIM_BootConfigSetting: the content of a <c>BootDeviceSection</c>.</summary>
    public static XNamespace BootConfig { get; } = CimClasses + "BootConfigSetting";

    /// <summary>CIM_BootSourceSetting: what a boot configuration is made of.</summary>
    public static XNamespace BootSource { get; } = CimClasses + "BootSourceSetting";

    /// <summary>The data types of CIM in XML.</summary>
    public static XNamespace CimCommon { get; } = "http://schemas.dmtf.org/wbem/wscim/1/common";

    /// <summary>The environment, which tells a guest about itself.</summary>
    public static XNamespace Environment { get; } = "http://schemas.dmtf.org/ovf/environment/1";

    /// <summary>VMware's extensions.</summary>
    public static XNamespace VMware { get; } = "http://www.vmware.com/schema/ovf";

    /// <summary>VirtualBox's description of a machine.</summary>
    public static XNamespace VirtualBox { get; } = "http://www.virtualbox.org/ovf/machine";

    /// <summary>XML Schema instance attributes.</summary>
    public static XNamespace SchemaInstance { get; } = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The dialect whose root element is in a namespace.</summary>
    /// <param name="envelope">The namespace of the root element.</param>
    public static OvfDialect DialectOf(XNamespace envelope) =>
        envelope == Envelope1 || envelope == EnvelopeUnversioned ? OvfDialect.Ovf1
        : envelope == Envelope2 ? OvfDialect.Ovf2
        : envelope == EnvelopeDraft ? OvfDialect.Draft
        : envelope == EnvelopeOVirt ? OvfDialect.OVirt
        : OvfDialect.Unknown;

    /// <summary>True for the namespace of any OVF version, so that a document mixing versions is still understood.</summary>
    /// <param name="name">The namespace.</param>
    public static bool IsEnvelope(XNamespace name) => DialectOf(name) != OvfDialect.Unknown;

    /// <summary>True for the namespaces of CIM classes, also as VirtualBox spells them, with <c>.xsd</c> at the end.</summary>
    /// <param name="name">The namespace.</param>
    public static bool IsCimClass(XNamespace name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.NamespaceName.StartsWith(CimClasses, StringComparison.Ordinal);
    }

    /// <summary>The prefix by which people know a namespace, or null.</summary>
    internal static string? UsualPrefix(string uri)
    {
        XNamespace name = uri;
        return IsEnvelope(name) ? "ovf"
            : name == ResourceAllocation ? "rasd"
            : name == StorageAllocation ? "sasd"
            : name == EthernetPortAllocation ? "epasd"
            : name == VirtualSystemSetting ? "vssd"
            : name == BootConfig ? "boot"
            : name == BootSource ? "bootsource"
            : name == CimCommon ? "cim"
            : name == Environment ? "oe"
            : name == VMware ? "vmw"
            : name == VirtualBox ? "vbox"
            : name == SchemaInstance ? "xsi"
            : null;
    }
}
