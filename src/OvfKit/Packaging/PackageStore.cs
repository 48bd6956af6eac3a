using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>A place a package is read from. Derive from it to read packages from elsewhere.</summary>
/// <remarks>A store owns the sources of its entries. Finding entries is for one thread at a time; reading the bytes of entries is not restricted.</remarks>
public abstract class PackageStore : IDisposable
{
    private readonly List<PackageEntry> _entries = [];
    private readonly Dictionary<string, PackageEntry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PackageEntry> _byNameInAnyCase = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins with the entries that are known from the start.</summary>
    /// <param name="name">The name to show to people.</param>
    /// <param name="entries">The entries in physical order.</param>
    /// <exception cref="ArgumentException">Two entries have the same name.</exception>
    protected PackageStore(string name, IEnumerable<PackageEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Name = name;
        foreach (var entry in entries)
            Add(entry);
    }

    /// <summary>The name to show to people: the path of the folder or archive.</summary>
    public string Name { get; }

    /// <summary>The entries known so far, in physical order.</summary>
    public IReadOnlyList<PackageEntry> Entries => _entries;

    /// <summary>Opens a folder, a descriptor in a folder, or a tar or zip archive; an archive is known by its content, whatever it is called.</summary>
    /// <param name="path">The path of the folder or file. An archive that is compressed as a whole is unpacked into a temporary file.</param>
    /// <param name="diagnostics">Receives findings that do not stop the work; null drops them.</param>
    /// <param name="unwrapping">Where a compressed archive is unpacked, and the limits; null for the defaults.</param>
    /// <exception cref="InvalidContentException">The archive is damaged or hostile.</exception>
    /// <exception cref="UnsupportedContentException">The file is neither a descriptor nor an archive that holds a package (<c>OVF3001</c>).</exception>
    /// <exception cref="IOException">The path does not exist or cannot be read.</exception>
    public static PackageStore Open(string path, DiagnosticBag? diagnostics = null, UnwrapOptions? unwrapping = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            return FolderStore.OpenFolder(path);
        var source = ByteSource.OpenFile(path);
        if (Path.GetExtension(path).Equals(".ovf", StringComparison.OrdinalIgnoreCase))
        {
            using (source)
            {
                if (!TarBlock.LooksLikeTar(source) && !HoldsTar(source))
                    return FolderStore.OpenFolder(path);
            }

            source = ByteSource.OpenFile(path);
        }

        return Open(source, diagnostics, unwrapping);
    }

    /// <summary>Opens a tar archive, compressed or not, or a zip archive, that may come from anywhere.</summary>
    /// <param name="source">The archive's bytes; disposed with the store, and also when opening fails.</param>
    /// <param name="diagnostics">Receives findings that do not stop the work; null drops them.</param>
    /// <param name="unwrapping">Where a compressed archive is unpacked, and the limits; null for the defaults.</param>
    /// <exception cref="InvalidContentException">The archive is damaged or hostile.</exception>
    /// <exception cref="UnsupportedContentException">The bytes are no archive that holds a package (<c>OVF3001</c>).</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static PackageStore Open(ByteSource source, DiagnosticBag? diagnostics = null, UnwrapOptions? unwrapping = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            if (TarBlock.LooksLikeTar(source))
                return OvaStore.Own(source, diagnostics);
            if (Wrapping.Detect(source) == WrapKind.Zip && ZipStore.TryOwn(source, diagnostics, unwrapping) is { } zip)
                return zip;
            if (!HoldsTar(source))
                throw PackageDiagnostics.NotAPackage.Unsupported(new Location(source.Name), $"the file is {Describe(source)}; give the .ovf descriptor, its folder, or an .ova archive");
            using (source)
                return OvaStore.Own(Wrapping.Unwrap(source, unwrapping), diagnostics);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Whether a path is worth opening as a package: a folder, a file called <c>.ovf</c> or <c>.ova</c>, or an archive by its content.</summary>
    /// <param name="path">The path of the folder or file.</param>
    /// <exception cref="InvalidContentException">A compressed file is damaged at its beginning.</exception>
    /// <exception cref="IOException">The path does not exist or cannot be read.</exception>
    public static bool LooksLikePackage(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Some disks are a folder or an archive themselves.
        if (Directory.Exists(path))
            return DiskFormats.BuiltIn.FindByFolder(path) is null;
        if (Path.GetExtension(path).ToUpperInvariant() is ".OVF" or ".OVA")
            return true;
        using var source = ByteSource.OpenFile(path);
        return LooksLikePackage(source);
    }

    /// <summary>Whether bytes are worth opening as a package: a tar archive, compressed or not, or a zip archive that holds a package.</summary>
    /// <param name="source">The bytes; not owned.</param>
    /// <exception cref="InvalidContentException">A compressed file is damaged at its beginning, or a zip archive at its end.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static bool LooksLikePackage(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return (TarBlock.LooksLikeTar(source) || (Wrapping.Detect(source) == WrapKind.Zip && ZipStore.HoldsPackage(source)) || HoldsTar(source)) && DiskFormats.BuiltIn.Detect(source) is null;
    }

    /// <summary>Finds an entry: first by exactly this name, then by the same name in other upper and lower case.</summary>
    /// <param name="name">The name; <c>./</c> in front is ignored, and a name that leads out of the package finds nothing.</param>
    /// <param name="diagnostics">Is told when only the case differs (<c>OVF3014</c>); null drops it.</param>
    /// <returns>The entry, or null.</returns>
    public PackageEntry? Find(string name, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (EntryName.Normalize(name, out _) is not { } normal)
            return null;
        if (_byName.TryGetValue(normal, out var entry))
            return entry;
        if (!_byNameInAnyCase.TryGetValue(normal, out entry))
        {
            if (Discover(normal) is not { } discovered)
                return null;
            entry = _byName.GetValueOrDefault(discovered.Name) ?? Add(discovered);
        }

        if (entry.Name != normal)
            diagnostics?.Add(PackageDiagnostics.CaseDiffers.At(entry.Location,
                $"\"{normal}\" is asked for, the file is called \"{entry.Name}\"; products that compare case do not find it, so rename the file"));
        return entry;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in _entries)
            entry.Close();
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Looks for an entry that <see cref="Entries"/> does not have yet; a store that knows all its entries from the start finds none.</summary>
    /// <param name="name">A safe name that may differ in case from the entry's.</param>
    /// <returns>The entry, which is then added, or null.</returns>
    protected virtual PackageEntry? Discover(string name) => null;

    /// <summary>Releases what the store opened beside its entries. May be called more than once.</summary>
    protected virtual void Close()
    {
    }

    private PackageEntry Add(PackageEntry entry)
    {
        _byName.Add(entry.Name, entry);
        _byNameInAnyCase.TryAdd(entry.Name, entry);
        _entries.Add(entry);
        return entry;
    }

    // What a disk calls itself is looked at first: any bytes may stand at its beginning.
    private static bool HoldsTar(ByteSource source)
    {
        if (Wrapping.Detect(source) is null)
            return false;
        var head = new byte[TarBlock.Size];
        if (Wrapping.ReadHead(source, head) < head.Length || !TarBlock.LooksLikeTar(head))
            return false;
        // An exported machine of XenServer is a tar archive, too, and is read as the disks it holds.
        using var content = ByteSource.FromMemory(head, source.Name);
        return DiskFormats.BuiltIn.Detect(content) is null;
    }

    private static string Describe(ByteSource source) => Wrapping.Detect(source) is { } kind ? $"compressed ({kind}) and holds no package"
        : source.Length == 0 ? "empty"
        : "neither an archive (tar, zip) nor called .ovf";
}
