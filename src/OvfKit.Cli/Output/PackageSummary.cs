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
    string Id, string? Name, string? Product, string? OperatingSystem, string? HardwareFamily, string? Firmware, long? Processors, long? Memory, int DiskDrives, IReadOnlyList<string> NetworkAdapters,
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
        var product = system.Products.FirstOrDefault(p => !string.IsNullOrWhiteSpace(p.Product));
        return new SystemSummary(
            system.Id ?? "",
            system.Name,
            product is null ? null : string.Join(" ", new[] { product.Vendor, product.Product, product.Version }.Where(text => !string.IsNullOrWhiteSpace(text))),
            system.OperatingSystemName,
            system.HardwareSections.Select(section => section.VirtualSystemType).FirstOrDefault(type => type is not null),
            system.Firmware,
            Try(() => system.ProcessorCount),
            Try(() => system.MemoryInBytes),
            Try(() => (int?)system.DiskDrives.Count) ?? 0,
            Try(() => system.NetworkAdapters.Select(Adapter).ToList()) ?? [],
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
