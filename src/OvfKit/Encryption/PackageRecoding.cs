using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Model;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Encryption;

/// <summary>Writes a package anew, with some files recoded and a descriptor that says so; what encrypting and decrypting have in common.</summary>
internal sealed class PackageRecoding
{
    private readonly OvfPackage _source;
    private readonly DiagnosticBag _diagnostics;

    public PackageRecoding(OvfPackage source, DiagnosticBag? diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics ?? [];
        Descriptor = OvfDescriptor.Parse(source.Descriptor.ToBytes(), source.Descriptor.Name);
    }

    public delegate Task Recode(ByteSource content, Stream target, Action<long> progress, CancellationToken cancellationToken);

    /// <summary>The descriptor to be written, at first a copy of the source's.</summary>
    public OvfDescriptor Descriptor { get; }

    /// <summary>The files of the source with their elements in the copy, those that are chosen by name.</summary>
    /// <exception cref="ArgumentException">A name is none of a file.</exception>
    public IReadOnlyList<(PackageFile File, FileReference Copy)> Choose(IReadOnlyCollection<string>? names)
    {
        // The copy was parsed from the same text, so its elements come in the same order.
        var copies = Descriptor.Envelope.References?.Files.ToList() ?? [];
        if (copies.Count != _source.Files.Count)
            throw new InvalidOperationException("files were added to or removed from the descriptor after the package was opened; open it again");
        var pairs = _source.Files.Zip(copies).ToList();
        if (names is null)
            return pairs;
        if (names.FirstOrDefault(name => !_source.Files.Any(file => file.Name == name)) is { } unknown)
            throw new ArgumentException($"the descriptor lists no file \"{unknown}\"", nameof(names));
        return pairs.FindAll(pair => names.Contains(pair.First.Name));
    }

    public async Task<IReadOnlyList<WrittenEntry>> WriteAsync(
        PackageSink target, IReadOnlyDictionary<PackageEntry, Recode> recodings, ManifestAlgorithm algorithm, PackageSigner? signer,
        IProgress<PackageProgress>? progress, CancellationToken cancellationToken)
    {
        var check = await PackageConverter.BeginCheckAsync(_source, ConvertOptions.Default, _diagnostics, cancellationToken).ConfigureAwait(false);
        using var plan = new ConversionPlan(_source, ConvertOptions.Default, _diagnostics, joined: recodings.ContainsKey);
        var meter = new ProgressMeter(plan.Files.Sum(file => file.Work), progress);
        var parts = plan.Files.Select(file => new PackagePart(file.Name, recodings.TryGetValue(file.Source, out var recode)
            ? CheckedWork.Of(check, file.Source, (stream, token) => recode(file.Source.Open(), stream, meter.For(file.Name), token))
            : CheckedWork.OfCopy(check, file.Source, PackagePart.Copy(file.Name, file.Source.Open(), meter.For(file.Name)).Write)));
        if (signer is null && _source.CertificateEntry is { } certificate)
            _diagnostics.Add(ConversionDiagnostics.SignatureRemoved.At(certificate.Location,
                "the signature does not hold for the new package and was left out; sign the new package if it has to be signed"));
        return await PackageWriter.WriteAsync(
            target,
            new PackageContent
            {
                DescriptorName = EntryName.LastSegment(_source.DescriptorEntry.Name),
                Descriptor = () => Descriptor.ToBytes(),
                MaxDescriptorLength = Descriptor.ToBytes().Length,
                Parts = [.. parts],
                Algorithm = algorithm,
                Signer = signer,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says of a file in chunks that it will be one piece: what is in the chunks of the new file begins and ends elsewhere.</summary>
    public void JoinChunks(PackageFile file, FileReference copy)
    {
        if (file.Parts.Count > 1)
            _diagnostics.Add(EncryptionDiagnostics.ChunksJoined.At(_source.Descriptor.LocationOf(file.Reference.Element),
                $"\"{file}\" was stored in {file.Parts.Count} chunks and is in one piece now; to divide it again, convert the package with --chunk-size"));
        copy.ChunkSize = null;
    }
}
