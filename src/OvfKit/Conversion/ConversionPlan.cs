using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;
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
    private readonly HashSet<PackageEntry?> _metadata;
    private readonly List<PlannedFile> _files = [];

    public ConversionPlan(OvfPackage source, ConvertOptions options, DiagnosticBag diagnostics)
    {
        _source = source;
        _options = options;
        _diagnostics = diagnostics;
        _metadata = [source.DescriptorEntry, source.ManifestEntry, source.CertificateEntry];
        try
        {
            AddListed();
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

    public IEnumerable<PlannedFile> Disks => _files.Where(file => file.Image is not null);

    public void Dispose()
    {
        foreach (var disk in Disks)
            disk.Image!.Dispose();
        foreach (var owned in _files.SelectMany(file => file.Owned))
            owned.Dispose();
    }

    private void AddListed()
    {
        var disks = _source.Disks.ToLookup(disk => disk.File?.Entry);
        foreach (var file in _source.Files.DistinctBy(file => (object?)file.Entry ?? file))
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
        if ((_options.DiskFormat is null || disks is []) && _options.Storage is not null)
            return [new PlannedFile { Source = entry, Name = file.Name!, Disks = disks, Listed = file }];
        if (_options.DiskFormat is null || disks is [])
            return file.Parts.Select((part, i) => new PlannedFile { Source = part, Name = file.Parts.Count == 1 ? file.Name! : FileChunks.NameOf(file.Name!, i), Disks = disks });
        var image = _source.OpenDisk(disks[0], new DiskOpenOptions { Diagnostics = _diagnostics, Unwrapping = _source.Unwrapping });
        return
        [
            new PlannedFile
            {
                Source = entry,
                Name = file.Name!,
                Disks = disks,
                Listed = file,
                Image = image,
                FileLength = Math.Max(LeastFileLengthBound, image.Length < long.MaxValue / 10 ? image.Length * 10 : long.MaxValue),
                DataLength = image.Length,
            },
        ];
    }

    private void AddExtras()
    {
        foreach (var extra in _source.Extras)
        {
            _diagnostics.Add(ConversionDiagnostics.ExtraCopied.At(extra.Location,
                $"\"{extra.Name}\" is not listed in the descriptor; it was copied to the end of the package"));
            _files.Add(new PlannedFile { Source = extra, Name = extra.Name, IsExtra = true });
        }
    }

    // Files the descriptor names keep their names, so those that may change make way.
    private void GiveNames()
    {
        var stem = EntryName.WithoutExtension(EntryName.LastSegment(_source.DescriptorEntry.Name));
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { stem + ".ovf", stem + ".mf", stem + ".cert" };
        taken.UnionWith(_files.Where(file => file.Image is null && !file.IsExtra).Select(file => file.Name));
        foreach (var extra in _files.Where(file => file.IsExtra))
            GiveName(extra, extra.Name[EntryName.WithoutExtension(extra.Name).Length..], taken);
        foreach (var disk in Disks)
            GiveName(disk, _options.DiskFormat!.Extensions[0], taken);
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
