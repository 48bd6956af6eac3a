using System.Globalization;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Model;

public sealed partial class VirtualSystem
{
    /// <summary>The number of processors, or null. Set, it changes the first item of its kind or makes one.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">A value on the way is not readable (OVF1001).</exception>
    public long? ProcessorCount
    {
        get => Amount(ResourceKinds.Processor)?.VirtualQuantity;
        set => SetAmount(ResourceKinds.Processor, value, "hertz * 10^6", static count => count + " virtual CPU(s)");
    }

    /// <summary>The memory in bytes, or null where it is absent or in no unit of bytes. Set, it is written in units of 2^20 bytes.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">A value on the way is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is no multiple of 2^20.</exception>
    public long? MemoryInBytes
    {
        get => Amount(ResourceKinds.Memory) is { } item ? AllocationUnits.Times(item.VirtualQuantity, AllocationUnits.BytesPerUnit(item.AllocationUnits)) : null;
        set
        {
            if (value is { } bytes)
                ArgumentOutOfRangeException.ThrowIfNotEqual(bytes % (1 << 20), 0, nameof(value));
            SetAmount(ResourceKinds.Memory, value >> 20, "byte * 2^20", static amount => amount + "MB of memory");
        }
    }

    /// <summary>The disk drives with their disks, controllers and addresses. A snapshot in document order.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">A value on the way is not readable (OVF1001).</exception>
    public IReadOnlyList<DiskDrive> DiskDrives
    {
        get
        {
            var items = Wanted().ToList();
            var byId = items.Where(static item => item.InstanceId is not null).DistinctBy(static item => item.InstanceId).ToDictionary(static item => item.InstanceId!);
            var disks = Disks().Where(static disk => disk.DiskId is not null).DistinctBy(static disk => disk.DiskId).ToDictionary(static disk => disk.DiskId!);
            return [.. items.Where(static item => item.ResourceType is ResourceKinds.DiskDrive or ResourceKinds.LogicalDisk).Select(item =>
            {
                var controller = item.Parent is { } parent ? byId.GetValueOrDefault(parent) : null;
                var disk = item.HostResource.Select(DiskIdIn).FirstOrDefault(static id => id is not null) is { } id ? disks.GetValueOrDefault(id) : null;
                return new DiskDrive(item, disk, controller, controller?.Address, item.AddressOnParent);
            })];
        }
    }

    /// <summary>The Ethernet adapters; <see cref="HardwareItem.Connection"/> names their networks. A snapshot in document order.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">A value on the way is not readable (OVF1001).</exception>
    public IReadOnlyList<HardwareItem> NetworkAdapters => [.. Wanted().Where(static item => item.ResourceType == ResourceKinds.EthernetAdapter)];

    /// <summary>The firmware in small letters (<c>efi</c>, <c>bios</c>) as VMware's or VirtualBox's settings have it, or null where neither says.</summary>
    public string? Firmware
    {
        get
        {
            var said = HardwareSections.Select(static section => section.VMwareConfig["firmware"]).FirstOrDefault(static value => value is not null) ?? VirtualBoxMachine?.Firmware;
            return said?.ToLowerInvariant();
        }
    }

    /// <summary>The number of the guest system in the CIM list, or null.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public int? OperatingSystemId => OperatingSystem?.Id;

    /// <summary>The guest system in words: its description, else a vendor's name for it; or null.</summary>
    public string? OperatingSystemName => OperatingSystem is { } system
        ? new[] { system.Description, system.VMwareOsType, VirtualBoxMachine?.OsType }.FirstOrDefault(static name => !string.IsNullOrWhiteSpace(name))
        : VirtualBoxMachine?.OsType;

    /// <summary>VirtualBox's own description of the machine, or null.</summary>
    public VirtualBoxMachine? VirtualBoxMachine => Element.Element(OvfNamespaces.VirtualBox + "Machine") is { } machine ? new(machine) : null;

    // Items that are ends of a range say nothing of the machine itself.
    private IEnumerable<HardwareItem> Wanted() => Hardware.Where(static item => item.Bound is null or "" or "normal");

    private HardwareItem? Amount(int kind) => Wanted().FirstOrDefault(item => item.ResourceType == kind);

    private void SetAmount(int kind, long? amount, string units, Func<string, string> nameOf)
    {
        var item = Amount(kind);
        if (amount is null)
        {
            item?.Remove();
            return;
        }
        if (item is null)
        {
            if (HardwareSections.Count == 0)
                Sections.Add(new VirtualHardwareSection { Info = "Virtual hardware" });
            var used = Hardware.Select(static one => long.TryParse(one.InstanceId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).DefaultIfEmpty().Max();
            item = new HardwareItem { ResourceType = kind, InstanceId = (used + 1).ToString(CultureInfo.InvariantCulture), ElementName = "" };
            HardwareSections[0].ResourceItems.Insert(HardwareSections[0].ResourceItems.TakeWhile(one => one.ResourceType < kind).Count(), item);
        }
        item.VirtualQuantity = amount;
        item.AllocationUnits = units;
        item.ElementName = nameOf(amount.Value.ToString(CultureInfo.InvariantCulture));
    }

    private IEnumerable<VirtualDisk> Disks()
    {
        var root = Element.AncestorsAndSelf().Last();
        if (root.Name.LocalName != "Envelope" || Of(root, SchemaType.Envelope) is not Envelope envelope)
            return [];
        return envelope.SectionsOf<DiskSection>().SelectMany(static section => section.Disks)
            .Concat(envelope.SectionsOf<SharedDiskSection>().SelectMany(static section => section.SharedDisks));
    }

    // ovf:/disk/id by the standard; without the scheme, or with one slash more, in the wild.
    private static string? DiskIdIn(string resource)
    {
        const string Marker = "/disk/";
        var at = resource.IndexOf(Marker, StringComparison.Ordinal);
        return at >= 0 ? resource[(at + Marker.Length)..].Trim() : null;
    }
}
