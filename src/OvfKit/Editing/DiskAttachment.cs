using System.Globalization;
using OvfKit.Model;

namespace OvfKit.Editing;

/// <summary>Puts devices into a virtual system.</summary>
internal static class DiskAttachment
{
    private const int ScsiOwnUnit = 7;

    /// <summary>Attaches a disk at the first free place of a controller, or of a new SCSI controller.</summary>
    public static void Attach(VirtualSystem system, string diskId)
    {
        var section = Section(system);
        var items = section.Items.ToList();
        var (controller, unit) = FreePlace(items) ?? (AddScsiController(section), 0);
        var drive = section.StorageItems.Count > 0 ? new StorageItem { ResourceType = ResourceKinds.LogicalDisk } : new HardwareItem { ResourceType = ResourceKinds.DiskDrive };
        drive.InstanceId = NextId(section);
        drive.ElementName = string.Create(CultureInfo.InvariantCulture, $"Hard disk {items.Count(IsDrive) + 1}");
        drive.Parent = controller.InstanceId;
        drive.AddressOnParent = unit.ToString(CultureInfo.InvariantCulture);
        drive.HostResource.Add("ovf:/disk/" + diskId);
        Add(section, drive);
    }

    /// <summary>Adds a device; in its place, where it is an <c>Item</c>.</summary>
    public static void Add(VirtualHardwareSection section, HardwareItem item)
    {
        switch (item)
        {
            case StorageItem storage:
                section.StorageItems.Add(storage);
                break;
            case EthernetPortItem port:
                section.EthernetPortItems.Add(port);
                break;
            default:
                section.ResourceItems.Add(item);
                break;
        }
    }

    /// <summary>The first set of hardware, which is made if need be.</summary>
    public static VirtualHardwareSection Section(VirtualSystem system)
    {
        if (system.HardwareSections.Count == 0)
            system.Sections.Add(new VirtualHardwareSection { Info = "Virtual hardware" });
        return system.HardwareSections[0];
    }

    /// <summary>An InstanceID that no item has.</summary>
    public static string NextId(VirtualHardwareSection section)
    {
        var used = section.Items.Select(static item => long.TryParse(item.InstanceId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).DefaultIfEmpty().Max();
        return (used + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static (HardwareItem Controller, int Unit)? FreePlace(List<HardwareItem> items)
    {
        // Beside the other disks, since the guest has the driver for that controller.
        var controllers = items.Where(static item => item.InstanceId is not null && Units(item) > 0)
            .OrderByDescending(controller => items.Exists(item => IsDrive(item) && item.Parent == controller.InstanceId));
        foreach (var controller in controllers)
        {
            var taken = items.Where(item => item.Parent == controller.InstanceId).Select(static item => item.AddressOnParent?.Trim()).ToHashSet();
            for (var unit = 0; unit < Units(controller); unit++)
            {
                if (!taken.Contains(unit.ToString(CultureInfo.InvariantCulture)) && (unit != ScsiOwnUnit || controller.ResourceType != ResourceKinds.ScsiController))
                    return (controller, unit);
            }
        }

        return null;
    }

    private static int Units(HardwareItem controller) => controller.ResourceType switch
    {
        ResourceKinds.IdeController => 2,
        ResourceKinds.ScsiController => 16,
        ResourceKinds.OtherStorage when controller.ResourceSubType?.Contains("nvme", StringComparison.OrdinalIgnoreCase) == true => 15,
        ResourceKinds.OtherStorage when controller.ResourceSubType?.Contains("ahci", StringComparison.OrdinalIgnoreCase) == true => 30,
        _ => 0,
    };

    private static bool IsDrive(HardwareItem item) => item.ResourceType is ResourceKinds.DiskDrive or ResourceKinds.LogicalDisk;

    private static HardwareItem AddScsiController(VirtualHardwareSection section)
    {
        var number = section.Items.Count(static item => item.ResourceType == ResourceKinds.ScsiController);
        var controller = new HardwareItem
        {
            ResourceType = ResourceKinds.ScsiController,
            ResourceSubType = "lsilogic",
            InstanceId = NextId(section),
            ElementName = string.Create(CultureInfo.InvariantCulture, $"SCSI controller {number}"),
            Address = number.ToString(CultureInfo.InvariantCulture),
        };
        section.ResourceItems.Add(controller);
        return controller;
    }
}
