using System.Security.Cryptography;

namespace OvfKit.Packaging;

/// <summary>Writes packages: descriptor, manifest, then the files in the order of the descriptor's references, as DSP0243 1.1.1 asks of archives.</summary>
public static class PackageWriter
{
    /// <summary>Writes a package and completes the sink.</summary>
    /// <param name="sink">Where to write; disposed by the caller.</param>
    /// <param name="content">What to write.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The entries in the order of the package: descriptor, manifest if any, parts.</returns>
    /// <exception cref="ArgumentException">A name is unsafe or used twice, or the descriptor is longer than was said.</exception>
    /// <exception cref="IOException">The sink cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<IReadOnlyList<WrittenEntry>> WriteAsync(PackageSink sink, PackageContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(content);
        var descriptorPlace = sink.Reserve(content.DescriptorName, content.MaxDescriptorLength);
        var manifestPlace = content.Algorithm is { } algorithm
            ? sink.Reserve(
                EntryName.WithoutExtension(content.DescriptorName) + ".mf",
                Manifest.LengthOf(algorithm, content.Parts.Select(part => part.Name).Prepend(content.DescriptorName)))
            : null;

        var written = new List<WrittenEntry>();
        foreach (var part in content.Parts)
        {
            var entry = sink.Create(part.Name, content.Algorithm);
            await using (entry.ConfigureAwait(false))
            {
                await part.Write(entry, cancellationToken).ConfigureAwait(false);
                written.Add(await entry.CompleteAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        var descriptor = DescriptorPadding.Pad(content.Descriptor(), descriptorPlace.MinLength);
        written.Insert(0, await FillAsync(sink, descriptorPlace, descriptor, content.Algorithm, cancellationToken).ConfigureAwait(false));
        if (manifestPlace is not null)
        {
            var manifest = new Manifest(written.Select(entry => new ManifestEntry(entry.Name, content.Algorithm!.Name, entry.Digest)));
            written.Insert(1, await FillAsync(sink, manifestPlace, manifest.ToBytes(), content.Algorithm, cancellationToken).ConfigureAwait(false));
        }

        await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return written;
    }

    private static async Task<WrittenEntry> FillAsync(
        PackageSink sink, Reservation place, ReadOnlyMemory<byte> bytes, ManifestAlgorithm? algorithm, CancellationToken cancellationToken)
    {
        await sink.FillAsync(place, bytes, cancellationToken).ConfigureAwait(false);
        return new WrittenEntry(place.Name, bytes.Length, algorithm is null ? default : CryptographicOperations.HashData(algorithm.HashName, bytes.Span));
    }
}
