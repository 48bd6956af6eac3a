// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.

namespace OvfKit.Schema;

internal static partial class ContentTables
{
    private static ContentTable AnnotationSection() => new(SchemaType.AnnotationSection)
    {
        Name = "ovf:AnnotationSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Annotation", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable BootDeviceSection() => new(SchemaType.BootDeviceSection)
    {
        Name = "ovf:BootDeviceSection_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Boot, "CIM_BootConfigSetting", SchemaType.BootConfiguration)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable OvfContent() => new(SchemaType.OvfContent)
    {
        Name = "ovf:Content_Type",
        IsAbstract = true,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Name", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Head = "Section", Terms = OvfSectionMembers() },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
        ],
    };

    private static ContentTable DeploymentOptionSection() => new(SchemaType.DeploymentOptionSection)
    {
        Name = "ovf:DeploymentOptionSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Minimum = 1, Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Configuration", SchemaType.DeploymentConfiguration)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable DeploymentConfiguration() => new(SchemaType.DeploymentConfiguration)
    {
        Name = "ovf:DeploymentOptionSection_Type/Configuration",
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Label", SchemaType.Message)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Description", SchemaType.Message)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "default", SimpleType.Of(SimpleKind.Boolean), Default: "false"),
        ],
    };

    private static ContentTable DiskSection() => new(SchemaType.DiskSection)
    {
        Name = "ovf:DiskSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Disk", SchemaType.VirtualDisk)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable EthernetPortItem() => new(SchemaType.EthernetPortItem)
    {
        Name = "ovf:EPASD_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.EpasdEthernetPortAllocationSettingData,
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
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
            new(SchemaFamily.Ovf, "configuration", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "bound", SimpleType.Of(SimpleKind.String)),
        ],
    };

    private static ContentTable EncryptionSection() => new(SchemaType.EncryptionSection)
    {
        Name = "ovf:EncryptionSection_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Minimum = 1, Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.None, "http://www.w3.org/2009/xmlenc11#"), new(SchemaFamily.None, "http://www.w3.org/2001/04/xmlenc#")] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable Envelope() => new(SchemaType.Envelope)
    {
        Name = "ovf:EnvelopeType",
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "References", SchemaType.References)] },
            new() { Maximum = ContentSlot.Unbounded, Head = "Section", Terms = OvfSectionMembers() },
            new() { Minimum = 1, Head = "Content", Terms = OvfContentMembers() },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Strings", SchemaType.MessageBundle)] },
        ],
        Attributes = [
            new(SchemaFamily.Xml, "lang", new(SimpleKind.AnySimple) { Members = [SimpleType.Of(SimpleKind.Language), new(SimpleKind.String) { Values = [""] }] }, Default: "en-US"),
        ],
    };

    private static ContentTable EnvironmentFile() => new(SchemaType.EnvironmentFile)
    {
        Name = "ovf:EnvironmentFile_Type",
        Versions = SchemaVersions.Two,
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "fileRef", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "path", SimpleType.Of(SimpleKind.String), IsRequired: true),
        ],
    };

    private static ContentTable EnvironmentFilesSection() => new(SchemaType.EnvironmentFilesSection)
    {
        Name = "ovf:EnvironmentFilesSection_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "File", SchemaType.EnvironmentFile)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "transport", SimpleType.Of(SimpleKind.String), Default: ""),
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable EulaSection() => new(SchemaType.EulaSection)
    {
        Name = "ovf:EulaSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "License", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable FileReference() => new(SchemaType.FileReference)
    {
        Name = "ovf:File_Type",
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "href", SimpleType.Of(SimpleKind.AnyUri), IsRequired: true),
            new(SchemaFamily.Ovf, "size", SimpleType.Of(SimpleKind.UnsignedLong)),
            new(SchemaFamily.Ovf, "compression", SimpleType.Of(SimpleKind.String), Default: ""),
            new(SchemaFamily.Ovf, "chunkSize", SimpleType.Of(SimpleKind.Long)),
        ],
    };

    private static ContentTable InstallSection() => new(SchemaType.InstallSection)
    {
        Name = "ovf:InstallSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "initialBootStopDelay", SimpleType.Of(SimpleKind.UnsignedShort), IsRequired: true),
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable Message() => new(SchemaType.Message)
    {
        Name = "ovf:Msg_Type",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.String),
        Attributes = [
            new(SchemaFamily.Ovf, "msgid", SimpleType.Of(SimpleKind.String), Default: ""),
        ],
    };

    private static ContentTable NetworkSection() => new(SchemaType.NetworkSection)
    {
        Name = "ovf:NetworkSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Network", SchemaType.Network)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable Network() => new(SchemaType.Network)
    {
        Name = "ovf:NetworkSection_Type/Network",
        AnyAttribute = true,
        Slots = [
            new() { Terms = [new(SchemaFamily.Ovf, "Description", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Ovf, "NetworkPortProfile", SchemaType.NetworkPortProfile), new(SchemaFamily.Ovf, "NetworkPortProfileURI", SchemaType.XsAnyUri)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "name", SimpleType.Of(SimpleKind.String), IsRequired: true),
        ],
    };

    private static ContentTable NetworkPortProfile() => new(SchemaType.NetworkPortProfile)
    {
        Name = "ovf:NetworkSection_Type/Network/NetworkPortProfile",
        Versions = SchemaVersions.Two,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Item", SchemaType.EpasdEthernetPortAllocationSettingData)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
    };

    private static ContentTable OperatingSystemSection() => new(SchemaType.OperatingSystemSection)
    {
        Name = "ovf:OperatingSystemSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Description", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.UnsignedShort), IsRequired: true),
            new(SchemaFamily.Ovf, "version", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable PlacementGroupSection() => new(SchemaType.PlacementGroupSection)
    {
        Name = "ovf:PlacementGroupSection_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Description", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "policy", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable PlacementSection() => new(SchemaType.PlacementSection)
    {
        Name = "ovf:PlacementSection_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "group", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable ProductSection() => new(SchemaType.ProductSection)
    {
        Name = "ovf:ProductSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Product", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Vendor", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Version", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Ovf, "FullVersion", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Ovf, "ProductUrl", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Ovf, "VendorUrl", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Ovf, "AppUrl", SchemaType.CimString)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Icon", SchemaType.ProductIcon)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Category", SchemaType.Message), new(SchemaFamily.Ovf, "Property", SchemaType.ProductProperty)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "class", SimpleType.Of(SimpleKind.String), Default: ""),
            new(SchemaFamily.Ovf, "instance", SimpleType.Of(SimpleKind.String), Default: ""),
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable ProductIcon() => new(SchemaType.ProductIcon)
    {
        Name = "ovf:ProductSection_Type/Icon",
        AnyAttribute = true,
        Attributes = [
            new(SchemaFamily.Ovf, "height", SimpleType.Of(SimpleKind.UnsignedShort)),
            new(SchemaFamily.Ovf, "width", SimpleType.Of(SimpleKind.UnsignedShort)),
            new(SchemaFamily.Ovf, "mimeType", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "fileRef", SimpleType.Of(SimpleKind.String), IsRequired: true),
        ],
    };

    private static ContentTable ProductProperty() => new(SchemaType.ProductProperty)
    {
        Name = "ovf:ProductSection_Type/Property",
        AnyAttribute = true,
        Slots = [
            new() { Terms = [new(SchemaFamily.Ovf, "Label", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Description", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Value", SchemaType.PropertyValue)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "key", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "type", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "qualifiers", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "userConfigurable", SimpleType.Of(SimpleKind.Boolean), Default: "false"),
            new(SchemaFamily.Ovf, "value", SimpleType.Of(SimpleKind.String), Default: ""),
            new(SchemaFamily.Ovf, "password", SimpleType.Of(SimpleKind.Boolean), Default: "false"),
            new(SchemaFamily.Ovf, "configuration", SimpleType.Of(SimpleKind.String), Versions: SchemaVersions.Two),
        ],
    };

    private static ContentTable PropertyValue() => new(SchemaType.PropertyValue)
    {
        Name = "ovf:PropertyConfigurationValue_Type",
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "value", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "configuration", SimpleType.Of(SimpleKind.String)),
        ],
    };

    private static ContentTable HardwareItem() => new(SchemaType.HardwareItem)
    {
        Name = "ovf:RASD_Type",
        Base = SchemaType.RasdResourceAllocationSettingData,
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
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
            new(SchemaFamily.Ovf, "configuration", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "bound", SimpleType.Of(SimpleKind.String)),
        ],
    };

    private static ContentTable References() => new(SchemaType.References)
    {
        Name = "ovf:References_Type",
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "File", SchemaType.FileReference)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
    };

    private static ContentTable ResourceAllocationSection() => new(SchemaType.ResourceAllocationSection)
    {
        Name = "ovf:ResourceAllocationSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Item", SchemaType.HardwareItem)] },
            new() { Maximum = ContentSlot.Unbounded, Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Ovf, "EthernetPortItem", SchemaType.EthernetPortItem)] },
            new() { Maximum = ContentSlot.Unbounded, Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Ovf, "StorageItem", SchemaType.StorageItem)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable StorageItem() => new(SchemaType.StorageItem)
    {
        Name = "ovf:SASD_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.SasdStorageAllocationSettingData,
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
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
            new(SchemaFamily.Ovf, "configuration", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "bound", SimpleType.Of(SimpleKind.String)),
        ],
    };

    private static ContentTable ScaleOutSection() => new(SchemaType.ScaleOutSection)
    {
        Name = "ovf:ScaleOutSection_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Description", SchemaType.Message)] },
            new() { Minimum = 1, Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "InstanceCount", SchemaType.InstanceCount)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable InstanceCount() => new(SchemaType.InstanceCount)
    {
        Name = "ovf:ScaleOutSection_Type/InstanceCount",
        Versions = SchemaVersions.Two,
        AnyAttribute = true,
        Attributes = [
            new(SchemaFamily.Ovf, "minimum", SimpleType.Of(SimpleKind.UnsignedInt), Default: "1"),
            new(SchemaFamily.Ovf, "default", SimpleType.Of(SimpleKind.UnsignedInt), IsRequired: true),
            new(SchemaFamily.Ovf, "maximum", SimpleType.Of(SimpleKind.UnsignedInt)),
            new(SchemaFamily.Ovf, "configuration", SimpleType.Of(SimpleKind.String)),
        ],
    };

    private static ContentTable OvfSection() => new(SchemaType.OvfSection)
    {
        Name = "ovf:Section_Type",
        IsAbstract = true,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable SharedDiskSection() => new(SchemaType.SharedDiskSection)
    {
        Name = "ovf:SharedDiskSection_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Minimum = 1, Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "SharedDisk", SchemaType.SharedDisk)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable SharedDisk() => new(SchemaType.SharedDisk)
    {
        Name = "ovf:SharedVirtualDiskDesc_Type",
        Versions = SchemaVersions.Two,
        Base = SchemaType.VirtualDisk,
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "readOnly", SimpleType.Of(SimpleKind.Boolean), Default: "false"),
            new(SchemaFamily.Ovf, "diskId", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "fileRef", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "capacity", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "capacityAllocationUnits", SimpleType.Of(SimpleKind.String), Default: "byte"),
            new(SchemaFamily.Ovf, "format", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "populatedSize", SimpleType.Of(SimpleKind.Long)),
            new(SchemaFamily.Ovf, "parentRef", SimpleType.Of(SimpleKind.String)),
        ],
    };

    private static ContentTable StartupSection() => new(SchemaType.StartupSection)
    {
        Name = "ovf:StartupSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Item", SchemaType.StartupItem)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable StartupItem() => new(SchemaType.StartupItem)
    {
        Name = "ovf:StartupSection_Type/Item",
        AnyAttribute = true,
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "order", SimpleType.Of(SimpleKind.UnsignedShort), IsRequired: true),
            new(SchemaFamily.Ovf, "startDelay", SimpleType.Of(SimpleKind.UnsignedShort), Default: "0"),
            new(SchemaFamily.Ovf, "waitingForGuest", SimpleType.Of(SimpleKind.Boolean), Default: "false"),
            new(SchemaFamily.Ovf, "stopDelay", SimpleType.Of(SimpleKind.UnsignedShort), Default: "0"),
            new(SchemaFamily.Ovf, "startAction", SimpleType.Of(SimpleKind.String), Default: "powerOn"),
            new(SchemaFamily.Ovf, "stopAction", SimpleType.Of(SimpleKind.String), Default: "powerOff"),
        ],
    };

    private static ContentTable MessageBundle() => new(SchemaType.MessageBundle)
    {
        Name = "ovf:Strings_Type",
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Msg", SchemaType.BundleMessage)] },
        ],
        Attributes = [
            new(SchemaFamily.Xml, "lang", new(SimpleKind.AnySimple) { Members = [SimpleType.Of(SimpleKind.Language), new(SimpleKind.String) { Values = [""] }] }),
            new(SchemaFamily.Ovf, "fileRef", SimpleType.Of(SimpleKind.String)),
        ],
    };

    private static ContentTable BundleMessage() => new(SchemaType.BundleMessage)
    {
        Name = "ovf:Strings_Type/Msg",
        AnyAttribute = true,
        Value = SimpleType.Of(SimpleKind.String),
        Attributes = [
            new(SchemaFamily.Ovf, "msgid", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "fileRef", SimpleType.Of(SimpleKind.String), Versions: SchemaVersions.Two),
        ],
    };

    private static ContentTable VirtualSystemSettings() => new(SchemaType.VirtualSystemSettings)
    {
        Name = "ovf:VSSD_Type",
        Base = SchemaType.VssdVirtualSystemSettingData,
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

    private static ContentTable VirtualDisk() => new(SchemaType.VirtualDisk)
    {
        Name = "ovf:VirtualDiskDesc_Type",
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "diskId", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "fileRef", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "capacity", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Ovf, "capacityAllocationUnits", SimpleType.Of(SimpleKind.String), Default: "byte"),
            new(SchemaFamily.Ovf, "format", SimpleType.Of(SimpleKind.String)),
            new(SchemaFamily.Ovf, "populatedSize", SimpleType.Of(SimpleKind.Long)),
            new(SchemaFamily.Ovf, "parentRef", SimpleType.Of(SimpleKind.String)),
        ],
    };

    private static ContentTable VirtualHardwareSection() => new(SchemaType.VirtualHardwareSection)
    {
        Name = "ovf:VirtualHardwareSection_Type",
        Base = SchemaType.OvfSection,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "System", SchemaType.VirtualSystemSettings)] },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Ovf, "Item", SchemaType.HardwareItem)] },
            new() { Maximum = ContentSlot.Unbounded, Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Ovf, "EthernetPortItem", SchemaType.EthernetPortItem)] },
            new() { Maximum = ContentSlot.Unbounded, Versions = SchemaVersions.Two, Terms = [new(SchemaFamily.Ovf, "StorageItem", SchemaType.StorageItem)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Ovf)] },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), Default: ""),
            new(SchemaFamily.Ovf, "transport", SimpleType.Of(SimpleKind.String), Default: ""),
            new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean), Default: "true"),
        ],
    };

    private static ContentTable VirtualSystemCollection() => new(SchemaType.VirtualSystemCollection)
    {
        Name = "ovf:VirtualSystemCollection_Type",
        Base = SchemaType.OvfContent,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Name", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Head = "Section", Terms = OvfSectionMembers() },
            new() { Maximum = ContentSlot.Unbounded, Head = "Content", Terms = OvfContentMembers() },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
        ],
    };

    private static ContentTable VirtualSystem() => new(SchemaType.VirtualSystem)
    {
        Name = "ovf:VirtualSystem_Type",
        Base = SchemaType.OvfContent,
        AnyAttribute = true,
        Slots = [
            new() { Minimum = 1, Terms = [new(SchemaFamily.Ovf, "Info", SchemaType.Message)] },
            new() { Terms = [new(SchemaFamily.Ovf, "Name", SchemaType.Message)] },
            new() { Maximum = ContentSlot.Unbounded, Head = "Section", Terms = OvfSectionMembers() },
        ],
        Attributes = [
            new(SchemaFamily.Ovf, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
        ],
    };
}
