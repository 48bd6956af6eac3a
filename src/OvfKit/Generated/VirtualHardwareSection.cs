// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The hardware that a virtual machine needs; several sections are alternatives.</summary>
/// <remarks>Type <c>ovf:VirtualHardwareSection_Type</c> of the schema.</remarks>
public sealed partial class VirtualHardwareSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public VirtualHardwareSection()
        : this(Detached(SchemaType.VirtualHardwareSection, SchemaFamily.Ovf, "VirtualHardwareSection"))
    {
    }

    internal VirtualHardwareSection(XElement element)
        : base(element, SchemaType.VirtualHardwareSection)
    {
    }

    /// <summary>Identifier of the section, unique within the virtual system.</summary>
    public string? Id
    {
        get => AttributeText("id");
        set => SetAttribute("id", value);
    }

    /// <summary>Ways in which this machine can receive its environment document.</summary>
    public string? Transport
    {
        get => AttributeText("transport");
        set => SetAttribute("transport", value);
    }

    /// <summary>The machine itself: its name and its hardware family.</summary>
    public VirtualSystemSettings? System
    {
        get => Child<VirtualSystemSettings>("System");
        set => SetChild("System", value);
    }

    /// <summary>A device, or an amount of processor or memory.</summary>
    public ElementList<HardwareItem> ResourceItems => field ??= new(this, ["Item"]);

    /// <summary>An Ethernet adapter. OVF 2 only.</summary>
    public ElementList<EthernetPortItem> EthernetPortItems => field ??= new(this, ["EthernetPortItem"]);

    /// <summary>A storage device. OVF 2 only.</summary>
    public ElementList<StorageItem> StorageItems => field ??= new(this, ["StorageItem"]);

    /// <summary>All of these in document order: Item, EthernetPortItem, StorageItem.</summary>
    public ElementList<HardwareItem> Items => field ??= new(this, ["Item", "EthernetPortItem", "StorageItem"]);
}
