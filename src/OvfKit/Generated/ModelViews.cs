// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>Makes the view of an element.</summary>
internal static class ModelViews
{
    public static OvfElement Create(SchemaType type, XElement element) => type switch
    {
        SchemaType.AnnotationSection => new AnnotationSection(element),
        SchemaType.BootConfiguration => new BootConfiguration(element),
        SchemaType.BootDeviceSection => new BootDeviceSection(element),
        SchemaType.BundleMessage => new BundleMessage(element),
        SchemaType.CimDateTime => new CimDateTime(element),
        SchemaType.DeploymentConfiguration => new DeploymentConfiguration(element),
        SchemaType.DeploymentOptionSection => new DeploymentOptionSection(element),
        SchemaType.DiskSection => new DiskSection(element),
        SchemaType.EncryptionSection => new EncryptionSection(element),
        SchemaType.Envelope => new Envelope(element),
        SchemaType.EnvironmentFile => new EnvironmentFile(element),
        SchemaType.EnvironmentFilesSection => new EnvironmentFilesSection(element),
        SchemaType.EthernetPortItem => new EthernetPortItem(element),
        SchemaType.EpasdEthernetPortAllocationSettingData => new EthernetPortItem(element),
        SchemaType.EulaSection => new EulaSection(element),
        SchemaType.FileReference => new FileReference(element),
        SchemaType.HardwareItem => new HardwareItem(element),
        SchemaType.RasdResourceAllocationSettingData => new HardwareItem(element),
        SchemaType.InstallSection => new InstallSection(element),
        SchemaType.InstanceCount => new InstanceCount(element),
        SchemaType.Message => new Message(element),
        SchemaType.MessageBundle => new MessageBundle(element),
        SchemaType.Network => new Network(element),
        SchemaType.NetworkPortProfile => new NetworkPortProfile(element),
        SchemaType.NetworkSection => new NetworkSection(element),
        SchemaType.OperatingSystemSection => new OperatingSystemSection(element),
        SchemaType.PlacementGroupSection => new PlacementGroupSection(element),
        SchemaType.PlacementSection => new PlacementSection(element),
        SchemaType.ProductIcon => new ProductIcon(element),
        SchemaType.ProductProperty => new ProductProperty(element),
        SchemaType.ProductSection => new ProductSection(element),
        SchemaType.PropertyValue => new PropertyValue(element),
        SchemaType.References => new References(element),
        SchemaType.ResourceAllocationSection => new ResourceAllocationSection(element),
        SchemaType.ScaleOutSection => new ScaleOutSection(element),
        SchemaType.SharedDisk => new SharedDisk(element),
        SchemaType.SharedDiskSection => new SharedDiskSection(element),
        SchemaType.StartupItem => new StartupItem(element),
        SchemaType.StartupSection => new StartupSection(element),
        SchemaType.StorageItem => new StorageItem(element),
        SchemaType.SasdStorageAllocationSettingData => new StorageItem(element),
        SchemaType.VirtualDisk => new VirtualDisk(element),
        SchemaType.VirtualHardwareSection => new VirtualHardwareSection(element),
        SchemaType.VirtualSystem => new VirtualSystem(element),
        SchemaType.VirtualSystemCollection => new VirtualSystemCollection(element),
        SchemaType.VirtualSystemSettings => new VirtualSystemSettings(element),
        SchemaType.VssdVirtualSystemSettingData => new VirtualSystemSettings(element),
        _ => new OpenElement(element),
    };

    /// <summary>The type that views have whose elements may be of several.</summary>
    public static SchemaType Shown(SchemaType type) => type switch
    {
        SchemaType.EpasdEthernetPortAllocationSettingData => SchemaType.EthernetPortItem,
        SchemaType.RasdResourceAllocationSettingData => SchemaType.HardwareItem,
        SchemaType.SasdStorageAllocationSettingData => SchemaType.StorageItem,
        SchemaType.VssdVirtualSystemSettingData => SchemaType.VirtualSystemSettings,
        _ => type,
    };
}
