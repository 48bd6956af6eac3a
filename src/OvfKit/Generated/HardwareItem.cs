// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A resource as CIM describes it, with the attributes of OVF.</summary>
/// <remarks>Type <c>ovf:RASD_Type</c> of the schema.</remarks>
public partial class HardwareItem : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public HardwareItem()
        : this(Detached(SchemaType.HardwareItem, SchemaFamily.Ovf, "Item"))
    {
    }

    internal HardwareItem(XElement element)
        : this(element, SchemaType.HardwareItem)
    {
    }

    private protected HardwareItem(XElement element, SchemaType type)
        : base(element, type)
    {
    }

    /// <summary>Whether an importer that does not understand the item must refuse the package. Null means true.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? Required
    {
        get => AttributeBoolean("required");
        set => SetAttribute("required", value);
    }

    /// <summary>Configurations in which the item applies.</summary>
    public string? Configuration
    {
        get => AttributeText("configuration");
        set => SetAttribute("configuration", value);
    }

    /// <summary>Makes the item one end of a range: min, max or normal.</summary>
    public string? Bound
    {
        get => AttributeText("bound");
        set => SetAttribute("bound", value);
    }

    /// <summary>Address of the resource as its guest sees it, for instance a MAC address or a bus number.</summary>
    public string? Address
    {
        get => ChildText("Address");
        set => SetChild("Address", value);
    }

    /// <summary>Place of the resource on its parent, for instance the unit number on a controller.</summary>
    public string? AddressOnParent
    {
        get => ChildText("AddressOnParent");
        set => SetChild("AddressOnParent", value);
    }

    /// <summary>Unit of Reservation and Limit (and of VirtualQuantity in older descriptors), a programmatic unit of DSP0004.</summary>
    public string? AllocationUnits
    {
        get => ChildText("AllocationUnits");
        set => SetChild("AllocationUnits", value);
    }

    /// <summary>Whether the resource is allocated when the machine is switched on.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? AutomaticAllocation
    {
        get => ChildBoolean("AutomaticAllocation");
        set => SetChild("AutomaticAllocation", value);
    }

    /// <summary>Whether the resource is given back when the machine is switched off.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? AutomaticDeallocation
    {
        get => ChildBoolean("AutomaticDeallocation");
        set => SetChild("AutomaticDeallocation", value);
    }

    /// <summary>One-line description, at most 64 characters.</summary>
    public string? Caption
    {
        get => ChildText("Caption");
        set => SetChild("Caption", value);
    }

    /// <summary>Whether the setting can be changed, and whether a change outlasts a restart. 0 to 65535. OVF 2 only.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? ChangeableType
    {
        get => ChildInt32("ChangeableType", 0, 65535);
        set => SetChild("ChangeableType", value, 0, 65535);
    }

    /// <summary>A setting that is a part of this one, embedded. OVF 2 only.</summary>
    public ElementList<OpenElement> ComponentSettings => field ??= new(this, ["ComponentSetting"]);

    /// <summary>Name of the configuration to which the setting belongs. OVF 2 only.</summary>
    public string? ConfigurationName
    {
        get => ChildText("ConfigurationName");
        set => SetChild("ConfigurationName", value);
    }

    /// <summary>What the resource is connected to, for instance the name of a network.</summary>
    public ValueList Connection => field ??= new(this, "Connection");

    /// <summary>How the guest sees the host&apos;s resource. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? ConsumerVisibility
    {
        get => ChildInt32("ConsumerVisibility", 0, 65535);
        set => SetChild("ConsumerVisibility", value, 0, 65535);
    }

    /// <summary>Description in words.</summary>
    public string? Description
    {
        get => ChildText("Description");
        set => SetChild("Description", value);
    }

    /// <summary>Name to show to people. Required.</summary>
    public string? ElementName
    {
        get => ChildText("ElementName");
        set => SetChild("ElementName", value);
    }

    /// <summary>Counter that grows with every change of the setting. 0 to 2^63-1. OVF 2 only.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Generation
    {
        get => ChildInt64("Generation", 0, long.MaxValue);
        set => SetChild("Generation", value, 0, long.MaxValue);
    }

    /// <summary>What backs the resource, for instance ovf:/disk/ or ovf:/file/ with an id.</summary>
    public ValueList HostResource => field ??= new(this, "HostResource");

    /// <summary>Identifier of the setting, unique within its scope. Required.</summary>
    public string? InstanceId
    {
        get => ChildText("InstanceID");
        set => SetChild("InstanceID", value);
    }

    /// <summary>Upper limit of the resource, in AllocationUnits. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Limit
    {
        get => ChildInt64("Limit", 0, long.MaxValue);
        set => SetChild("Limit", value, 0, long.MaxValue);
    }

    /// <summary>How firmly the resource is tied to what HostResource names. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? MappingBehavior
    {
        get => ChildInt32("MappingBehavior", 0, 65535);
        set => SetChild("MappingBehavior", value, 0, 65535);
    }

    /// <summary>Kind of the resource in words, where ResourceType is 1.</summary>
    public string? OtherResourceType
    {
        get => ChildText("OtherResourceType");
        set => SetChild("OtherResourceType", value);
    }

    /// <summary>InstanceID of the controller or other parent.</summary>
    public string? Parent
    {
        get => ChildText("Parent");
        set => SetChild("Parent", value);
    }

    /// <summary>Pool from which the resource comes.</summary>
    public string? PoolId
    {
        get => ChildText("PoolID");
        set => SetChild("PoolID", value);
    }

    /// <summary>Guaranteed amount of the resource, in AllocationUnits. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Reservation
    {
        get => ChildInt64("Reservation", 0, long.MaxValue);
        set => SetChild("Reservation", value, 0, long.MaxValue);
    }

    /// <summary>Model of the resource, for instance E1000 or lsilogic; several are separated by spaces.</summary>
    public string? ResourceSubType
    {
        get => ChildText("ResourceSubType");
        set => SetChild("ResourceSubType", value);
    }

    /// <summary>Kind of the resource. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? ResourceType
    {
        get => ChildInt32("ResourceType", 0, 65535);
        set => SetChild("ResourceType", value, 0, 65535);
    }

    /// <summary>Identifier of the setting within the organization that SoOrgID names. OVF 2 only.</summary>
    public string? SoId
    {
        get => ChildText("SoID");
        set => SetChild("SoID", value);
    }

    /// <summary>Organization that issued SoID. OVF 2 only.</summary>
    public string? SoOrganizationId
    {
        get => ChildText("SoOrgID");
        set => SetChild("SoOrgID", value);
    }

    /// <summary>Amount that the guest sees, in VirtualQuantityUnits. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? VirtualQuantity
    {
        get => ChildInt64("VirtualQuantity", 0, long.MaxValue);
        set => SetChild("VirtualQuantity", value, 0, long.MaxValue);
    }

    /// <summary>Unit of VirtualQuantity, a programmatic unit of DSP0004.</summary>
    public string? VirtualQuantityUnits
    {
        get => ChildText("VirtualQuantityUnits");
        set => SetChild("VirtualQuantityUnits", value);
    }

    /// <summary>Share of the resource relative to others of its pool when there is not enough. 0 to 4294967295.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Weight
    {
        get => ChildInt64("Weight", 0, 4294967295);
        set => SetChild("Weight", value, 0, 4294967295);
    }
}
