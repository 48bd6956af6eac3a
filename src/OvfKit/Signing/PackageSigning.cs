using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>Signs a package in a folder where it is. To sign on the way into a new package, give <see cref="PackageContent.Signer"/> or
/// <see cref="Conversion.ConvertOptions.Signer"/>.</summary>
public static class PackageSigning
{
    /// <summary>Puts a certificate file, and a manifest where there is none, beside a descriptor. No file that was there changes, except a
    /// certificate that is to be replaced.</summary>
    /// <param name="package">A package in a folder, opened from there.</param>
    /// <param name="signer">Signs.</param>
    /// <param name="algorithm">The digest of a manifest that is made; one that is there is signed as it is.</param>
    /// <param name="overwrite">Whether a certificate that is there may be replaced.</param>
    /// <param name="progress">Told about every piece read, from several threads; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The paths of the files that were written.</returns>
    /// <remarks>Every file is compared with the manifest before anything is signed. Each new file appears when it is complete, the certificate last.</remarks>
    /// <exception cref="ArgumentException">The package is not in a folder.</exception>
    /// <exception cref="IntegrityException">A file is not what the manifest says, or is missing.</exception>
    /// <exception cref="InvalidContentException">The manifest cannot be read, a file of the package is missing, or the signer made no signature (<c>OVF5042</c>).</exception>
    /// <exception cref="IOException">A file cannot be read or written, or there is a certificate that may not be replaced.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<IReadOnlyList<string>> SignFolderAsync(
        OvfPackage package, PackageSigner signer, ManifestAlgorithm algorithm, bool overwrite = false,
        IProgress<PackageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(algorithm);
        if (package.Store is not FolderStore)
            throw new ArgumentException($"{package.Store.Name} is no folder, and an archive is not changed; write a new one", nameof(package));
        var stem = EntryName.WithoutExtension(package.DescriptorEntry.Location.File);
        var certificatePath = package.CertificateEntry?.Location.File ?? stem + ".cert";
        using var certificateFile = new PendingFile(certificatePath, overwrite);
        var manifestPath = package.ManifestEntry?.Location.File ?? stem + ".mf";
        using var manifestFile = package.ManifestEntry is null ? new PendingFile(manifestPath, overwrite: false) : null;

        var manifest = manifestFile is null
            ? await CheckedManifestAsync(package, progress, cancellationToken).ConfigureAwait(false)
            : await NewManifestAsync(package, algorithm, progress, cancellationToken).ConfigureAwait(false);
        var certificate = await signer.SignAsync(Path.GetFileName(manifestPath), manifest, cancellationToken).ConfigureAwait(false);
        await certificateFile.Stream.WriteAsync(certificate, cancellationToken).ConfigureAwait(false);
        if (manifestFile is not null)
        {
            await manifestFile.Stream.WriteAsync(manifest, cancellationToken).ConfigureAwait(false);
            manifestFile.Commit();
        }

        certificateFile.Commit();
        return manifestFile is null ? [certificatePath] : [manifestPath, certificatePath];
    }

    private static async Task<byte[]> CheckedManifestAsync(OvfPackage package, IProgress<PackageProgress>? progress, CancellationToken cancellationToken)
    {
        var verification = await package.VerifyAsync(progress, cancellationToken).ConfigureAwait(false);
        if (verification.Diagnostics.FirstOrDefault(finding => finding.Severity == DiagnosticSeverity.Error) is { } failure)
            throw new IntegrityException(failure);
        return package.ManifestEntry!.ReadAll(Manifest.MaxLength, ManifestDiagnostics.TooLarge);
    }

    private static async Task<byte[]> NewManifestAsync(
        OvfPackage package, ManifestAlgorithm algorithm, IProgress<PackageProgress>? progress, CancellationToken cancellationToken)
    {
        if (package.Files.Select(file => file.WhyMissing()).FirstOrDefault(failure => failure is not null) is { } missing)
            throw missing;
        List<PackageEntry> entries = [package.DescriptorEntry, .. package.Files.SelectMany(file => file.Parts).Distinct(), .. package.Extras];
        var meter = new ProgressMeter(entries.Sum(entry => entry.Length), progress);
        var lines = new List<ManifestEntry>();
        foreach (var entry in entries)
        {
            var digest = await algorithm.HashAsync(entry.Open(), meter.For(entry.Name), cancellationToken).ConfigureAwait(false);
            lines.Add(new ManifestEntry(entry.Name, algorithm.Name, digest));
        }

        return new Manifest(lines).ToBytes();
    }
}
