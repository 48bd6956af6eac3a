using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>A device of a virtual system (DSP0243 §8.3): an <c>Item</c>, <c>StorageItem</c> or <c>EthernetPortItem</c>.</summary>
public sealed class HardwareItem : OvfElement
{
    internal HardwareItem(XElement element)
        : base(element)
    {
    }

    /// <summary>False where the system can do without the device; null stands for true.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? Required
    {
        get => ValueReader.Boolean(Attribute("required"));
        set => SetBoolean("required", value);
    }

    /// <summary>The deployment options the device belongs to, or null for all.</summary>
    public string? Configuration
    {
        get => Text("configuration");
        set => SetText("configuration", value);
    }

    /// <summary><c>normal</c> or null for what is wanted; <c>min</c>, <c>max</c> for the limits of a range.</summary>
    public string? Bound
    {
        get => Text("bound");
        set => SetText("bound", value);
    }

    /// <summary>The kind of device, a CIM resource type such as 17 for a disk, 0 to 65535, or null.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public int? ResourceType => ValueReader.Int32(Setting("ResourceType"), ushort.MaxValue);

    /// <summary>The model of the device, such as <c>lsilogic</c>, or null.</summary>
    public string? ResourceSubType => Setting("ResourceSubType")?.Value;

    /// <summary>The name shown to people, or null.</summary>
    public string? ElementName => Setting("ElementName")?.Value;

    /// <summary>The name other devices refer to, or null. The draft spells the element <c>InstanceId</c>.</summary>
    public string? InstanceId => (Setting("InstanceID") ?? Setting("InstanceId"))?.Value;

    /// <summary>The <see cref="InstanceId"/> of the controller the device is attached to, or null.</summary>
    public string? Parent => Setting("Parent")?.Value;

    /// <summary>The slot on the controller, or null.</summary>
    public string? AddressOnParent => Setting("AddressOnParent")?.Value;

    /// <summary>The address of a controller on its bus, or null.</summary>
    public string? Address => Setting("Address")?.Value;

    /// <summary>What backs the device, such as <c>ovf:/disk/vmdisk1</c>. A snapshot in document order.</summary>
    public IReadOnlyList<string> HostResource => [.. Settings("HostResource").Select(static setting => setting.Value)];

    /// <summary>The <see cref="Network.Name"/> of the networks connected. A snapshot in document order.</summary>
    public IReadOnlyList<string> Connection => [.. Settings("Connection").Select(static setting => setting.Value)];

    /// <summary>Whether the device is connected when the system starts, or null.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? AutomaticAllocation => ValueReader.Boolean(Setting("AutomaticAllocation"));

    /// <summary>How much there is, in <see cref="AllocationUnits"/>: processors, memory; 0 to 2^63-1, or null.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public long? VirtualQuantity => ValueReader.Int64(Setting("VirtualQuantity"));

    /// <summary>The unit of <see cref="VirtualQuantity"/>, such as <c>byte * 2^20</c>, or null.</summary>
    public string? AllocationUnits => Setting("AllocationUnits")?.Value;

    private XElement? Setting(string name) => Settings(name).FirstOrDefault();

    private IEnumerable<XElement> Settings(string name) =>
        Element.Elements().Where(setting => setting.Name.LocalName == name && (OvfNamespaces.IsCimClass(setting.Name.Namespace) || Matches(setting, name)));
}
