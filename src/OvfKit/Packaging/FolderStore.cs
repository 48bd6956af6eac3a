using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>A package in a folder. Holds the descriptor, its manifest and certificate, and every other file once it is asked for.</summary>
/// <remarks>Other files of the folder are none of the package's business: a descriptor may lie among downloads. Only files inside the
/// folder are opened; links are followed as long as they stay inside. The check cannot protect against somebody who changes the folder meanwhile.</remarks>
public sealed class FolderStore : PackageStore
{
    private readonly string _folder;
    private readonly ConfinedFolder _root;

    private FolderStore(string name, string folder, ConfinedFolder root, IEnumerable<PackageEntry> entries)
        : base(name, entries)
    {
        _folder = folder;
        _root = root;
    }

    /// <summary>Opens a folder.</summary>
    /// <param name="path">The folder, or a descriptor in it; with a folder every file called <c>.ovf</c> in it is taken for a descriptor.</param>
    /// <exception cref="IOException">The path does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static FolderStore OpenFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var isFolder = Directory.Exists(path);
        if (!isFolder && !File.Exists(path))
            throw new FileNotFoundException($"{path} does not exist", path);
        var folder = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        IEnumerable<string> descriptors = isFolder
            ? Directory.EnumerateFiles(folder).Select(Path.GetFileName).OfType<string>().Where(IsDescriptor).Order(StringComparer.Ordinal)
            : [Path.GetFileName(path)];
        var root = new ConfinedFolder(folder);
        return new FolderStore(path, folder, root, descriptors.SelectMany(name => Companions(folder, root, name)).ToList());
    }

    /// <inheritdoc/>
    protected override PackageEntry? Discover(string name) => Entry(_folder, _root, name) ?? EntryInOtherCase(name);

    private static bool IsDescriptor(string name) => Path.GetExtension(name).Equals(".ovf", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<PackageEntry> Companions(string folder, ConfinedFolder root, string descriptor)
    {
        var baseName = EntryName.WithoutExtension(descriptor);
        return new[] { descriptor, baseName + ".mf", baseName + ".cert" }.Select(name => Entry(folder, root, name)).OfType<PackageEntry>();
    }

    private static PackageEntry? Entry(string folder, ConfinedFolder root, string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
            return null;

        // A pipe or device has no length and could hang whoever opens it; an empty file needs no opening.
        return new PackageEntry(name, file.Length, new Location(file.FullName), () =>
            file.Length == 0 ? ByteSource.FromMemory(default, file.FullName) : ByteSource.OpenFile(Inside(root, file.FullName)));
    }

    private static string Inside(ConfinedFolder root, string path) => root.Holds(path, out var real)
        ? real
        : throw PackageDiagnostics.LinkLeavesFolder.Invalid(new Location(path),
            $"the file is a link to {real}, which is outside {root.Path}; copy the file into the package's folder");

    private PackageEntry? EntryInOtherCase(string name)
    {
        var slash = name.LastIndexOf('/') + 1;
        var folder = Path.Combine(_folder, name[..slash]);
        if (!Directory.Exists(folder))
            return null;
        var found = Directory.EnumerateFiles(folder).Select(Path.GetFileName)
            .FirstOrDefault(file => name[slash..].Equals(file, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : Entry(_folder, _root, name[..slash] + found);
    }
}
