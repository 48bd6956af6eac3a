using System.Buffers;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Validation;

namespace OvfKit.Packaging;

/// <summary>What is to be said of a package beyond its descriptor: of the files, their order and names, and of the disks in them.</summary>
internal sealed class PackageRules(OvfPackage package, DiagnosticBag diagnostics)
{
    // In a manifest's line they end the name; other products take them for something else.
    private static readonly SearchValues<char> _refused = SearchValues.Create("()\"'*?<>|:");

    public void Check(CancellationToken cancellationToken)
    {
        DescriptorValidator.Validate(package.Descriptor, null, diagnostics);
        CheckExtras();
        CheckNames();
        if (package.Store is OvaStore)
            CheckOrder();
        Guarded(CheckManifest);
        foreach (var disk in package.Disks.Where(static disk => disk.File?.Entry is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Guarded(() => CheckDisk(disk, cancellationToken));
        }
    }

    private void CheckExtras()
    {
        // A chunk is not listed by its own name.
        foreach (var extra in package.Extras.Where(extra => !package.Files.Any(file => file.Name is { } name && package.RelativeName(extra).StartsWith(name + ".0", StringComparison.Ordinal))))
        {
            diagnostics.Add(PackageDiagnostics.NotReferenced.At(extra.Location,
                $"\"{extra.Name}\" is not listed in the descriptor, so importers leave it out or refuse the package; list it under References, or remove it"));
        }
    }

    private void CheckNames()
    {
        foreach (var entry in package.Store.Entries.Where(entry => entry.Name.AsSpan().IndexOfAny(_refused) >= 0))
            diagnostics.Add(PackageDiagnostics.NameRefused.At(entry.Location,
                $"the name \"{entry.Name}\" has the sign {entry.Name[entry.Name.AsSpan().IndexOfAny(_refused)]}, which some importers and file systems refuse; rename the file"));
        foreach (var twins in package.Store.Entries.GroupBy(static entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(static twins => twins.Count() > 1))
            diagnostics.Add(PackageDiagnostics.NamesCollide.At(twins.Last().Location,
                $"{string.Join(" and ", twins.Select(static entry => $"\"{entry.Name}\""))} are one file where case does not count; rename one"));
    }

    private void CheckOrder()
    {
        var entries = package.Store.Entries.ToList();
        var positions = package.Files.Select(static file => file.Entry).OfType<PackageEntry>().Distinct().Select(entry => entries.IndexOf(entry)).ToList();
        for (var i = 1; i < positions.Count; i++)
        {
            if (positions[i] > positions[i - 1])
                continue;
            var entry = entries[positions[i]];
            diagnostics.Add(PackageDiagnostics.OutOfOrder.At(entry.Location,
                $"\"{entry.Name}\" stands before \"{entries[positions[i - 1]].Name}\", which References lists first; importers that read an archive as a stream want that order, so write the archive anew"));
            return;
        }
    }

    private void CheckManifest()
    {
        if (package.Manifest is { } manifest)
            new ManifestCheck(package, manifest).RequireComplete(diagnostics);
    }

    private void CheckDisk(PackageDisk disk, CancellationToken cancellationToken)
    {
        var at = package.Descriptor.LocationOf(disk.Disk.Element);
        using var image = package.OpenDisk(disk, new DiskOpenOptions { Diagnostics = diagnostics });
        // A ${property} is decided at deployment.
        if (disk.Disk.CapacityInBytes is { } capacity && capacity != image.Length)
            diagnostics.Add(PackageDiagnostics.CapacityDiffers.At(at,
                $"disk \"{disk}\" has a capacity of {capacity} bytes in the descriptor, but its image has {image.Length}; some importers cut or refuse it, so correct ovf:capacity"));
        if (disk.Disk.PopulatedSize is { } populated && populated > image.Length)
            diagnostics.Add(PackageDiagnostics.PopulatedSizeDiffers.At(at,
                $"disk \"{disk}\" has {populated} bytes of data by ovf:populatedSize, but its image has room for {image.Length}; correct it or leave it out"));
        CheckVariant(disk, image, at);
        VmdkStreamCheck.Run(disk.File!.OpenContent(), diagnostics, cancellationToken);
    }

    private void CheckVariant(PackageDisk disk, DiskImage image, Location at)
    {
        if (disk.Disk.Format is not { } uri)
            return;
        var named = image.Format.Variants.Where(variant => variant.Uri.Equals(uri, StringComparison.OrdinalIgnoreCase)).ToList();
        // Several variants may share an address, and some addresses say the format alone.
        if (named.Count > 0 && !named.Exists(variant => variant.Name == image.Variant))
            diagnostics.Add(PackageDiagnostics.VariantDiffers.At(at,
                $"disk \"{disk}\" is {image.Format.Name}:{image.Variant}, but ovf:format names {image.Format.Name}:{named[0].Name}; convert the disk or correct ovf:format"));
    }

    // A part that cannot be read is a finding among others.
    private void Guarded(Action check)
    {
        try
        {
            check();
        }
        catch (OvfKitException exception)
        {
            diagnostics.Add(exception.Diagnostic);
        }
    }
}
