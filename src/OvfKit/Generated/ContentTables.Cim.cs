// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.

namespace OvfKit.Schema;

internal static partial class ContentTables
{
    private static ContentTable ChangeBootOrderINPUT() => new(SchemaType.ChangeBootOrderINPUT)
    {
        Name = "boot:/ChangeBootOrder_INPUT",
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Boot, "Source", SchemaType.CimReference, IsNillable: true)] },
        ],
    };

    private static ContentTable ChangeBootOrderOUTPUT() => new(SchemaType.ChangeBootOrderOUTPUT)
    {
        Name = "boot:/ChangeBootOrder_OUTPUT",
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Boot, "Job", SchemaType.CimReference, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Boot, "ReturnValue", SchemaType.ReturnValueValue, IsNillable: true)] },
        ],
    };

    private static ContentTable ValidateSettingsINPUT() => new(SchemaType.ValidateSettingsINPUT)
    {
        Name = "boot:/ValidateSettings_INPUT",
    };

    private static ContentTable ValidateSettingsOUTPUT() => new(SchemaType.ValidateSettingsOUTPUT)
    {
        Name = "boot:/ValidateSettings_OUTPUT",
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Boot, "ReturnValue", SchemaType.ReturnValueValue, IsNillable: true)] },
        ],
    };

    private static ContentTable BootConfiguration() => new(SchemaType.BootConfiguration)
    {
        Name = "boot:CIM_BootConfigSetting_Type",
        AnyAttribute = true,
        Slots = [
            new() { Terms = [new(SchemaFamily.Boot, "Caption", SchemaType.CaptionValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Boot, "ChangeableType", SchemaType.ChangeableTypeValue, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Boot, "ComponentSetting", SchemaType.XsAnyType, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Boot, "ConfigurationName", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Boot, "Description", SchemaType.CimString, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Boot, "ElementName", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Boot, "Generation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Boot, "InstanceID", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Boot, "SoID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Boot, "SoOrgID", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Boot)] },
        ],
    };

    private static ContentTable BootSourceSetting() => new(SchemaType.BootSourceSetting)
    {
        Name = "bootsource:CIM_BootSourceSetting_Type",
        AnyAttribute = true,
        Slots = [
            new() { Terms = [new(SchemaFamily.BootSource, "BIOSBootString", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.BootSource, "BootString", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.BootSource, "Caption", SchemaType.CaptionValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.BootSource, "ChangeableType", SchemaType.ChangeableTypeValue, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.BootSource, "ComponentSetting", SchemaType.XsAnyType, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.BootSource, "ConfigurationName", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.BootSource, "Description", SchemaType.CimString, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.BootSource, "ElementName", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.BootSource, "FailThroughSupported", SchemaType.FailThroughSupportedValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.BootSource, "Generation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.BootSource, "InstanceID", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.BootSource, "SoID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.BootSource, "SoOrgID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.BootSource, "StructuredBootString", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.BootSource)] },
        ],
    };

    private static ContentTable CimBoolean() => new(SchemaType.CimBoolean)
    {
        Name = "cim:cimBoolean",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.Boolean),
    };

    private static ContentTable CimDateTime() => new(SchemaType.CimDateTime)
    {
        Name = "cim:cimDateTime",
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Cim, "CIM_DateTime", SchemaType.XsString, IsNillable: true), new(SchemaFamily.Cim, "Interval", SchemaType.XsDuration), new(SchemaFamily.Cim, "Date", SchemaType.XsDate), new(SchemaFamily.Cim, "Time", SchemaType.XsTime), new(SchemaFamily.Cim, "Datetime", SchemaType.XsDateTime)] },
        ],
    };

    private static ContentTable CimReference() => new(SchemaType.CimReference)
    {
        Name = "cim:cimReference",
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Cim)] },
        ],
    };

    private static ContentTable CimString() => new(SchemaType.CimString)
    {
        Name = "cim:cimString",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.String),
    };

    private static ContentTable CimUnsignedByte() => new(SchemaType.CimUnsignedByte)
    {
        Name = "cim:cimUnsignedByte",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.UnsignedByte),
    };

    private static ContentTable CimUnsignedInt() => new(SchemaType.CimUnsignedInt)
    {
        Name = "cim:cimUnsignedInt",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.UnsignedInt),
    };

    private static ContentTable CimUnsignedLong() => new(SchemaType.CimUnsignedLong)
    {
        Name = "cim:cimUnsignedLong",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.UnsignedLong),
    };

    private static ContentTable CimUnsignedShort() => new(SchemaType.CimUnsignedShort)
    {
        Name = "cim:cimUnsignedShort",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.UnsignedShort),
    };

    private static ContentTable EpasdEthernetPortAllocationSettingData() => new(SchemaType.EpasdEthernetPortAllocationSettingData)
    {
        Name = "epasd:CIM_EthernetPortAllocationSettingData_Type",
        AnyAttribute = true,
        Slots = [
            new() { Terms = [new(SchemaFamily.Epasd, "Address", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "AddressOnParent", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "AllocationUnits", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Epasd, "AllowedPriorities", SchemaType.CimUnsignedShort, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Epasd, "AllowedToReceiveMACAddresses", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Epasd, "AllowedToReceiveVLANs", SchemaType.CimUnsignedShort, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Epasd, "AllowedToTransmitMACAddresses", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Epasd, "AllowedToTransmitVLANs", SchemaType.CimUnsignedShort, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "AutomaticAllocation", SchemaType.CimBoolean, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "AutomaticDeallocation", SchemaType.CimBoolean, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "Caption", SchemaType.CaptionValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "ChangeableType", SchemaType.ChangeableTypeValue, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Epasd, "ComponentSetting", SchemaType.XsAnyType, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "ConfigurationName", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Epasd, "Connection", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "ConsumerVisibility", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "DefaultPortVID", SchemaType.CimUnsignedShort, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "DefaultPriority", SchemaType.CimUnsignedShort, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "Description", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "DesiredVLANEndpointMode", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Epasd, "ElementName", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Epasd, "Generation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "GroupID", SchemaType.CimUnsignedInt, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Epasd, "HostResource", SchemaType.CimString, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Epasd, "InstanceID", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Epasd, "Limit", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "ManagerID", SchemaType.CimUnsignedInt, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "MappingBehavior", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "NetworkPortProfileID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "NetworkPortProfileIDType", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "OtherEndpointMode", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "OtherNetworkPortProfileIDTypeInfo", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "OtherResourceType", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "Parent", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "PoolID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "PortCorrelationID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "PortVID", SchemaType.CimUnsignedShort, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "Promiscuous", SchemaType.CimBoolean, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "ReceiveBandwidthLimit", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "ReceiveBandwidthReservation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "Reservation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "ResourceSubType", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "ResourceType", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "SoID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "SoOrgID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "SourceMACFilteringEnabled", SchemaType.CimBoolean, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "VSITypeID", SchemaType.VSITypeIDValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "VSITypeIDVersion", SchemaType.CimUnsignedByte, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "VirtualQuantity", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "VirtualQuantityUnits", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Epasd, "Weight", SchemaType.CimUnsignedInt, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Epasd)] },
        ],
    };

    private static ContentTable RasdResourceAllocationSettingData() => new(SchemaType.RasdResourceAllocationSettingData)
    {
        Name = "rasd:CIM_ResourceAllocationSettingData_Type",
        AnyAttribute = true,
        Slots = [
            new() { Terms = [new(SchemaFamily.Rasd, "Address", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "AddressOnParent", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "AllocationUnits", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "AutomaticAllocation", SchemaType.CimBoolean, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "AutomaticDeallocation", SchemaType.CimBoolean, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "Caption", SchemaType.CaptionValue, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Rasd, "ChangeableType", SchemaType.ChangeableTypeValue, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Rasd, "ComponentSetting", SchemaType.XsAnyType, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Rasd, "ConfigurationName", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Rasd, "Connection", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "ConsumerVisibility", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "Description", SchemaType.CimString, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Rasd, "ElementName", SchemaType.CimString)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Rasd, "Generation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Rasd, "HostResource", SchemaType.CimString, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Rasd, "InstanceID", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Rasd, "Limit", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "MappingBehavior", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "OtherResourceType", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "Parent", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "PoolID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "Reservation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "ResourceSubType", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "ResourceType", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Rasd, "SoID", SchemaType.CimString, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Rasd, "SoOrgID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "VirtualQuantity", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "VirtualQuantityUnits", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Rasd, "Weight", SchemaType.CimUnsignedInt, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Rasd)] },
        ],
    };

    private static ContentTable SasdStorageAllocationSettingData() => new(SchemaType.SasdStorageAllocationSettingData)
    {
        Name = "sasd:CIM_StorageAllocationSettingData_Type",
        AnyAttribute = true,
        Slots = [
            new() { Terms = [new(SchemaFamily.Sasd, "Access", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "Address", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "AddressOnParent", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "AllocationUnits", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "AutomaticAllocation", SchemaType.CimBoolean, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "AutomaticDeallocation", SchemaType.CimBoolean, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "Caption", SchemaType.CaptionValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "ChangeableType", SchemaType.ChangeableTypeValue, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Sasd, "ComponentSetting", SchemaType.XsAnyType, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "ConfigurationName", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Sasd, "Connection", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "ConsumerVisibility", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "Description", SchemaType.CimString, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Sasd, "ElementName", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Sasd, "Generation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "HostExtentName", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "HostExtentNameFormat", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "HostExtentNameNamespace", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "HostExtentStartingAddress", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Sasd, "HostResource", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "HostResourceBlockSize", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Sasd, "InstanceID", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Sasd, "Limit", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "MappingBehavior", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "OtherHostExtentNameFormat", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "OtherHostExtentNameNamespace", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "OtherResourceType", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "Parent", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "PoolID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "Reservation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "ResourceSubType", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "ResourceType", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "SoID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "SoOrgID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "VirtualQuantity", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "VirtualQuantityUnits", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "VirtualResourceBlockSize", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Sasd, "Weight", SchemaType.CimUnsignedInt, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Sasd)] },
        ],
    };

    private static ContentTable ConsumerVisibilityValue() => new(SchemaType.ConsumerVisibilityValue)
    {
        Name = "epasd:/ConsumerVisibility",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.UnsignedShort),
    };

    private static ContentTable CaptionValue() => new(SchemaType.CaptionValue)
    {
        Name = "boot:/Caption",
        AnyAttribute = true,
        Value = new(SimpleKind.String) { MaxLength = 64 },
    };

    private static ContentTable VSITypeIDValue() => new(SchemaType.VSITypeIDValue)
    {
        Name = "epasd:/VSITypeID",
        AnyAttribute = true,
        Value = new(SimpleKind.UnsignedInt) { Ranges = [(0, 16777215)] },
    };

    private static ContentTable ReturnValueValue() => new(SchemaType.ReturnValueValue)
    {
        Name = "boot:/ChangeBootOrder_OUTPUT/ReturnValue",
        AnyAttribute = true,
        Value = new(SimpleKind.UnsignedInt) { Ranges = [(0, 65535)] },
    };

    private static ContentTable FailThroughSupportedValue() => new(SchemaType.FailThroughSupportedValue)
    {
        Name = "bootsource:/FailThroughSupported",
        AnyAttribute = true,
        Value = new(SimpleKind.UnsignedShort) { Ranges = [(0, 2)] },
    };

    private static ContentTable ChangeableTypeValue() => new(SchemaType.ChangeableTypeValue)
    {
        Name = "boot:/ChangeableType",
        AnyAttribute = true,
        Value = new(SimpleKind.UnsignedShort) { Ranges = [(0, 3)] },
    };

    private static ContentTable AutomaticRecoveryActionValue() => new(SchemaType.AutomaticRecoveryActionValue)
    {
        Name = "vssd:/AutomaticRecoveryAction",
        Versions = SchemaVersions.One,
        AnyAttribute = true,
        Value = new(SimpleKind.UnsignedShort) { Ranges = [(0, 4)] },
    };

    private static ContentTable VssdVirtualSystemSettingData() => new(SchemaType.VssdVirtualSystemSettingData)
    {
        Name = "vssd:CIM_VirtualSystemSettingData_Type",
        AnyAttribute = true,
        Slots = [
            new() { Versions = SchemaVersions.One, Terms = [new(SchemaFamily.Vssd, "AutomaticRecoveryAction", SchemaType.AutomaticRecoveryActionValue, IsNillable: true)] },
            new() { Versions = SchemaVersions.One, Terms = [new(SchemaFamily.Vssd, "AutomaticShutdownAction", SchemaType.AutomaticRecoveryActionValue, IsNillable: true)] },
            new() { Versions = SchemaVersions.One, Terms = [new(SchemaFamily.Vssd, "AutomaticStartupAction", SchemaType.AutomaticRecoveryActionValue, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "AutomaticRecoveryAction", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "AutomaticShutdownAction", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "AutomaticStartupAction", SchemaType.ConsumerVisibilityValue, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "AutomaticStartupActionDelay", SchemaType.CimDateTime, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "AutomaticStartupActionSequenceNumber", SchemaType.CimUnsignedShort, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "Caption", SchemaType.CaptionValue, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "ChangeableType", SchemaType.ChangeableTypeValue, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "ComponentSetting", SchemaType.XsAnyType, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "ConfigurationDataRoot", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "ConfigurationFile", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "ConfigurationID", SchemaType.CimString, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "ConfigurationName", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "CreationTime", SchemaType.CimDateTime, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "Description", SchemaType.CimString, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Vssd, "ElementName", SchemaType.CimString)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "Generation", SchemaType.CimUnsignedLong, IsNillable: true)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Vssd, "InstanceID", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Vssd, "LogDataRoot", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Vssd, "Notes", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "RecoveryFile", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "SnapshotDataRoot", SchemaType.CimString, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "SoID", SchemaType.CimString, IsNillable: true)] },
            new() { Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Vssd, "SoOrgID", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "SuspendDataRoot", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "SwapFileDataRoot", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "VirtualSystemIdentifier", SchemaType.CimString, IsNillable: true)] },
            new() { Terms = [new(SchemaFamily.Vssd, "VirtualSystemType", SchemaType.CimString, IsNillable: true)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Vssd)] },
        ],
    };

    private static ContentTable XsAnySimple() => new(SchemaType.XsAnySimple)
    {
        Name = "xs:AnySimple",
        Value = SimpleType.Of(SimpleKind.AnySimple),
    };

    private static ContentTable XsAnyUri() => new(SchemaType.XsAnyUri)
    {
        Name = "xs:AnyUri",
        Versions = SchemaVersions.Two,
        Value = SimpleType.Of(SimpleKind.AnyUri),
    };

    private static ContentTable XsDate() => new(SchemaType.XsDate)
    {
        Name = "xs:Date",
        Value = SimpleType.Of(SimpleKind.Date),
    };

    private static ContentTable XsDateTime() => new(SchemaType.XsDateTime)
    {
        Name = "xs:DateTime",
        Value = SimpleType.Of(SimpleKind.DateTime),
    };

    private static ContentTable XsDuration() => new(SchemaType.XsDuration)
    {
        Name = "xs:Duration",
        Value = SimpleType.Of(SimpleKind.Duration),
    };

    private static ContentTable XsInt() => new(SchemaType.XsInt)
    {
        Name = "xs:Int",
        Value = SimpleType.Of(SimpleKind.Int),
    };

    private static ContentTable XsString() => new(SchemaType.XsString)
    {
        Name = "xs:String",
        Value = SimpleType.Of(SimpleKind.String),
    };

    private static ContentTable XsTime() => new(SchemaType.XsTime)
    {
        Name = "xs:Time",
        Value = SimpleType.Of(SimpleKind.Time),
    };

    private static ContentTable XsAnyType() => new(SchemaType.XsAnyType)
    {
        Name = "xs:anyType",
        IsMixed = true,
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.None)] },
        ],
    };
}
