using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Disks.Formats.Raw;
using OvfKit.IO;
using OvfKit.Xml;

namespace OvfKit.Packaging;

/// <summary>A package: the descriptor, its files and disks, the manifest and the certificate (DSP0243 1.1.1).</summary>
/// <remarks>Opening reads the descriptor and looks for the files; their content is read when it is asked for. Opening does not depend on
/// the package being valid or complete. Like the descriptor, a package is for one thread at a time; the images and sources it opens are not.</remarks>
public sealed class OvfPackage : IDisposable
{
    private readonly PackageOpenOptions _options;
    private readonly string _folder;
    private Manifest? _manifest;

    private OvfPackage(PackageStore store, PackageOpenOptions options)
    {
        Store = store;
        _options = options;
        DescriptorEntry = FindDescriptor(store, options);
        _folder = DescriptorEntry.Name[..(DescriptorEntry.Name.LastIndexOf('/') + 1)];
        var text = DescriptorEntry.ReadAll(XmlLimits.Default.MaxBytes, TextDiagnostics.TooLarge);
        Descriptor = OvfDescriptor.Parse(text, DescriptorEntry.Location.File, options.Diagnostics);
        ManifestEntry = Companion(".mf");
        CertificateEntry = Companion(".cert");
        var join = new PackageJoin(store, Descriptor, _folder, options);
        Files = join.Files();
        Disks = join.Disks(Files);
    }

    /// <summary>Where the package is read from. Disposed with the package.</summary>
    public PackageStore Store { get; }

    /// <summary>The descriptor.</summary>
    public OvfDescriptor Descriptor { get; }

    /// <summary>The entry the descriptor was read from.</summary>
    public PackageEntry DescriptorEntry { get; }

    /// <summary>The manifest's entry, or null.</summary>
    public PackageEntry? ManifestEntry { get; }

    /// <summary>The certificate's entry, or null.</summary>
    public PackageEntry? CertificateEntry { get; }

    /// <summary>The manifest, read when first asked for; null where the package has none.</summary>
    /// <exception cref="InvalidContentException">The manifest cannot be understood (<c>OVF4001</c>) or is too large (<c>OVF4004</c>).</exception>
    /// <exception cref="IOException">The manifest cannot be read.</exception>
    public Manifest? Manifest => _manifest ??= ManifestEntry is null ? null : Manifest.Parse(
        ManifestEntry.ReadAll(Manifest.MaxLength, ManifestDiagnostics.TooLarge), ManifestEntry.Location.File, _options.Diagnostics);

    /// <summary>The files listed under <c>References</c>, in that order, as they were when the package was opened.</summary>
    public IReadOnlyList<PackageFile> Files { get; }

    /// <summary>The disks of the <c>DiskSection</c>, in that order, as they were when the package was opened.</summary>
    public IReadOnlyList<PackageDisk> Disks { get; }

    /// <summary>The entries that are there although the descriptor does not list them, in physical order; without other descriptors, their manifests and certificates.</summary>
    public IEnumerable<PackageEntry> Extras
    {
        get
        {
            var others = Store.Entries.Where(entry => entry != DescriptorEntry && HasExtension(entry, ".ovf")).Select(entry => EntryName.WithoutExtension(entry.Name)).ToHashSet();
            return Store.Entries.Except([DescriptorEntry, .. Files.SelectMany(file => file.Parts), ManifestEntry!, CertificateEntry!])
                .Where(entry => !others.Contains(EntryName.WithoutExtension(entry.Name)) || !(HasExtension(entry, ".ovf") || HasExtension(entry, ".mf") || HasExtension(entry, ".cert")));
        }
    }

    /// <summary>Opens the package at a path.</summary>
    /// <param name="path">A folder, an <c>.ovf</c> file, or a tar or zip archive under any name, which may be compressed as a whole.</param>
    /// <param name="options">How to open; null for the defaults.</param>
    /// <exception cref="InvalidContentException">The archive is damaged or hostile, there is not exactly one descriptor, or it is no XML.</exception>
    /// <exception cref="UnsupportedContentException">The file is no package (<c>OVF3001</c>).</exception>
    /// <exception cref="IOException">The path does not exist or cannot be read.</exception>
    public static OvfPackage Open(string path, PackageOpenOptions? options = null) => Open(PackageStore.Open(path, options?.Diagnostics, options?.Unwrapping), options);

    /// <summary>Opens the package in a store.</summary>
    /// <param name="store">The store; belongs to the package from now on, and is disposed also when opening fails.</param>
    /// <param name="options">How to open; null for the defaults.</param>
    /// <exception cref="InvalidContentException">There is not exactly one descriptor, or it is no XML.</exception>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static OvfPackage Open(PackageStore store, PackageOpenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            return new OvfPackage(store, options ?? PackageOpenOptions.Default);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Finds an entry by a name that is relative to the descriptor, as names in manifests are.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The entry, or null.</returns>
    public PackageEntry? Find(string name) => EntryName.Normalize(name, out _) is { } normal ? Store.Find(_folder + normal, _options.Diagnostics) : null;

    /// <summary>Finds a disk by what people call it.</summary>
    /// <param name="name">Its number from 1 in <see cref="Disks"/>, its <c>ovf:diskId</c>, or its file's name; null for the only disk that has a file.</param>
    /// <exception cref="UnsupportedContentException">There are several to choose from (<c>OVF3050</c>), or none is called so (<c>OVF3051</c>).</exception>
    public PackageDisk FindDisk(string? name = null)
    {
        var found = name is null
            ? Disks.Where(disk => disk.File is not null).ToList()
            : [.. Disks.Where((disk, index) => disk.Disk.DiskId == name || disk.File?.Name == name || (index + 1).ToString(CultureInfo.InvariantCulture) == name)];
        if (found is [var only, ..] && (name is not null || found.Count == 1))
            return only;
        var disks = string.Join("; ", Disks.Take(20).Select((disk, index) => $"{index + 1} \"{disk}\" in {disk.File?.Name ?? "no file"}"));
        throw found.Count > 1
            ? PackageDiagnostics.SeveralDisks.Unsupported(new Location(Store.Name), $"the package has {found.Count} disks; say which one is meant, by number, id or file: {disks}")
            : PackageDiagnostics.DiskNotFound.Unsupported(new Location(Store.Name),
                $"the package has no disk {(name is null ? "with a file" : $"called \"{name}\"")}{(disks.Length == 0 ? "" : $"; its disks by number, id and file: {disks}")}");
    }

    /// <summary>Compares one file with the manifest, where that has a line about it.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IntegrityException">The digest differs (<c>OVF4005</c>).</exception>
    /// <exception cref="InvalidContentException">The manifest cannot be understood, or the file cannot be opened safely.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task RequireIntactAsync(PackageFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Manifest is { } manifest && file.Entry is { } entry)
            await new ManifestCheck(this, manifest).RequireAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a disk in the format its content shows; <c>ovf:format</c> and the file's extension decide only where content cannot (raw disks).</summary>
    /// <param name="disk">One of <see cref="Disks"/>.</param>
    /// <param name="options">How to open; without a resolver, images may refer to entries of this package and to nothing else.</param>
    /// <returns>The image, for the caller to dispose before the package.</returns>
    /// <exception cref="InvalidContentException">The disk has no file (<c>OVF3022</c>), the file is missing, or the image is damaged.</exception>
    /// <exception cref="UnsupportedContentException">The content cannot be read, or is of no known format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public DiskImage OpenDisk(PackageDisk disk, DiskOpenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(disk);
        var at = Descriptor.LocationOf(disk.Disk.Element);
        if (disk.File is null)
            throw PackageDiagnostics.DiskWithoutFile.Invalid(at,
                $"disk \"{disk}\" has no file in the package: it begins empty, or its ovf:fileRef names a file that References does not list");
        var source = disk.File.OpenContent();
        options ??= new DiskOpenOptions { Diagnostics = _options.Diagnostics, Unwrapping = _options.Unwrapping };
        var formats = options.Formats ?? _options.Formats;
        var stated = formats.Find(disk.Disk.Format);
        var format = formats.Detect(source);
        if (format is not null && stated is not null && format != stated)
            options.Diagnostics?.Add(PackageDiagnostics.FormatDiffers.At(at,
                $"disk \"{disk}\" is a {format.Name} image, but ovf:format names {stated.Name}; read as {format.Name}"));
        format ??= (stated ?? formats.FindByExtension(source.Name)) as RawFormat;
        return formats.Open(source, options with { Formats = formats, Resolver = options.Resolver ?? new DiskResolver(this, disk).Resolve }, format);
    }

    /// <summary>Checks the descriptor, the files around it and the disks in them, without hashing. Changes nothing, stops at nothing.</summary>
    /// <param name="diagnostics">Receives the findings, beside those that opening reported.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>Of a disk its tables are read, and of a stream-optimized VMDK one sector for each grain.</remarks>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Task ValidateAsync(DiagnosticBag diagnostics, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        return Task.Run(() => new PackageRules(this, diagnostics).Check(cancellationToken), cancellationToken);
    }

    /// <summary>Hashes the files and compares them with the manifest, two files at a time.</summary>
    /// <param name="progress">Told about every piece read, from several threads; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The verdicts; without a manifest none, and the finding <c>OVF4008</c>.</returns>
    /// <exception cref="InvalidContentException">The manifest cannot be understood, or a file cannot be opened safely.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<PackageVerification> VerifyAsync(IProgress<PackageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (Manifest is { } manifest)
            return await new ManifestCheck(this, manifest).CheckAllAsync(progress, cancellationToken).ConfigureAwait(false);
        return new PackageVerification([], [ManifestDiagnostics.NoManifest.At(new Location(Store.Name),
            "there is no manifest, so nothing tells whether files were changed or damaged")]);
    }

    internal UnwrapOptions Unwrapping => _options.Unwrapping;

    /// <summary>The name of an entry as seen from the descriptor; the whole name where it lies elsewhere.</summary>
    internal string RelativeName(PackageEntry entry) => entry.Name.StartsWith(_folder, StringComparison.Ordinal) ? entry.Name[_folder.Length..] : entry.Name;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in Files)
            file.Close();
        Store.Dispose();
    }

    private PackageEntry? Companion(string extension)
    {
        if (Find(EntryName.LastSegment(EntryName.WithoutExtension(DescriptorEntry.Name)) + extension) is { } found)
            return found;
        var others = Store.Entries.Where(entry => HasExtension(entry, extension) && entry.Name.LastIndexOf('/') + 1 == _folder.Length).ToList();
        if (others is not [var only])
            return null;
        _options.Diagnostics?.Add(PackageDiagnostics.BaseNameDiffers.At(only.Location,
            $"\"{only.Name}\" is taken although its base name is not that of \"{DescriptorEntry.Name}\"; other products ignore it, so rename it"));
        return only;
    }

    private static PackageEntry FindDescriptor(PackageStore store, PackageOpenOptions options)
    {
        // macOS puts a ._NAME with resource data beside NAME when it packs an archive.
        var descriptors = store.Entries.Where(entry => HasExtension(entry, ".ovf")).ToList();
        if (descriptors is [])
            throw PackageDiagnostics.DescriptorMissing.Invalid(new Location(store.Name),
                "the package has no .ovf file, so nothing says what is in it; look whether the right file or folder was given");
        var descriptor = options.Descriptor is { } chosen ? Choose(store, descriptors, chosen) : descriptors is [var only] ? only
            : throw PackageDiagnostics.SeveralDescriptors.Invalid(new Location(store.Name),
                $"the package has {descriptors.Count} descriptors ({List(descriptors)}) where one is allowed; say which one is meant (--descriptor NAME)");
        if (store is OvaStore && store.Entries[0] != descriptor)
            options.Diagnostics?.Add(PackageDiagnostics.DescriptorNotFirst.At(descriptor.Location,
                $"the descriptor stands behind \"{store.Entries[0].Name}\"; vSphere and others want it first, so pack the archive again"));
        return descriptor;
    }

    private static PackageEntry Choose(PackageStore store, List<PackageEntry> descriptors, string name) =>
        store.Find(name) is { } found && descriptors.Contains(found) ? found : throw PackageDiagnostics.DescriptorMissing.Invalid(new Location(store.Name),
            $"the package has no descriptor \"{name}\"; it has {List(descriptors)}");

    private static string List(List<PackageEntry> descriptors) => string.Join(", ", descriptors.Take(10).Select(descriptor => descriptor.Name));

    private static bool HasExtension(PackageEntry entry, string extension) =>
        entry.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && !EntryName.LastSegment(entry.Name).StartsWith("._", StringComparison.Ordinal);
}
