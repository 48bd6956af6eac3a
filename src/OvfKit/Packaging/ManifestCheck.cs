using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>The lines of a package's manifest, joined with the entries they speak of.</summary>
internal sealed class ManifestCheck
{
    private readonly string _manifestName;
    private readonly List<(ManifestEntry Line, PackageEntry? Entry)> _lines;
    private readonly ILookup<PackageEntry?, ManifestEntry> _byEntry;
    private readonly Dictionary<PackageEntry, IReadOnlyList<PackageEntry>> _chunks;
    private readonly List<PackageEntry> _notListed;

    public ManifestCheck(OvfPackage package, Manifest manifest)
    {
        _manifestName = package.ManifestEntry!.Location.File;
        var chunked = package.Files.Where(file => file.Entry is not null && file.Parts.Count > 1).ToList();
        // DSP0243 1.1.1 wants a line for each chunk; some producers write one for the whole.
        _lines = [.. manifest.Entries.Select(line => (line, package.Find(line.FileName) ?? chunked.Find(file => file.Name == line.FileName)?.Entry))];
        _chunks = chunked.DistinctBy(file => file.Entry).ToDictionary(file => file.Entry!, file => file.Parts);
        _byEntry = _lines.ToLookup(line => line.Entry, line => line.Line);
        var expected = package.Files.Where(file => file.Entry is null || !_byEntry.Contains(file.Entry)).SelectMany(file => file.Parts).Prepend(package.DescriptorEntry).Distinct();
        _notListed = [.. expected.Where(entry => !_byEntry.Contains(entry))];
    }

    /// <summary>Checks every line, two files at a time.</summary>
    public async Task<PackageVerification> CheckAllAsync(IProgress<PackageProgress>? progress, CancellationToken cancellationToken)
    {
        var meter = new ProgressMeter(_lines.Sum(line => line.Line.Algorithm is null ? 0 : line.Entry?.Length ?? 0), progress);
        var files = new VerifiedFile[_lines.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Length, options, async (i, token) =>
            files[i] = await CheckAsync(_lines[i].Line, _lines[i].Entry, meter, token).ConfigureAwait(false)).ConfigureAwait(false);

        var all = files.Concat(_notListed.Select(NotListed)).ToList();
        var diagnostics = new DiagnosticBag();
        foreach (var finding in all.Select(file => file.Finding).OfType<Diagnostic>())
            diagnostics.Add(finding);
        return new PackageVerification(all, diagnostics);
    }

    /// <summary>Looks at what needs no hashing: lines without a file stop the work, files without a line are reported.</summary>
    public void RequireComplete(DiagnosticBag diagnostics)
    {
        if (_byEntry[null].FirstOrDefault() is { } missing)
            throw new IntegrityException(Missing(missing).Finding!);
        foreach (var entry in _notListed)
            diagnostics.Add(NotListed(entry).Finding!);
    }

    /// <summary>What is to be said of a line with a digest of an algorithm that is not checked.</summary>
    public static string WhyNotVerifiable(ManifestEntry line) =>
        $"the digest of \"{line.FileName}\" is made with {line.AlgorithmName}, which proves nothing or is not known; write the manifest anew with SHA256";

    /// <summary>Whether a change of an entry, or of any chunk it is joined of, would be noticed.</summary>
    public bool Covers(PackageEntry entry) => IsListed(entry) || (_chunks.TryGetValue(entry, out var chunks) && chunks.All(IsListed));

    /// <summary>Checks the lines about one entry, or about the chunks it is joined of.</summary>
    /// <exception cref="IntegrityException">A digest does not match.</exception>
    public async Task RequireAsync(PackageEntry entry, CancellationToken cancellationToken)
    {
        foreach (var (line, part) in _chunks.GetValueOrDefault(entry, []).Prepend(entry).SelectMany(part => _byEntry[part].Select(line => (line, part))))
        {
            var result = await CheckAsync(line, part, null, cancellationToken).ConfigureAwait(false);
            if (result.Verdict == FileVerdict.Mismatch)
                throw new IntegrityException(result.Finding!);
        }
    }

    /// <summary>The algorithms of the lines about an entry that is one piece; null for one that is joined of chunks.</summary>
    public IReadOnlyList<ManifestAlgorithm>? AlgorithmsOf(PackageEntry entry) =>
        _chunks.ContainsKey(entry) ? null : [.. _byEntry[entry].Select(line => line.Algorithm).OfType<ManifestAlgorithm>().Distinct()];

    /// <summary>Checks the lines about an entry against digests that somebody else made.</summary>
    /// <exception cref="IntegrityException">A digest does not match.</exception>
    public void Require(PackageEntry entry, Func<ManifestAlgorithm, byte[]> digestOf)
    {
        foreach (var line in _byEntry[entry].Where(line => line.Algorithm is not null))
        {
            if (Judge(line, line.Algorithm!, digestOf(line.Algorithm!)).Finding is { } finding)
                throw new IntegrityException(finding);
        }
    }

    private bool IsListed(PackageEntry entry) => _byEntry[entry].Any(line => line.Algorithm is not null);

    private async Task<VerifiedFile> CheckAsync(ManifestEntry line, PackageEntry? entry, ProgressMeter? meter, CancellationToken cancellationToken)
    {
        if (entry is null)
            return Missing(line);
        if (line.Algorithm is not { } algorithm)
            return new VerifiedFile(line.FileName, null, FileVerdict.NotVerifiable, ManifestDiagnostics.NotVerifiable.At(At(line), WhyNotVerifiable(line)));
        return Judge(line, algorithm, await algorithm.HashAsync(entry.Open(), meter?.For(line.FileName), cancellationToken).ConfigureAwait(false));
    }

    private VerifiedFile Judge(ManifestEntry line, ManifestAlgorithm algorithm, byte[] digest)
    {
        if (line.Digest.Span.SequenceEqual(digest))
            return new VerifiedFile(line.FileName, algorithm, FileVerdict.Ok);
        var message = $"\"{line.FileName}\" was changed or damaged: its {algorithm} is {Convert.ToHexStringLower(digest)}, "
            + $"the manifest says {Convert.ToHexStringLower(line.Digest.Span)}; get the package again, or write the manifest anew if the change is yours";
        return new VerifiedFile(line.FileName, algorithm, FileVerdict.Mismatch, ManifestDiagnostics.Mismatch.At(At(line), message));
    }

    private VerifiedFile Missing(ManifestEntry line) => new(line.FileName, line.Algorithm, FileVerdict.Missing, ManifestDiagnostics.ListedFileMissing.At(
        At(line), $"\"{line.FileName}\" is listed in the manifest, but the package does not have it; put the file back, or write the manifest anew"));

    private VerifiedFile NotListed(PackageEntry entry) => new(entry.Name, null, FileVerdict.NotListed, ManifestDiagnostics.NotListed.At(
        entry.Location, $"\"{entry.Name}\" has no line in the manifest, so nobody notices when it changes; write the manifest anew"));

    private Location At(ManifestEntry line) => new(_manifestName, line.Line, 1);
}
