// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>An Ethernet adapter as CIM describes it, with the attributes of OVF.</summary>
/// <remarks>Type <c>ovf:EPASD_Type</c> of the schema.</remarks>
public sealed partial class EthernetPortItem : HardwareItem
{
    /// <summary>Makes one that is in no document yet.</summary>
    public EthernetPortItem()
        : this(Detached(SchemaType.EthernetPortItem, SchemaFamily.Ovf, "Item"))
    {
    }

    internal EthernetPortItem(XElement element)
        : base(element, SchemaType.EthernetPortItem)
    {
    }

    /// <summary>An 802.1Q priority with which the port may send; repeatable.</summary>
    public ValueList AllowedPriorities => field ??= new(this, "AllowedPriorities");

    /// <summary>A MAC address whose traffic the port may receive; pairs with AllowedToReceiveVLANs.</summary>
    public ValueList AllowedToReceiveMACAddresses => field ??= new(this, "AllowedToReceiveMACAddresses");

    /// <summary>A VLAN from which the port may receive.</summary>
    public ValueList AllowedToReceiveVLANs => field ??= new(this, "AllowedToReceiveVLANs");

    /// <summary>A MAC address with which the port may send; pairs with AllowedToTransmitVLANs.</summary>
    public ValueList AllowedToTransmitMACAddresses => field ??= new(this, "AllowedToTransmitMACAddresses");

    /// <summary>A VLAN to which the port may send.</summary>
    public ValueList AllowedToTransmitVLANs => field ??= new(this, "AllowedToTransmitVLANs");

    /// <summary>VLAN that PortVID has at first. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? DefaultPortVID
    {
        get => ChildInt32("DefaultPortVID", 0, 65535);
        set => SetChild("DefaultPortVID", value, 0, 65535);
    }

    /// <summary>802.1Q priority of sent frames that have none. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? DefaultPriority
    {
        get => ChildInt32("DefaultPriority", 0, 65535);
        set => SetChild("DefaultPriority", value, 0, 65535);
    }

    /// <summary>Wanted VLAN mode of the port. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? DesiredVLANEndpointMode
    {
        get => ChildInt32("DesiredVLANEndpointMode", 0, 65535);
        set => SetChild("DesiredVLANEndpointMode", value, 0, 65535);
    }

    /// <summary>802.1Qbg group, which stands for the VLAN. 0 to 4294967295.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? GroupID
    {
        get => ChildInt64("GroupID", 0, 4294967295);
        set => SetChild("GroupID", value, 0, 4294967295);
    }

    /// <summary>802.1Qbg manager. 0 to 4294967295.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? ManagerID
    {
        get => ChildInt64("ManagerID", 0, 4294967295);
        set => SetChild("ManagerID", value, 0, 4294967295);
    }

    /// <summary>Network port profile (DSP8049) to which the port maps.</summary>
    public string? NetworkPortProfileID
    {
        get => ChildText("NetworkPortProfileID");
        set => SetChild("NetworkPortProfileID", value);
    }

    /// <summary>Form of NetworkPortProfileID. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? NetworkPortProfileIDType
    {
        get => ChildInt32("NetworkPortProfileIDType", 0, 65535);
        set => SetChild("NetworkPortProfileIDType", value, 0, 65535);
    }

    /// <summary>VLAN mode in words, where DesiredVLANEndpointMode is 1.</summary>
    public string? OtherEndpointMode
    {
        get => ChildText("OtherEndpointMode");
        set => SetChild("OtherEndpointMode", value);
    }

    /// <summary>Form of NetworkPortProfileID in words, where NetworkPortProfileIDType is 1.</summary>
    public string? OtherNetworkPortProfileIDTypeInfo
    {
        get => ChildText("OtherNetworkPortProfileIDTypeInfo");
        set => SetChild("OtherNetworkPortProfileIDTypeInfo", value);
    }

    /// <summary>Identifier of the port within a data centre.</summary>
    public string? PortCorrelationID
    {
        get => ChildText("PortCorrelationID");
        set => SetChild("PortCorrelationID", value);
    }

    /// <summary>VLAN of frames that arrive without a tag. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? PortVID
    {
        get => ChildInt32("PortVID", 0, 65535);
        set => SetChild("PortVID", value, 0, 65535);
    }

    /// <summary>Whether the port receives frames for any MAC address.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? Promiscuous
    {
        get => ChildBoolean("Promiscuous");
        set => SetChild("Promiscuous", value);
    }

    /// <summary>Upper limit of the bandwidth of reception, in AllocationUnits. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? ReceiveBandwidthLimit
    {
        get => ChildInt64("ReceiveBandwidthLimit", 0, long.MaxValue);
        set => SetChild("ReceiveBandwidthLimit", value, 0, long.MaxValue);
    }

    /// <summary>Guaranteed bandwidth of reception, in AllocationUnits. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? ReceiveBandwidthReservation
    {
        get => ChildInt64("ReceiveBandwidthReservation", 0, long.MaxValue);
        set => SetChild("ReceiveBandwidthReservation", value, 0, long.MaxValue);
    }

    /// <summary>Whether only frames from permitted source addresses pass.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? SourceMACFilteringEnabled
    {
        get => ChildBoolean("SourceMACFilteringEnabled");
        set => SetChild("SourceMACFilteringEnabled", value);
    }

    /// <summary>802.1Qbg type of the virtual station interface, at most 24 bits. 0 to 4294967295.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? VSITypeID
    {
        get => ChildInt64("VSITypeID", 0, 4294967295);
        set => SetChild("VSITypeID", value, 0, 4294967295);
    }

    /// <summary>Version of VSITypeID. 0 to 255.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? VSITypeIDVersion
    {
        get => ChildInt32("VSITypeIDVersion", 0, 255);
        set => SetChild("VSITypeIDVersion", value, 0, 255);
    }
}
