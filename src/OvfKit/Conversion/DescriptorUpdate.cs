using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Model;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>Writes into a copy of the descriptor what conversion changes: names, sizes, formats. Everything else keeps its bytes.</summary>
internal sealed class DescriptorUpdate
{
    private readonly OvfPackage _source;
    private readonly OvfDescriptor _copy;
    private readonly List<(FileReference File, PlannedFile Planned)> _files = [];
    private readonly List<(VirtualDisk Disk, PlannedFile Planned)> _disks = [];

    public DescriptorUpdate(OvfPackage source, ConversionPlan plan, DiskVariant? variant, OvfVersion? version, DiagnosticBag diagnostics)
    {
        _source = source;
        _copy = OvfDescriptor.Parse(source.Descriptor.ToBytes(), source.Descriptor.Name);
        var converted = plan.Disks.ToDictionary(file => file.Source);
        var stored = plan.Files.Where(file => file.Image is not null || file.Stored is not null).ToDictionary(file => file.Source);
        Pair(source.Files, _copy.Envelope.References?.Files.ToList(), file => file.Entry, stored, _files);
        Pair(source.Disks, _copy.Envelope.DiskSection?.Disks.ToList(), disk => disk.File?.Entry, converted, _disks);
        foreach (var (file, planned) in _files)
        {
            if (planned.Image is not null || planned.Listed?.Parts.Count == 0)
                file.Href = NewHref(file.Href!, planned);
            file.Compression = planned.Compression;
            file.ChunkSize = planned.ChunkSize;
        }

        foreach (var (disk, planned) in _disks)
        {
            disk.Format = variant!.Uri;
            CorrectCapacity(disk, planned.Image!.Length, diagnostics);
            MergeParents(disk, planned.Image, diagnostics);
        }

        // Last, because files and disks are paired by their order with the source's.
        if (version is { } target)
            DescriptorConverter.Convert(_copy, target, diagnostics);
    }

    /// <summary>True when the new descriptor has the bytes the source has.</summary>
    public bool ChangesNothing => _files.Count == 0 && !_copy.IsModified && !_source.Descriptor.IsModified;

    /// <summary>The descriptor with the lengths the plan has now: the most they could be before disks are converted, the true ones after.</summary>
    public byte[] ToBytes()
    {
        foreach (var (file, planned) in _files)
            file.Size = planned.FileLength;
        foreach (var (disk, planned) in _disks)
        {
            if (disk.Element.Attributes().Any(attribute => attribute.Name.LocalName == "populatedSize"))
                disk.PopulatedSize = planned.DataLength;
        }

        return _copy.ToBytes();
    }

    // The copy was parsed from the same text, so its elements come in the same order.
    private static void Pair<TSource, TCopy>(
        IReadOnlyList<TSource> source, IReadOnlyList<TCopy>? copy, Func<TSource, PackageEntry?> entryOf,
        Dictionary<PackageEntry, PlannedFile> converted, List<(TCopy, PlannedFile)> pairs)
    {
        if (copy is null || copy.Count != source.Count)
            throw new InvalidOperationException("files or disks were added to or removed from the descriptor after the package was opened; open it again");
        for (var i = 0; i < source.Count; i++)
        {
            if (entryOf(source[i]) is { } entry && converted.TryGetValue(entry, out var planned))
                pairs.Add((copy[i], planned));
        }
    }

    // The part in front of the extension stays as it was written, as long as the whole still means the new name.
    private static string NewHref(string href, PlannedFile planned)
    {
        var changed = EntryName.WithoutExtension(href) + planned.NewEnding;
        return new[] { changed, Uri.UnescapeDataString(changed) }.Any(name => EntryName.Normalize(name, out _) == planned.Name)
            ? changed
            : string.Join('/', planned.Name.Split('/').Select(Uri.EscapeDataString));
    }

    private void CorrectCapacity(VirtualDisk disk, long length, DiagnosticBag diagnostics)
    {
        // A ${property} is decided at deployment; it may mean to be larger than the image.
        if (disk.Capacity is not { } written || written.Contains("${", StringComparison.Ordinal) || States(disk, length))
            return;
        diagnostics.Add(ConversionDiagnostics.CapacityCorrected.At(
            _copy.LocationOf(disk.Element),
                $"disk \"{disk.DiskId}\" has {length} bytes; the descriptor stated {written} in units of "
                    + $"{disk.CapacityAllocationUnits ?? "bytes"} and was corrected"));
        if (AllocationUnits.BytesPerUnit(disk.CapacityAllocationUnits) is not { } unit || length % unit != 0)
        {
            unit = 1;
            disk.CapacityAllocationUnits = null;
        }

        disk.Capacity = (length / unit).ToString(CultureInfo.InvariantCulture);
    }

    private static bool States(VirtualDisk disk, long length)
    {
        try
        {
            return disk.CapacityInBytes == length;
        }
        catch (InvalidContentException)
        {
            return false;
        }
    }

    private void MergeParents(VirtualDisk disk, DiskImage image, DiagnosticBag diagnostics)
    {
        if (disk.ParentRef is null || image.Parent is null)
            return;
        diagnostics.Add(ConversionDiagnostics.ParentsMerged.At(
            _copy.LocationOf(disk.Element),
                $"disk \"{disk.DiskId}\" held only changes to disk \"{disk.ParentRef}\"; the new image has everything, so ovf:parentRef was removed"));
        disk.ParentRef = null;
    }
}
