using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Model;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Encryption;

/// <summary>Writes a package anew, with some files recoded and a descriptor that says so; what encrypting and decrypting have in common.</summary>
internal sealed class PackageRecoding : IDisposable
{
    private readonly OvfPackage _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly ConversionPlan _plan;

    public PackageRecoding(OvfPackage source, DiagnosticBag? diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics ?? [];
        _plan = new ConversionPlan(source, ConvertOptions.Default, _diagnostics);
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
        if (_source.Files.FirstOrDefault(file => file.Parts.Count > 1 && recodings.ContainsKey(file.Entry!)) is { } chunked)
            throw PackageDiagnostics.ChunkedFile.Unsupported(_source.Descriptor.LocationOf(chunked.Reference.Element), $"\"{chunked}\" is stored in chunks; join them first (ovfkit convert --chunk-size 0)");
        var check = await PackageConverter.BeginCheckAsync(_source, ConvertOptions.Default, _diagnostics, cancellationToken).ConfigureAwait(false);
        var meter = new ProgressMeter(_plan.Files.Sum(file => file.Work), progress);
        var parts = _plan.Files.Select(file => new PackagePart(file.Name, CheckedWork.Of(check, file.Source, recodings.TryGetValue(file.Source, out var recode)
            ? (stream, token) => recode(file.Source.Open(), stream, meter.For(file.Name), token)
            : PackagePart.Copy(file.Name, file.Source.Open(), meter.For(file.Name)).Write)));
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

    public void Dispose() => _plan.Dispose();
}
