using System.Security.Cryptography;
using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>Writes packages: descriptor, manifest, certificate, then the files in the order of the descriptor's references, as DSP0243 1.1.1 asks of archives.</summary>
public static class PackageWriter
{
    /// <summary>Writes a package and completes the sink.</summary>
    /// <param name="sink">Where to write; disposed by the caller.</param>
    /// <param name="content">What to write.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The entries in the order of the package: descriptor, manifest and certificate if any, parts.</returns>
    /// <exception cref="ArgumentException">A name is unsafe or used twice, the descriptor is longer than was said, or there is a signer but no manifest.</exception>
    /// <exception cref="InvalidContentException">What the signer made is no signature of its certificate (<c>OVF5042</c>).</exception>
    /// <exception cref="IOException">The sink cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<IReadOnlyList<WrittenEntry>> WriteAsync(PackageSink sink, PackageContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(content);
        if (content.Signer is not null && content.Algorithm is null)
            throw new ArgumentException("a signature is made over a manifest, so it needs one", nameof(content));
        return sink.CanRewrite
            ? await WriteInPlacesAsync(sink, content, cancellationToken).ConfigureAwait(false)
            : await WriteForwardAsync(sink, content, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<WrittenEntry>> WriteInPlacesAsync(PackageSink sink, PackageContent content, CancellationToken cancellationToken)
    {
        var baseName = EntryName.WithoutExtension(content.DescriptorName);
        var descriptorPlace = sink.Reserve(content.DescriptorName, content.MaxDescriptorLength);
        var manifestPlace = content.Algorithm is { } algorithm
            ? sink.Reserve(
                baseName + ".mf",
                Manifest.LengthOf(algorithm, content.Parts.Select(part => part.Name).Prepend(content.DescriptorName)))
            : null;
        var certificatePlace = content.Signer is { } signer ? sink.Reserve(baseName + ".cert", signer.MaxLength(manifestPlace!.Name)) : null;

        var written = new List<WrittenEntry>();
        foreach (var part in content.Parts)
            written.Add(await KeepOrWriteAsync(sink, part, content, cancellationToken).ConfigureAwait(false));

        var descriptor = LineEndPadding.Pad(content.Descriptor(), descriptorPlace.MinLength);
        written.Insert(0, await FillAsync(sink, descriptorPlace, descriptor, content.Algorithm, cancellationToken).ConfigureAwait(false));
        if (manifestPlace is not null)
        {
            var manifest = new Manifest(written.Select(entry => new ManifestEntry(entry.Name, content.Algorithm!.Name, entry.Digest))).ToBytes();
            written.Insert(1, await FillAsync(sink, manifestPlace, manifest, content.Algorithm, cancellationToken).ConfigureAwait(false));
            if (certificatePlace is not null)
            {
                var certificate = await content.Signer!.SignAsync(manifestPlace.Name, manifest, cancellationToken).ConfigureAwait(false);
                written.Insert(2, await FillAsync(
                    sink, certificatePlace, LineEndPadding.Pad(certificate, certificatePlace.MinLength), content.Algorithm, cancellationToken).ConfigureAwait(false));
            }
        }

        await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return written;
    }

    // DSP0243 1.1.1 allows manifest and certificate at the end, for those who write without going back.
    private static async Task<IReadOnlyList<WrittenEntry>> WriteForwardAsync(PackageSink sink, PackageContent content, CancellationToken cancellationToken)
    {
        var baseName = EntryName.WithoutExtension(content.DescriptorName);
        var place = content.IsDescriptorKnown ? null : sink.Reserve(content.DescriptorName, content.MaxDescriptorLength);
        var written = new List<WrittenEntry>();
        if (place is null)
            written.Add(await WriteBytesAsync(sink, content.DescriptorName, content.Descriptor(), content.Algorithm, cancellationToken).ConfigureAwait(false));
        foreach (var part in content.Parts)
            written.Add(await WritePartAsync(sink, part, content.Algorithm, cancellationToken).ConfigureAwait(false));
        if (place is not null)
            written.Insert(0, await FillAsync(sink, place, content.Descriptor(), content.Algorithm, cancellationToken).ConfigureAwait(false));
        if (content.Algorithm is { } algorithm)
        {
            var manifest = new Manifest(written.Select(entry => new ManifestEntry(entry.Name, algorithm.Name, entry.Digest))).ToBytes();
            written.Insert(1, await WriteBytesAsync(sink, baseName + ".mf", manifest, algorithm, cancellationToken).ConfigureAwait(false));
            if (content.Signer is { } signer)
            {
                var certificate = await signer.SignAsync(baseName + ".mf", manifest, cancellationToken).ConfigureAwait(false);
                written.Insert(2, await WriteBytesAsync(sink, baseName + ".cert", certificate, algorithm, cancellationToken).ConfigureAwait(false));
            }
        }

        await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return written;
    }

    private static Task<WrittenEntry> WriteBytesAsync(PackageSink sink, string name, ReadOnlyMemory<byte> bytes, ManifestAlgorithm? algorithm, CancellationToken cancellationToken) =>
        WritePartAsync(sink, new PackagePart(name, (stream, token) => stream.WriteAsync(bytes, token).AsTask()) { Length = bytes.Length }, algorithm, cancellationToken);

    private static async Task<WrittenEntry> KeepOrWriteAsync(PackageSink sink, PackagePart part, PackageContent content, CancellationToken cancellationToken)
    {
        if (part.Resumption is not { } resumption || sink.Journal is not { HasBegun: true } journal)
            return await WritePartAsync(sink, part, content.Algorithm, cancellationToken).ConfigureAwait(false);
        var algorithm = content.Algorithm ?? resumption.Algorithm;
        var finished = await journal.FindAsync(part.Name, algorithm, content.Diagnostics, cancellationToken).ConfigureAwait(false);
        if (finished is not null)
        {
            sink.Keep(part.Name);
            resumption.Keep(finished);
        }
        else
        {
            finished = await WriteAndRememberAsync(sink, part, resumption, journal, algorithm, cancellationToken).ConfigureAwait(false);
        }

        return new WrittenEntry(finished.Name, finished.Length, content.Algorithm is null ? default : finished.Digest);
    }

    private static async Task<FinishedEntry> WriteAndRememberAsync(
        PackageSink sink, PackagePart part, Resumption resumption, ResumeJournal journal, ManifestAlgorithm algorithm, CancellationToken cancellationToken)
    {
        var entry = resumption.CanContinue
            ? sink.Continue(part.Name, algorithm, part.Length, await journal.FindBeginningAsync(part.Name, algorithm, cancellationToken).ConfigureAwait(false))
            : sink.Create(part.Name, algorithm, part.Length);
        try
        {
            var written = await WriteAsync(entry, part, cancellationToken).ConfigureAwait(false);
            var finished = new FinishedEntry(written.Name, written.Length, algorithm, written.Digest, resumption.DataLength());
            journal.Add(finished);
            return finished;
        }
        catch (IntegrityException)
        {
            // It would be wrong again, however often it is gone on with.
            journal.Forget(part.Name);
            throw;
        }
    }

    private static Task<WrittenEntry> WritePartAsync(PackageSink sink, PackagePart part, ManifestAlgorithm? algorithm, CancellationToken cancellationToken) =>
        WriteAsync(sink.Create(part.Name, algorithm, part.Length), part, cancellationToken);

    private static async Task<WrittenEntry> WriteAsync(EntryStream entry, PackagePart part, CancellationToken cancellationToken)
    {
        await using (entry.ConfigureAwait(false))
        {
            await part.Write(entry, cancellationToken).ConfigureAwait(false);
            return await entry.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<WrittenEntry> FillAsync(
        PackageSink sink, Reservation place, ReadOnlyMemory<byte> bytes, ManifestAlgorithm? algorithm, CancellationToken cancellationToken)
    {
        await sink.FillAsync(place, bytes, cancellationToken).ConfigureAwait(false);
        return new WrittenEntry(place.Name, bytes.Length, algorithm is null ? default : CryptographicOperations.HashData(algorithm.HashName, bytes.Span));
    }
}
