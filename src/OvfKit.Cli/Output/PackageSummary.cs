using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Model;
using OvfKit.Packaging;
using OvfKit.Xml;

namespace OvfKit.Cli.Output;

/// <summary>What <c>info</c> says of a package. Sizes are in bytes.</summary>
internal sealed record PackageSummary(
    string Name, string Ovf, string Descriptor, string? Manifest, bool Signed, IReadOnlyList<SystemSummary> Systems, IReadOnlyList<NetworkSummary> Networks,
    IReadOnlyList<PackageDiskSummary> Disks, IReadOnlyList<FileSummary> Files, IReadOnlyList<Finding> Findings);

/// <summary>A virtual system. <c>Memory</c> is in bytes.</summary>
internal sealed record SystemSummary(
    string Id, string? Name, string? Product, string? OperatingSystem, string? HardwareFamily, long? Processors, long? Memory, int DiskDrives, IReadOnlyList<string> NetworkAdapters,
    int Properties, int Licences);

/// <summary>A logical network.</summary>
internal sealed record NetworkSummary(string Name, string? Description);

/// <summary>A disk of the package and what its image turned out to be.</summary>
internal sealed record PackageDiskSummary(string Id, string? File, long? Capacity, string? Format, string? Variant, string? Problem);

/// <summary>A file the descriptor lists.</summary>
internal sealed record FileSummary(string Name, long? Size, bool Present);

/// <summary>Gathers a package's summary; what cannot be read is left out and reported.</summary>
internal sealed class PackageSummaryReader(OvfPackage package, DiagnosticBag diagnostics)
{
    private const int Processor = 3;
    private const int MemoryType = 4;
    private const int EthernetAdapter = 10;
    private const int DiskDrive = 17;

    public PackageSummary Read()
    {
        var envelope = package.Descriptor.Envelope;
        // The findings come last: reading the rest makes some.
        var summary = new PackageSummary(
            package.Store.Name,
            VersionOf(envelope.Dialect),
            package.DescriptorEntry.Name,
            Try(() => package.Manifest) is { } manifest ? string.Join(", ", manifest.Entries.Select(entry => entry.AlgorithmName).Distinct()) : null,
            package.CertificateEntry is not null,
            [.. envelope.VirtualSystems.Select(Describe)],
            [.. (envelope.NetworkSection?.Networks ?? Enumerable.Empty<Network>()).Select(network => new NetworkSummary(network.Name ?? "", network.Description))],
            [.. package.Disks.Select(Describe)],
            [.. package.Files.Select(file => new FileSummary(file.ToString(), file.Entry?.Length, file.Entry is not null))],
            []);
        return summary with { Findings = Finding.Of(diagnostics) };
    }

    private SystemSummary Describe(VirtualSystem system)
    {
        var items = system.Hardware.Where(item => item.Bound is null or "normal").ToList();
        var product = system.Products.FirstOrDefault(p => !string.IsNullOrWhiteSpace(p.Product));
        var os = system.OperatingSystem;
        return new SystemSummary(
            system.Id ?? "",
            system.Name,
            product is null ? null : string.Join(" ", new[] { product.Vendor, product.Product, product.Version }.Where(text => !string.IsNullOrWhiteSpace(text))),
            os?.Description ?? os?.VMwareOsType,
            system.HardwareSections.Select(section => section.VirtualSystemType).FirstOrDefault(type => type is not null),
            Try(() => items.FirstOrDefault(item => item.ResourceType == Processor)?.VirtualQuantity),
            Try(() => items.FirstOrDefault(item => item.ResourceType == MemoryType) is { } memory ? InBytes(memory) : null),
            Try(() => (int?)items.Count(item => item.ResourceType == DiskDrive)) ?? 0,
            Try(() => items.Where(item => item.ResourceType == EthernetAdapter).Select(Adapter).ToList()) ?? [],
            system.Products.Sum(p => p.Properties.Count),
            system.Eulas.Count);
    }

    private static string VersionOf(OvfDialect dialect) => dialect switch
    {
        OvfDialect.Draft => "0.9",
        OvfDialect.Ovf1 => "1",
        OvfDialect.Ovf2 => "2",
        OvfDialect.OVirt => "1, oVirt's spelling",
        _ => "unknown",
    };

    private static string Adapter(HardwareItem item) => $"{item.ResourceSubType ?? "any"} on {(item.Connection is [] ? "no network" : string.Join(", ", item.Connection))}";

    private static long? InBytes(HardwareItem memory) =>
        memory.VirtualQuantity is { } quantity && AllocationUnits.BytesPerUnit(memory.AllocationUnits) is { } unit && quantity <= long.MaxValue / unit ? quantity * unit : null;

    private PackageDiskSummary Describe(PackageDisk disk)
    {
        var summary = new PackageDiskSummary(disk.ToString(), disk.File?.ToString(), Try(() => disk.Disk.CapacityInBytes), null, null, null);
        if (disk.File is null)
            return summary;
        try
        {
            using var image = package.OpenDisk(disk, new DiskOpenOptions { Diagnostics = diagnostics });
            return summary with { Capacity = image.Length, Format = image.Format.Name, Variant = image.Variant };
        }
        catch (OvfKitException exception)
        {
            diagnostics.Add(exception.Diagnostic);
            return summary with { Problem = exception.Diagnostic.Message };
        }
    }

    private T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidContentException exception)
        {
            diagnostics.Add(exception.Diagnostic);
            return default;
        }
    }
}
