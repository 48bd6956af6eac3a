using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Disks.Formats.Raw;
using OvfKit.Editing;
using OvfKit.IO;
using OvfKit.Model;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>Decides what becomes of every entry, and opens every disk, before anything is written.</summary>
internal sealed class ConversionPlan : IDisposable
{
    // No format needs more for its tables than this and ten times the disk.
    private const long LeastFileLengthBound = 999_999_999_999;

    private readonly OvfPackage _source;
    private readonly ConvertOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly ResumeJournal? _journal;
    private readonly HashSet<PackageEntry?> _metadata;
    private readonly HashSet<string> _companions;
    private readonly List<PlannedFile> _files = [];
    private readonly HashSet<string> _removedExtras;
    private readonly HashSet<FileReference> _removed;
    private readonly Predicate<PackageEntry>? _joined;

    /// <param name="source">The package.</param>
    /// <param name="options">How to convert it.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="journal">What an earlier run finished; null where nothing is resumed.</param>
    /// <param name="joined">Whether the chunks of a file are to be joined; null where the options say so.</param>
    public ConversionPlan(OvfPackage source, ConvertOptions options, DiagnosticBag diagnostics, ResumeJournal? journal = null, Predicate<PackageEntry>? joined = null)
    {
        _journal = journal;
        _joined = joined;
        _source = source;
        _options = options;
        _diagnostics = diagnostics;
        var stem = EntryName.WithoutExtension(EntryName.LastSegment(source.DescriptorEntry.Name));
        _companions = new(StringComparer.OrdinalIgnoreCase) { stem + ".ovf", stem + ".mf", stem + ".cert" };
        _metadata = [source.DescriptorEntry, source.ManifestEntry, source.CertificateEntry];
        var names = options.Changes?.RemovedFiles.ToHashSet() ?? [];
        _removedExtras = [.. source.Extras.Select(extra => extra.Name).Where(names.Contains)];
        Changes = options.Changes is { } changes ? changes with { RemovedFiles = [.. changes.RemovedFiles.Where(name => !_removedExtras.Contains(name))] } : null;
        _removed = Changes is null ? [] : [.. Removal.Of(source.Descriptor.Envelope, Changes).Files];
        try
        {
            AddListed();
            AddNew();
            AddExtras();
            GiveNames();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<PlannedFile> Files => _files;

    /// <summary>The changes without those that only concern files the descriptor does not list.</summary>
    public DescriptorChanges? Changes { get; }

    public IEnumerable<PlannedFile> Disks => _files.Where(file => file.Image is not null);

    public void Dispose()
    {
        foreach (var disk in Disks.Where(disk => disk.OwnsImage))
            disk.Image!.Dispose();
        foreach (var owned in _files.SelectMany(file => file.Owned))
            owned.Dispose();
    }

    private void AddListed()
    {
        var disks = _source.Disks.ToLookup(disk => disk.File?.Entry);
        foreach (var file in _source.Files.Where(file => !_removed.Contains(file.Reference)).DistinctBy(file => (object?)file.Entry ?? file))
        {
            if (file.Entry is { } entry && !_metadata.Contains(entry))
                _files.AddRange(Plan(entry, file, [.. disks[entry]]));
            else if (_options.DiskFormat is not null && _source.Disks.FirstOrDefault(disk => disk.File == file) is { } disk)
                _source.OpenDisk(disk).Dispose();
            else if (file.Entry is null && file.WhyMissing() is { } failure)
                throw failure;
        }

        if (_options.Disk.Id is not null && Disks.Count() > 1)
            throw new ArgumentException("one id cannot be given to several disks", nameof(ConvertOptions.Disk));
    }

    private IEnumerable<PlannedFile> Plan(PackageEntry entry, PackageFile file, List<PackageDisk> disks)
    {
        var format = _options.DiskFormat;
        if (disks is [] || (format is null && _options.Changes?.FreshIds != true))
            return Unchanged(entry, file, disks);
        var image = _source.OpenDisk(disks[0], new DiskOpenOptions { Diagnostics = _diagnostics, Unwrapping = _source.Unwrapping });
        if (format is null && WhyIdStays(image) is { } reason)
        {
            if (reason.Length > 0)
                _diagnostics.Add(ConversionDiagnostics.ImageIdKept.At(entry.Location, $"the image in \"{file.Name}\" keeps its id: {reason}"));
            image.Dispose();
            return Unchanged(entry, file, disks);
        }

        var variant = format is null ? image.Format.WritableVariant(image.Variant) : PackagedVariant.Of(format, _options.Disk.Variant);
        return
        [
            new PlannedFile
            {
                Source = entry,
                Name = file.Name!,
                Disks = disks,
                Listed = file,
                Image = image,
                OwnsImage = true,
                Format = format ?? image.Format,
                Variant = variant,
                Options = _options.Disk with
                {
                    Variant = variant.Name,
                    Id = _options.Disk.Id ?? _journal?.IdFor(file.Name!) ?? (_options.Changes?.FreshIds == true ? Guid.NewGuid() : null),
                    Time = _options.Disk.Time ?? _journal?.Time,
                },
                FileLength = FileLengthBound(image),
                DataLength = image.Length,
            },
        ];
    }

    private IEnumerable<PlannedFile> Unchanged(PackageEntry entry, PackageFile file, List<PackageDisk> disks) => _options.Storage is not null || _joined?.Invoke(entry) == true
        ? [WholeOf(entry, file, disks)]
        : file.Parts.Select((part, i) => new PlannedFile { Source = part, Name = file.Parts.Count == 1 ? file.Name! : FileChunks.NameOf(file.Name!, i), Disks = disks });

    private PlannedFile WholeOf(PackageEntry entry, PackageFile file, List<PackageDisk> disks)
    {
        var unwraps = _options.Storage?.Compress == false && !file.IsCompressed && !_source.Files.Any(other => other.Name == EntryName.WithoutExtension(file.Name!))
            && Wrapping.FindByExtension(file.Name!) is { } kind && Wrapping.Detect(entry.Open()) == kind;
        return new PlannedFile { Source = entry, Name = unwraps ? EntryName.WithoutExtension(file.Name!) : file.Name!, Disks = disks, Listed = file, Unwraps = unwraps };
    }

    // Empty where there is no id.
    private static string? WhyIdStays(DiskImage image)
    {
        if (image.Format is RawFormat)
            return "";
        if (image.Parent is not null)
            return "it holds only changes to its parent; convert the disks to whole ones first";
        return image.Format.Variants.Any(variant => variant is { Writable: true, Layout: DiskLayout.OneFile } && variant.Name == image.Variant)
            ? null
            : $"{image.Format.Name}:{image.Variant} is not written as one file; convert the disks to another format";
    }

    private static long FileLengthBound(DiskImage image) => Math.Max(LeastFileLengthBound, image.Length < long.MaxValue / 10 ? image.Length * 10 : long.MaxValue);

    private void AddNew()
    {
        foreach (var disk in _options.AddedDisks)
        {
            var format = disk.Format ?? DiskFormats.BuiltIn.Find("vmdk")!;
            var variant = PackagedVariant.Of(format, disk.Options.Variant);
            var name = SafeName(disk.Name);
            _files.Add(new PlannedFile
            {
                Source = new PackageEntry(name, 0, new Location(name), static () => ByteSource.FromMemory(Array.Empty<byte>(), "")),
                Name = name,
                Image = disk.Image,
                Format = format,
                Variant = variant,
                Options = disk.Options with { Variant = variant.Name },
                IsAdded = true,
                FileLength = FileLengthBound(disk.Image),
                DataLength = disk.Image.Length,
            });
        }

        foreach (var file in _options.AddedFiles)
        {
            var name = SafeName(file.Name);
            if (EntryName.LastSegment(name) == name && Path.GetExtension(name).Equals(".ovf", StringComparison.OrdinalIgnoreCase) || _companions.Contains(name))
                throw new ArgumentException($"\"{name}\" cannot be added: readers would take it for the package's descriptor, manifest or certificate; give it another name");
            if (_files.Exists(other => other.Image is null && other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) || _source.Extras.Any(extra => extra.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && !_removedExtras.Contains(extra.Name)))
                throw new ArgumentException($"the package has a file \"{name}\" already; remove that one, or give the new one another name");
            _files.Add(new PlannedFile { Source = new PackageEntry(name, file.Source.Length, new Location(name), () => file.Source), Name = name, IsAdded = true, FileLength = file.Source.Length });
        }
    }

    private static string SafeName(string name) =>
        EntryName.Normalize(name, out var fault) ?? throw new ArgumentException($"\"{name}\" cannot be the name of a file in a package: it {fault}");

    private void AddExtras()
    {
        foreach (var extra in _source.Extras.Where(extra => !_removedExtras.Contains(extra.Name)))
        {
            _diagnostics.Add(ConversionDiagnostics.ExtraCopied.At(extra.Location,
                $"\"{extra.Name}\" is not listed in the descriptor; it was copied to the end of the package"));
            _files.Add(new PlannedFile { Source = extra, Name = _source.RelativeName(extra), IsExtra = true });
        }
    }

    // Files the descriptor names keep their names, so those that may change make way.
    private void GiveNames()
    {
        var taken = new HashSet<string>(_companions, StringComparer.OrdinalIgnoreCase);
        taken.UnionWith(_files.Where(file => file.Image is null && !file.IsExtra).Select(file => file.Name));
        foreach (var extra in _files.Where(file => file.IsExtra))
            GiveName(extra, extra.Name[EntryName.WithoutExtension(extra.Name).Length..], taken);
        foreach (var disk in Disks)
            GiveName(disk, disk.Image!.Format == disk.Format && !disk.IsAdded && _options.DiskFormat is null ? disk.Name[EntryName.WithoutExtension(disk.Name).Length..] : disk.Format!.Extensions[0], taken);
    }

    private void GiveName(PlannedFile file, string extension, HashSet<string> taken)
    {
        var stem = EntryName.WithoutExtension(file.Name);
        if (file.Image is not null && Wrapping.FindByExtension(file.Name) is not null)
            stem = EntryName.WithoutExtension(stem);
        file.NewEnding = extension;
        for (var number = 2; !taken.Add(stem + file.NewEnding); number++)
            file.NewEnding = string.Create(CultureInfo.InvariantCulture, $"-{number}{extension}");
        if (file.NewEnding != extension)
            _diagnostics.Add(ConversionDiagnostics.NameTaken.At(file.Source.Location,
                $"\"{stem}{extension}\" is the name of another file, so this one is now \"{stem}{file.NewEnding}\""));
        file.Name = stem + file.NewEnding;
    }
}
