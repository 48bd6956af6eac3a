using OvfKit.Diagnostics;
using OvfKit.Encryption;
using OvfKit.IO;
using OvfKit.Model;
using OvfKit.Xml;

namespace OvfKit.Packaging;

/// <summary>Joins what a descriptor lists with what a store holds.</summary>
internal sealed class PackageJoin(PackageStore store, OvfDescriptor descriptor, string folder, PackageOpenOptions options)
{
    private readonly DiagnosticBag? _diagnostics = options.Diagnostics;

    public IReadOnlyList<PackageFile> Files() => [.. (descriptor.Envelope.References?.Files ?? Enumerable.Empty<FileReference>()).Select(FileOf)];

    public IReadOnlyList<PackageDisk> Disks(IReadOnlyList<PackageFile> files)
    {
        var byId = files.Where(file => file.Reference.Id is not null).DistinctBy(file => file.Reference.Id).ToDictionary(file => file.Reference.Id!);
        var disks = (descriptor.Envelope.DiskSection?.Disks ?? Enumerable.Empty<VirtualDisk>())
            .Select(disk => new PackageDisk(disk, disk.FileRef is { Length: > 0 } id ? byId.GetValueOrDefault(id) ?? OVirtFile(files, id) : null)).ToList();
        var byDiskId = disks.Where(disk => disk.Disk.DiskId is not null).DistinctBy(disk => disk.Disk.DiskId).ToDictionary(disk => disk.Disk.DiskId!);
        foreach (var disk in disks)
            disk.Parent = disk.Disk.ParentRef is { } id ? byDiskId.GetValueOrDefault(id) : null;
        return disks;
    }

    // oVirt names the file where all others have its id.
    private PackageFile? OVirtFile(IReadOnlyList<PackageFile> files, string href) =>
        descriptor.Envelope.Dialect == OvfDialect.OVirt ? files.FirstOrDefault(file => file.Reference.Href == href) : null;

    private PackageFile FileOf(FileReference file)
    {
        var href = file.Href ?? "";
        // Some producers write names as they are, others encode them as URIs; a file that has the very name goes first.
        var inside = store is WebStore web && Uri.TryCreate(href, UriKind.Absolute, out var whole) ? web.NameOf(whole) : null;
        var names = (inside is null ? new[] { href, Uri.UnescapeDataString(href) } : [inside]).Distinct().Select(candidate => EntryName.Normalize(candidate, out _)).OfType<string>().ToList();
        foreach (var name in names)
        {
            if (store.Find(folder + name, _diagnostics) is { } entry)
                return Found(file, name, entry, [entry]);
        }

        foreach (var name in names)
        {
            if (FileChunks.Find(store, folder + name, _diagnostics) is [_, ..] chunks)
                return FoundChunks(file, name, chunks);
        }

        if (options.RemoteFiles is { } open && Uri.TryCreate(href, UriKind.Absolute, out var address) && HttpByteSource.IsWeb(address)
            && EntryName.Normalize(EntryName.LastSegment(Uri.UnescapeDataString(address.AbsolutePath)), out _) is { } remote)
        {
            var content = open(address);
            return Found(file, remote, new PackageEntry(remote, content.Length, new Location(content.Name), () => content), []);
        }

        var problem = WhyNotFound(file, href, out var meant);
        _diagnostics?.Add(problem);
        return new PackageFile(file, meant, null, [], problem, options, At(file));
    }

    private PackageFile FoundChunks(FileReference file, string name, List<PackageEntry> chunks)
    {
        IsReadable(() => file.Size, out var size);
        IsReadable(() => file.ChunkSize, out var chunkSize);
        if (FileChunks.FaultOf(store, folder + name, chunks, chunkSize, size) is not { } fault)
            return Found(file, name, FileChunks.Join(folder + name, chunks), chunks);
        var problem = PackageDiagnostics.ChunkedFile.At(At(file), fault);
        _diagnostics?.Add(problem);
        return new PackageFile(file, name, null, chunks, problem, options, At(file));
    }

    private PackageFile Found(FileReference file, string name, PackageEntry entry, IReadOnlyList<PackageEntry> parts)
    {
        var isNumber = IsReadable(() => file.Size, out var size);
        if (!isNumber || (size is not null && size != entry.Length))
            _diagnostics?.Add(PackageDiagnostics.SizeDiffers.At(At(file),
                $"the descriptor says {(isNumber ? size : "no number of")} bytes for \"{name}\", the file has {entry.Length}; some products refuse that, so correct ovf:size"));
        var problem = EncryptedItem.IsIn(file) ? EncryptionDiagnostics.FileEncrypted.At(At(file), $"\"{name}\" is encrypted; decrypt the package first") : null;
        return new PackageFile(file, name, entry, parts, problem, options, At(file));
    }

    private Diagnostic WhyNotFound(FileReference file, string href, out string? name)
    {
        name = null;
        if (Scheme(href) is { } scheme && !scheme.Equals("file", StringComparison.OrdinalIgnoreCase))
            return PackageDiagnostics.ExternalReference.At(At(file),
                $"\"{href}\" is not in the package and is not fetched unless that is allowed (--allow-remote); download it and change ovf:href to its name");
        name = EntryName.Normalize(Uri.UnescapeDataString(href), out var fault);
        if (name is null || Scheme(href) is not null)
            return PackageDiagnostics.UnsafeReference.At(At(file),
                $"the reference \"{href}\" {(name is null ? fault : "is a local address")}; only names inside the package are opened");
        return PackageDiagnostics.FileMissing.At(At(file),
            $"\"{name}\" is listed in the descriptor, but {store.Name} does not have it; put the file back or remove the reference");
    }

    // Opening does not depend on validity. How bad it is that a number is none is for the rules about descriptors to say, once.
    private static bool IsReadable(Func<long?> value, out long? number)
    {
        number = null;
        try
        {
            number = value();
            return true;
        }
        catch (InvalidContentException)
        {
            return false;
        }
    }

    private Location At(FileReference file) => descriptor.LocationOf(file.Element);

    private static string? Scheme(string href)
    {
        var colon = href.IndexOf(':', StringComparison.Ordinal);
        var isScheme = colon > 1 && char.IsAsciiLetter(href[0]) && href[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
        return isScheme ? href[..colon] : null;
    }
}
