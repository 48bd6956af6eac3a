using OvfKit.Diagnostics;
using OvfKit.Signing;

namespace OvfKit.Packaging;

/// <summary>All that goes into a package. Immutable.</summary>
public sealed record PackageContent
{
    /// <summary>The descriptor's name, which ends in <c>.ovf</c>. The manifest gets the same base name.</summary>
    public required string DescriptorName { get; init; }

    /// <summary>Makes the descriptor's bytes; asked once, when all parts are written, since the descriptor states their sizes.</summary>
    public required Func<ReadOnlyMemory<byte>> Descriptor { get; init; }

    /// <summary>The most bytes the descriptor will have. An archive keeps that much room in front of the parts.</summary>
    public required int MaxDescriptorLength { get; init; }

    /// <summary>Whether the descriptor is known before the parts are written, so that it can go first also on a pipe; then it has <see cref="MaxDescriptorLength"/> bytes.</summary>
    public bool IsDescriptorKnown { get; init; }

    /// <summary>The other entries, in the order in which the descriptor lists them.</summary>
    public required IReadOnlyList<PackagePart> Parts { get; init; }

    /// <summary>The digest of the manifest that is written; null for no manifest.</summary>
    public ManifestAlgorithm? Algorithm { get; init; } = ManifestAlgorithm.Sha256;

    /// <summary>Signs the manifest; null for no signature. The certificate file stands behind the manifest and has its base name.</summary>
    public PackageSigner? Signer { get; init; }

    /// <summary>Receives findings about entries that an earlier run finished; null drops them.</summary>
    internal DiagnosticBag? Diagnostics { get; init; }

    /// <summary>The content around a descriptor that is known from the start.</summary>
    /// <param name="descriptorName">The descriptor's name.</param>
    /// <param name="descriptor">The descriptor's bytes.</param>
    /// <param name="parts">The other entries, in the order in which the descriptor lists them.</param>
    public static PackageContent For(string descriptorName, ReadOnlyMemory<byte> descriptor, params IReadOnlyList<PackagePart> parts) => new()
    {
        DescriptorName = descriptorName,
        Descriptor = () => descriptor,
        MaxDescriptorLength = descriptor.Length,
        IsDescriptorKnown = true,
        Parts = parts,
    };
}
