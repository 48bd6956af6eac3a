using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>Converts packages: from folder or archive to folder or archive, with the disks in another format.</summary>
public static class PackageConverter
{
    /// <summary>Converts a package and completes the target.</summary>
    /// <param name="source">The package; not changed, disposed by the caller.</param>
    /// <param name="target">Where the new package goes; disposed by the caller, which removes everything when the conversion failed.</param>
    /// <param name="options">How to convert; null for the defaults.</param>
    /// <param name="progress">Told about every piece of work, in bytes over all files; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was done, with the findings.</returns>
    /// <remarks>In the descriptor only names, sizes, formats and what contradicts the images change. Files the descriptor does not list are copied too.
    /// The manifest is written anew; a signature is kept only where the package keeps all its bytes and no new one is asked for.</remarks>
    /// <exception cref="IntegrityException">A file is not what the manifest says, or is missing.</exception>
    /// <exception cref="InvalidContentException">The package or a disk in it is damaged or incomplete.</exception>
    /// <exception cref="UnsupportedContentException">A disk cannot be read, or the target format cannot hold it.</exception>
    /// <exception cref="ArgumentException">The format does not know the variant or a setting, or needs several files for one disk.</exception>
    /// <exception cref="IOException">Source or target failed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<ConvertReport> ConvertAsync(
        OvfPackage source, PackageSink target, ConvertOptions? options = null,
        IProgress<PackageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        options ??= ConvertOptions.Default;
        if (options.DiskFormat is { } format)
            PackagedVariant.Of(format, options.Disk.Variant);
        var diagnostics = options.Diagnostics ?? [];
        var check = await BeginCheckAsync(source, options, diagnostics, cancellationToken).ConfigureAwait(false);

        target.Journal?.Begin(ConversionFingerprint.OfSource(source), ConversionFingerprint.OfOptions(options), diagnostics);
        using var plan = new ConversionPlan(source, options, diagnostics, target.Journal);
        var meter = new ProgressMeter(plan.Files.Sum(file => file.Work), progress);
        var disks = new List<ConvertedDisk>();
        var kept = new List<FinishedEntry>();
        foreach (var file in options.Storage is null ? [] : plan.Files.Where(file => file.Listed is not null))
        {
            var prepare = CheckedWork.Of(check, file.Source, (_, token) => StoredFile.PrepareAsync(
                file, options.Storage!, file.Image is null ? null : ConvertDiskAsync(file), source.Unwrapping.TempDirectory, meter.For(file.Name), token));
            await prepare(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        var update = new DescriptorUpdate(source, plan, options, diagnostics);
        var keepsManifest = options.Signer is null && source.ManifestEntry is not null && update.ChangesNothing && options.KeepsManifestOf(source);
        IEnumerable<PackagePart> parts = plan.Files.SelectMany(file => file.Stored is not null ? StoredFile.PartsOf(file).Select(part => part with { Resumption = CanKeep(file) ? new Resumption(() => 0, kept.Add) : null }) : [PartOf(file)]);
        if (keepsManifest)
            parts = [.. new[] { source.ManifestEntry, source.CertificateEntry }.OfType<PackageEntry>().Select(Verbatim), .. parts];
        else if (options.Signer is null && source.CertificateEntry is { } certificate)
            diagnostics.Add(ConversionDiagnostics.SignatureRemoved.At(certificate.Location,
                "the signature does not hold for the new package and was left out; sign the new package if it has to be signed"));

        var descriptorLength = 0;
        var entries = await PackageWriter.WriteAsync(
            target,
            new PackageContent
            {
                DescriptorName = EntryName.LastSegment(source.DescriptorEntry.Name),
                Descriptor = () =>
                {
                    var bytes = update.ToBytes();
                    descriptorLength = bytes.Length;
                    return bytes;
                },
                IsDescriptorKnown = plan.Disks.All(file => file.Stored is not null),
                MaxDescriptorLength = update.ToBytes().Length,
                Parts = [.. parts],
                Algorithm = keepsManifest ? null : options.Algorithm,
                Signer = options.Signer,
                Diagnostics = diagnostics,
            },
            cancellationToken).ConfigureAwait(false);
        if (kept.Count > 0)
            diagnostics.Add(PackageDiagnostics.Resumed.At(new Location(target.Name),
                $"{kept.Count} {(kept.Count == 1 ? "file" : "files")} with {kept.Sum(entry => entry.Length)} bytes had been finished by an earlier run and were kept"));
        if (entries[0].Length != descriptorLength)
            diagnostics.Add(ConversionDiagnostics.DescriptorPadded.At(new Location(entries[0].Name),
                $"{entries[0].Length - descriptorLength} bytes of line ends were added behind the root element to fill the descriptor's place in the archive"));
        return new ConvertReport(disks, entries, diagnostics);

        PackagePart PartOf(PlannedFile file)
        {
            var copy = file.Image is null ? PackagePart.Copy(file.Name, file.Source.Open(), meter.For(file.Name)) : null;
            return new PackagePart(file.Name, copy is null ? CheckedWork.Of(check, file.Source, ConvertDiskAsync(file)) : CheckedWork.OfCopy(check, file.Source, copy.Write))
            {
                Length = copy?.Length,
                Resumption = !CanKeep(file) ? null : copy is null ? new Resumption(() => file.DataLength, entry => Keep(file, entry)) : ResumptionOfCopy(file),
            };
        }

        // A digest of the beginning serves one algorithm, so a copy that is compared with lines of another one begins anew.
        Resumption ResumptionOfCopy(PlannedFile file)
        {
            var compared = check?.AlgorithmsOf(file.Source) ?? [];
            var remembered = keepsManifest && compared is [var only, ..] ? only : keepsManifest ? ManifestAlgorithm.Sha256 : options.Algorithm;
            return new Resumption(static () => 0, entry => Keep(file, entry), compared.All(algorithm => algorithm == remembered)) { Algorithm = remembered };
        }

        // Without a digest or a time of change nobody could tell that the source has other bytes now.
        bool CanKeep(PlannedFile file) => !file.IsAdded && (check?.Covers(file.Source) == true || file.Source.Open().Stamp is not null);

        void Keep(PlannedFile file, FinishedEntry entry)
        {
            kept.Add(entry);
            meter.For(file.Name)(file.Work);
            if (file.Image is null)
                return;
            file.DataLength = entry.DataLength;
            file.FileLength = entry.Length;
            disks.Add(Describe(file));
        }

        Func<Stream, CancellationToken, Task> ConvertDiskAsync(PlannedFile file) =>
            async (stream, token) => disks.Add(await PackageConverter.ConvertDiskAsync(file, stream, options, meter, diagnostics, token).ConfigureAwait(false));
    }

    private static PackagePart Verbatim(PackageEntry entry) => PackagePart.Copy(EntryName.LastSegment(entry.Name), entry.Open());

    internal static async Task<ManifestCheck?> BeginCheckAsync(
        OvfPackage source, ConvertOptions options, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (!options.VerifyManifest || source.Manifest is not { } manifest)
            return null;
        var check = new ManifestCheck(source, manifest);
        check.RequireComplete(diagnostics);
        await check.RequireAsync(source.DescriptorEntry, cancellationToken).ConfigureAwait(false);
        return check;
    }

    private static async Task<ConvertedDisk> ConvertDiskAsync(
        PlannedFile file, Stream stream, ConvertOptions options, ProgressMeter meter, DiagnosticBag diagnostics,
        CancellationToken cancellationToken)
    {
        var format = file.Format!;
        var image = file.Image!;
        var writer = format.CreateWriter(new StreamDiskSink(file.Name, stream), file.Options with { Diagnostics = file.Options.Diagnostics ?? diagnostics });
        await using (writer.ConfigureAwait(false))
        {
            var copied = await DiskCopy.CopyAsync(image, writer, options.Copy, meter.ForDisk(file.Name), cancellationToken).ConfigureAwait(false);
            file.DataLength = copied.DataLength;
            file.FileLength = stream.Length;
        }

        return Describe(file);
    }

    private static ConvertedDisk Describe(PlannedFile file) => new(
        file.DiskIds, file.Source.Name, $"{file.Image!.Format.Name}:{file.Image.Variant}",
        file.Name, $"{file.Format!.Name}:{file.Variant!.Name}", file.Image.Length, file.DataLength, file.FileLength);
}
