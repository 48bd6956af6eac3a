using System.Globalization;

namespace OvfKit.Cli.Output;

/// <summary>Writes summaries for people.</summary>
internal static class SummaryText
{
    public static string Of(DiskSummary disk)
    {
        var report = new Report().Heading(disk.Name)
            .Row("format", $"{disk.Format}:{disk.Variant}")
            .Row("virtual size", Sizes.FormatExactly(disk.VirtualSize))
            .Row("allocated", Sizes.Format(disk.AllocatedSize))
            .Row("file size", disk.FileSize is { } size ? Sizes.Format(size) : null)
            .Row("sector size", disk.LogicalSectorSize.ToString(CultureInfo.InvariantCulture))
            .Row("parent", disk.Parent);
        foreach (var (name, value) in disk.Properties)
            report.Row(name, value);
        return report.ToString();
    }

    public static string Of(PackageSummary package)
    {
        var report = new Report().Heading(package.Name)
            .Row("descriptor", $"{package.Descriptor} (OVF {package.Ovf})")
            .Row("manifest", package.Manifest ?? "none")
            .Row("signature", package.Signed ? "present, not checked" : "none");
        foreach (var system in package.Systems)
        {
            report.Heading($"Virtual system {system.Id}")
                .Row("name", system.Name)
                .Row("product", system.Product)
                .Row("operating system", system.OperatingSystem)
                .Row("hardware", system.HardwareFamily)
                .Row("firmware", system.Firmware)
                .Row("processors", system.Processors?.ToString(CultureInfo.InvariantCulture))
                .Row("memory", system.Memory is { } memory ? Sizes.Format(memory) : null)
                .Row("disk drives", system.DiskDrives.ToString(CultureInfo.InvariantCulture));
            foreach (var adapter in system.NetworkAdapters)
                report.Row("network adapter", adapter);
            report.Row("properties", system.Properties == 0 ? null : system.Properties.ToString(CultureInfo.InvariantCulture))
                .Row("licences", system.Licences == 0 ? null : system.Licences.ToString(CultureInfo.InvariantCulture));
        }

        Part(report, "Networks", package.Networks, network => (network.Name, network.Description ?? "-"));
        var missing = package.Files.Where(static file => !file.Present).Select(static file => file.Name).ToHashSet();
        Part(report, "Disks", package.Disks, disk => (disk.Id, Describe(disk, missing)));
        Part(report, "Files", package.Files, file => (file.Name, file is { Present: true, Size: { } size } ? Sizes.Format(size) : "missing"));
        return report.ToString();
    }

    public static string Of(VerifySummary verification)
    {
        var report = new Report().Heading(verification.Name).Row("manifest", verification.Files.Count == 0 ? "none" : null);
        foreach (var file in verification.Files)
            report.Row(file.Name, file.Algorithm is null ? file.Verdict : $"{file.Verdict} ({file.Algorithm})");
        if (verification.Signature is { } signature)
            Add(report.Heading("Signature"), signature);
        return report.ToString();
    }

    private static void Add(Report report, SignatureSummary signature) => report
        .Row("signature", signature.Algorithm is null ? signature.Signature : $"{signature.Signature} ({signature.Algorithm})")
        .Row("CMS signature", signature.Cms)
        .Row("chain", signature.Chain)
        .Row("validity", signature.Validity)
        .Row("key usage", signature.KeyUsage)
        .Row("revocation", signature.Revocation)
        .Row("signer", signature.Signer?.Subject)
        .Row("issuer", signature.Signer?.Issuer)
        .Row("fingerprint", signature.Signer is { } signer ? $"SHA256 {signer.Fingerprint}" : null)
        .Row("valid", signature.Signer is { } dated ? string.Create(CultureInfo.InvariantCulture, $"{dated.NotBefore:yyyy-MM-dd} to {dated.NotAfter:yyyy-MM-dd}") : null)
        .Row("trusted by", signature.Anchor?.Subject);

    private static string Describe(PackageDiskSummary disk, HashSet<string> missing)
    {
        var capacity = disk.Capacity is { } bytes ? Sizes.FormatExactly(bytes) : "unknown size";
        if (disk.File is null)
            return $"{capacity}, begins empty";
        if (missing.Contains(disk.File))
            return $"{capacity}, in {disk.File}, which is missing";
        return disk.Problem is { } problem ? $"{capacity}, {disk.File}: {problem}" : $"{capacity}, {disk.Format}:{disk.Variant}, {disk.File}";
    }

    private static void Part<T>(Report report, string heading, IReadOnlyList<T> items, Func<T, (string Name, string Value)> row)
    {
        if (items.Count == 0)
            return;
        report.Heading(heading);
        foreach (var item in items)
        {
            var (name, value) = row(item);
            report.Row(name, value);
        }
    }
}
