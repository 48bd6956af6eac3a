using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Editing;
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
    private readonly bool _dropsFiles;

    public DescriptorUpdate(OvfPackage source, ConversionPlan plan, ConvertOptions options, DiagnosticBag diagnostics)
    {
        _source = source;
        _dropsFiles = options.Changes?.RemovedFiles.Length != plan.Changes?.RemovedFiles.Length;
        _copy = OvfDescriptor.Parse(source.Descriptor.ToBytes(), source.Descriptor.Name);
        var converted = plan.Disks.Where(file => !file.IsAdded).ToDictionary(file => file.Source);
        var stored = plan.Files.Where(file => !file.IsAdded && (file.Image is not null || file.Stored is not null)).ToDictionary(file => file.Source);
        Pair(source.Files, _copy.Envelope.References?.Files.ToList(), file => file.Entry, stored, _files);
        Pair(source.Disks, _copy.Envelope.DiskSection?.Disks.ToList(), disk => disk.File?.Entry, converted, _disks);
        foreach (var (file, planned) in _files)
        {
            if (planned.Image is not null || planned.Unwraps || planned.Listed?.Parts.Count == 0)
                file.Href = NewHref(file.Href!, planned);
            file.Compression = planned.Compression;
            file.ChunkSize = planned.ChunkSize;
        }

        CorrectSizes(options, diagnostics);
        foreach (var (disk, planned) in _disks)
        {
            disk.Format = planned.Variant!.Uri;
            CorrectCapacity(disk, planned.Image!.Length, diagnostics);
            MergeParents(disk, planned.Image, diagnostics);
        }

        // Not before, because files and disks are paired by their order with the source's.
        if (plan.Changes is { } changes)
        {
            var ids = _disks.Where(pair => pair.Disk.DiskId is not null && pair.Planned.Options.Id is not null)
                .DistinctBy(pair => pair.Disk.DiskId).ToDictionary(pair => pair.Disk.DiskId!, pair => pair.Planned.Options.Id!.Value);
            DescriptorEditor.ApplyContent(_copy, changes, ids, diagnostics);
        }

        foreach (var added in plan.Files.Where(file => file.IsAdded))
            List(added, plan.Changes?.SystemId, diagnostics);
        if ((options.Version ?? plan.Changes?.Version) is { } target)
            DescriptorConverter.Convert(_copy, target, diagnostics);
    }

    /// <summary>True when the new descriptor has the bytes the source has.</summary>
    public bool ChangesNothing => _files.Count == 0 && !_dropsFiles && !_copy.IsModified && !_source.Descriptor.IsModified;

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
            : Escaped(planned.Name);
    }

    private static string Escaped(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString));

    private void List(PlannedFile added, string? systemId, DiagnosticBag diagnostics)
    {
        var envelope = _copy.Envelope;
        envelope.References ??= new References();
        var files = envelope.References.Files;
        var file = new FileReference { Id = FreeId("file", files.Select(static one => one.Id)), Href = Escaped(added.Name), Size = added.FileLength };
        files.Add(file);
        if (added.Image is null)
            return;
        if (envelope.DiskSection is null)
            envelope.Sections.Add(new DiskSection { Info = "Virtual disks" });
        var disks = envelope.DiskSection!.Disks;
        var disk = new VirtualDisk
        {
            DiskId = FreeId("vmdisk", disks.Select(static one => one.DiskId)),
            FileRef = file.Id,
            Capacity = added.Image.Length.ToString(CultureInfo.InvariantCulture),
            Format = added.Variant!.Uri,
            PopulatedSize = added.DataLength,
        };
        disks.Add(disk);
        added.AddedDiskId = disk.DiskId;
        _files.Add((file, added));
        _disks.Add((disk, added));
        var system = DescriptorEditor.SystemOf(envelope, systemId);
        DiskAttachment.Attach(system, disk.DiskId);
        if (system.VirtualBoxMachine is { } machine)
            diagnostics.Add(ConversionDiagnostics.VirtualBoxKeepsOwn.At(_copy.LocationOf(machine.Element),
                $"VirtualBox reads vbox:Machine in place of the hardware, and disk \"{disk.DiskId}\" is not in that; attach it after importing there"));
    }

    // A package that keeps its manifest keeps its descriptor, and a signature is worth more than a right number.
    private void CorrectSizes(ConvertOptions options, DiagnosticBag diagnostics)
    {
        if (options.KeepsManifestOf(_source))
            return;
        var planned = _files.Select(static pair => pair.File).ToHashSet();
        foreach (var (file, copy) in _source.Files.Zip(_copy.Envelope.References?.Files ?? Enumerable.Empty<FileReference>()))
        {
            if (planned.Contains(copy) || file.Entry is not { } entry || copy.Element.Attributes().FirstOrDefault(static one => one.Name.LocalName == "size") is not { } size
                || size.Value.Trim() == entry.Length.ToString(CultureInfo.InvariantCulture))
                continue;
            diagnostics.Add(ConversionDiagnostics.SizeCorrected.At(_copy.LocationOf(copy.Element), $"\"{file}\" has {entry.Length} bytes; the descriptor stated \"{size.Value}\" and was corrected"));
            copy.Size = entry.Length;
        }
    }

    private static string FreeId(string stem, IEnumerable<string?> used)
    {
        var taken = used.ToHashSet();
        for (var number = 1; ; number++)
        {
            if (string.Create(CultureInfo.InvariantCulture, $"{stem}{number}") is var id && !taken.Contains(id))
                return id;
        }
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
