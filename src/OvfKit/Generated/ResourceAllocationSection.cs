// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>Amounts that the members of a collection share.</summary>
/// <remarks>Type <c>ovf:ResourceAllocationSection_Type</c> of the schema.</remarks>
public sealed partial class ResourceAllocationSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public ResourceAllocationSection()
        : this(Detached(SchemaType.ResourceAllocationSection, SchemaFamily.Ovf, "ResourceAllocationSection"))
    {
    }

    internal ResourceAllocationSection(XElement element)
        : base(element, SchemaType.ResourceAllocationSection)
    {
    }

    /// <summary>An amount of a resource.</summary>
    public ElementList<HardwareItem> ResourceItems => field ??= new(this, ["Item"]);

    /// <summary>An amount of network resources. OVF 2 only.</summary>
    public ElementList<EthernetPortItem> EthernetPortItems => field ??= new(this, ["EthernetPortItem"]);

    /// <summary>An amount of storage. OVF 2 only.</summary>
    public ElementList<StorageItem> StorageItems => field ??= new(this, ["StorageItem"]);

    /// <summary>All of these in document order: Item, EthernetPortItem, StorageItem.</summary>
    public ElementList<HardwareItem> Items => field ??= new(this, ["Item", "EthernetPortItem", "StorageItem"]);
}
