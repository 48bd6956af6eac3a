using System.Collections.Immutable;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Editing;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Conversion;

/// <summary>How a package is converted. Immutable.</summary>
public sealed record ConvertOptions
{
    /// <summary>Disks stay as they are, the manifest is checked, a new one is written with SHA-256.</summary>
    public static ConvertOptions Default { get; } = new();

    /// <summary>The format disks are converted to; null copies them byte for byte.</summary>
    public DiskFormat? DiskFormat { get; init; }

    /// <summary>The variant, level and settings of converted disks. A fixed id is for packages with one disk only.</summary>
    public DiskWriteOptions Disk { get; init; } = DiskWriteOptions.Default;

    /// <summary>The version of OVF the new descriptor is in; null keeps the source's. See <see cref="DescriptorConverter"/>.</summary>
    public OvfVersion? Version { get; init; }

    /// <summary>How the listed files are stored; null keeps chunks and compression, except of disks that are converted. What is compressed or converted
    /// then waits in temporary files, since the manifest has a line for each chunk.</summary>
    public FileStorage? Storage { get; init; }

    /// <summary>What else is to change in the descriptor, and which disks and files are left out with it; null for nothing.</summary>
    /// <remarks>With <see cref="DescriptorChanges.FreshIds"/> disks are written anew in their own format, where it has an id.
    /// <see cref="DescriptorChanges.RemovedFiles"/> may also name files the descriptor does not list.</remarks>
    public DescriptorChanges? Changes { get; init; }

    /// <summary>Disks to add; each gets a drive in the virtual system that <see cref="DescriptorChanges.SystemId"/> names, else in the only one.</summary>
    public ImmutableArray<AddedDisk> AddedDisks { get; init; } = [];

    /// <summary>Files to add at the end of the descriptor's references.</summary>
    public ImmutableArray<AddedFile> AddedFiles { get; init; } = [];

    /// <summary>How disks are read and encoded.</summary>
    public CopyOptions Copy { get; init; } = CopyOptions.Default;

    /// <summary>The digest of the new manifest.</summary>
    public ManifestAlgorithm Algorithm { get; init; } = ManifestAlgorithm.Sha256;

    /// <summary>Whether a package that keeps all its bytes keeps its manifest as well. True: whatever <see cref="Algorithm"/> says. Null: if it is
    /// signed. False: if it is signed and all digests are of that algorithm.</summary>
    public bool? KeepManifest { get; init; }

    /// <summary>Signs the new manifest; null leaves the package without a signature, unless it keeps all its bytes and with them the one it has.</summary>
    public PackageSigner? Signer { get; init; }

    /// <summary>Whether the source is compared with its manifest, if it has one. Each file is hashed while it is converted.</summary>
    public bool VerifyManifest { get; init; } = true;

    /// <summary>Receives the findings; null makes a new bag, which is in the report.</summary>
    public DiagnosticBag? Diagnostics { get; init; }

    /// <summary>Whether the manifest is to stay as long as nothing else changes.</summary>
    /// <exception cref="InvalidContentException">The manifest cannot be understood.</exception>
    internal bool KeepsManifestOf(OvfPackage source) => KeepManifest == true || (source.CertificateEntry is not null && Signer is null
        && (KeepManifest is null || source.Manifest?.Entries.All(line => ManifestAlgorithm.Find(line.AlgorithmName) == Algorithm) == true));
}
