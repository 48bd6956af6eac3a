using System.Collections.Frozen;

namespace OvfKit.Validation.Reading;

/// <summary>The elements a section may stand in.</summary>
[Flags]
internal enum Places
{
    Envelope = 1,
    System = 2,
    Collection = 4,
}

/// <summary>A section of the standard.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Places">Where it may stand.</param>
/// <param name="IsRepeatable">Whether it may stand there more than once.</param>
/// <param name="Children">The names of its children beside Info, divided by blanks.</param>
internal sealed record KnownSection(string Name, Places Places, bool IsRepeatable, string Children)
{
    private readonly FrozenSet<string> _children = Children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("Info").ToFrozenSet(StringComparer.Ordinal);

    public bool HasDevices => Name is "VirtualHardwareSection" or "ResourceAllocationSection";

    public bool Knows(string kind) => _children.Contains(kind);
}

/// <summary>The sections of OVF 1 and 2 (DSP0243 §9): those of version 2 are used in documents of version 1, too.</summary>
internal static class KnownSections
{
    private const string Devices = "System Item StorageItem EthernetPortItem";

    private static readonly FrozenDictionary<string, KnownSection> _sections = new KnownSection[]
    {
        new("DiskSection", Places.Envelope, false, "Disk"),
        new("SharedDiskSection", Places.Envelope, false, "SharedDisk"),
        new("NetworkSection", Places.Envelope, false, "Network"),
        new("DeploymentOptionSection", Places.Envelope, false, "Configuration"),
        new("PlacementGroupSection", Places.Envelope, true, "Description"),
        new("EncryptionSection", Places.Envelope, false, "DerivedKey EncryptedKey"),
        new("ResourceAllocationSection", Places.Collection, false, Devices),
        new("StartupSection", Places.Collection, false, "Item"),
        new("ScaleOutSection", Places.Collection, true, "Description InstanceCount"),
        new("AnnotationSection", Places.System | Places.Collection, false, "Annotation"),
        new("ProductSection", Places.System | Places.Collection, true, "Product Vendor Version FullVersion ProductUrl VendorUrl AppUrl Icon Category Property"),
        new("EulaSection", Places.System | Places.Collection, true, "License"),
        new("PlacementSection", Places.System | Places.Collection, false, ""),
        new("VirtualHardwareSection", Places.System, true, Devices),
        new("OperatingSystemSection", Places.System, false, "Description"),
        new("InstallSection", Places.System, false, ""),
        new("BootDeviceSection", Places.System, true, "CIM_BootConfigSetting"),
        new("EnvironmentFilesSection", Places.System, false, "File"),
    }.ToFrozenDictionary(static section => section.Name, StringComparer.Ordinal);

    // The names of what OVF puts into the parts of sections; a part in which it puts nothing has none.
    private static readonly FrozenDictionary<string, FrozenSet<string>> _parts = new Dictionary<string, string[]>
    {
        ["File"] = [],
        ["Disk"] = [],
        ["SharedDisk"] = [],
        ["Network"] = ["Description", "NetworkPortProfile", "NetworkPortProfileURI"],
        ["Configuration"] = ["Label", "Description"],
        ["Property"] = ["Label", "Description", "Value"],
    }.ToFrozenDictionary(static part => part.Key, static part => part.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    // CIM_ResourceAllocationSettingData and its two kin, and what the draft has beside them; it also spells some in another case.
    private static readonly FrozenSet<string> _settings = """
        Access Address AddressOnParent AllocationUnits AllowedPriorities AllowedToReceiveMACAddresses AllowedToReceiveVLANs AllowedToTransmitMACAddresses
        AllowedToTransmitVLANs AutomaticAllocation AutomaticDeallocation Caption ChangeableType ComponentSetting ConfigurationName Connection
        ConsumerVisibility DefaultPortVID DefaultPriority Description DesiredVLANEndpointMode ElementName Generation GroupID HostExtentName
        HostExtentNameFormat HostExtentNameNamespace HostExtentStartingAddress HostResource HostResourceBlockSize InstanceID Limit ManagerID
        MappingBehavior NetworkPortProfileID NetworkPortProfileIDType OtherEndpointMode OtherHostExtentNameFormat OtherHostExtentNameNamespace
        OtherNetworkPortProfileIDTypeInfo OtherResourceType Parent PoolID PortCorrelationID PortVID Promiscuous ReceiveBandwidthLimit
        ReceiveBandwidthReservation Reservation ResourceSubType ResourceType SoID SoOrgID SourceMACFilteringEnabled VSITypeID VSITypeIDVersion
        VirtualQuantity VirtualQuantityUnits VirtualResourceBlockSize Weight
        BusNumber
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static KnownSection? Find(string? kind) => kind is null ? null : _sections.GetValueOrDefault(kind);

    /// <summary>The names of the children OVF has for a part of a section; null for a part this is not said of.</summary>
    public static FrozenSet<string>? ChildrenOf(string part) => _parts.GetValueOrDefault(part);

    public static bool IsDeviceSetting(string name) => _settings.Contains(name);
}
