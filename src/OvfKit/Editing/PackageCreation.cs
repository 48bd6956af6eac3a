using System.Globalization;
using System.Xml.Linq;
using OvfKit.Conversion;
using OvfKit.Model;
using OvfKit.Packaging;
using OvfKit.Xml;

namespace OvfKit.Editing;

/// <summary>Makes packages of disks and a few words about the machine.</summary>
public static class PackageCreation
{
    // Every ESXi since 6.5 and every Workstation in use takes it.
    private const string HardwareFamily = "vmx-13";

    /// <summary>Makes a package and completes the target.</summary>
    /// <param name="target">Where the package goes; disposed by the caller, which removes everything when this failed.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="options">The digest, the signer and how disks are read; null for the defaults. Formats are those of the disks.</param>
    /// <param name="progress">Told about every piece of work; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">The machine is impossible, a name is unsafe, or a format cannot be written as one file.</exception>
    /// <exception cref="Diagnostics.OvfKitException">A disk is damaged.</exception>
    /// <exception cref="IOException">A disk or the target failed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<ConvertReport> CreateAsync(
        PackageSink target, NewMachine machine, ConvertOptions? options = null,
        IProgress<PackageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(machine);
        var name = FileNameOf(machine.Name);
        var descriptor = Describe(machine);
        using var source = OvfPackage.Open(new SingleFileStore(name + ".ovf", descriptor.ToBytes()));
        options ??= ConvertOptions.Default;
        var disks = machine.Disks.Select((disk, index) => disk with { Name = string.Create(CultureInfo.InvariantCulture, $"{name}-disk{index + 1}") });
        return await PackageConverter.ConvertAsync(source, target, options with { AddedDisks = [.. disks] }, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The descriptor of a machine, still without its disks.</summary>
    /// <param name="machine">The machine.</param>
    /// <exception cref="ArgumentException">The machine is impossible.</exception>
    public static OvfDescriptor Describe(NewMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentException.ThrowIfNullOrWhiteSpace(machine.Name);
        ArgumentOutOfRangeException.ThrowIfLessThan(machine.ProcessorCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(machine.MemoryInBytes, 1 << 20);
        var descriptor = OvfDescriptor.Create(machine.Version);
        var envelope = descriptor.Envelope;
        envelope.Element.SetAttributeValue(XNamespace.Xmlns + "vmw", OvfNamespaces.VMware.NamespaceName);
        envelope.Sections.Add(new DiskSection { Info = "Virtual disks" });
        envelope.Sections.Add(new NetworkSection { Info = "Logical networks" });
        foreach (var network in machine.Networks.Distinct())
            NetworkEdits.Declare(envelope, network);
        var system = envelope.VirtualSystems[0];
        system.Id = machine.Name;
        system.Name = machine.Name;
        system.Sections.Add(new OperatingSystemSection { Info = "The guest operating system", Id = machine.Guest.CimId, Description = machine.Guest.Description });
        if (machine.Guest.VMwareName is { } guest)
            system.OperatingSystem!.VMwareOsType = guest;
        AddHardware(system, machine);
        return descriptor;
    }

    private static void AddHardware(VirtualSystem system, NewMachine machine)
    {
        var section = DiskAttachment.Section(system);
        section.System = new VirtualSystemSettings
        {
            ElementName = "Virtual Hardware Family",
            InstanceId = "0",
            VirtualSystemIdentifier = machine.Name,
            VirtualSystemType = HardwareFamily,
        };
        system.ProcessorCount = machine.ProcessorCount;
        system.MemoryInBytes = machine.MemoryInBytes;
        foreach (var (index, network) in machine.Networks.Index())
            AddAdapter(section, index + 1, network, machine.Version);
        if (machine.Uefi)
            section.VMwareConfig["firmware"] = "efi";
    }

    private static void AddAdapter(VirtualHardwareSection section, int number, string network, OvfVersion version)
    {
        var adapter = version == OvfVersion.Two ? new EthernetPortItem() : new HardwareItem();
        adapter.ResourceType = ResourceKinds.EthernetAdapter;
        // Every platform has it, and every guest has a driver for it.
        adapter.ResourceSubType = "E1000";
        adapter.InstanceId = DiskAttachment.NextId(section);
        adapter.ElementName = string.Create(CultureInfo.InvariantCulture, $"Network adapter {number}");
        adapter.AutomaticAllocation = true;
        adapter.Connection.Add(network);
        DiskAttachment.Add(section, adapter);
    }

    // Of letters, digits and a few signs that no importer stumbles over.
    private static string FileNameOf(string name)
    {
        var safe = new string([.. name.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]).Trim('-', '.');
        return safe.Length > 0 ? safe : "machine";
    }
}
