using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>A package in a zip archive, as many vendors put up a folder for download. Stored members are read in place, compressed ones are unpacked into
/// temporary files when they are first asked for.</summary>
/// <remarks>Members that are no plain files, and names that could lead out of a folder, are refused.</remarks>
public sealed class ZipStore : PackageStore
{
    private readonly ByteSource _archive;

    private ZipStore(ByteSource archive, IEnumerable<PackageEntry> entries)
        : base(archive.Name, entries) => _archive = archive;

    /// <inheritdoc/>
    protected override void Close() => _archive.Dispose();

    /// <summary>Whether an archive holds a descriptor, or the archive of a package.</summary>
    /// <param name="archive">A zip archive.</param>
    internal static bool HoldsPackage(ByteSource archive) => ZipDirectory.Read(archive) is var members && (members.Any(IsDescriptor) || members.Count(IsOva) == 1);

    /// <summary>Opens the package in an archive and takes over its bytes; null, and nothing is taken over, where it holds none.</summary>
    /// <param name="archive">A zip archive.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="unwrapping">Where members are unpacked, and the limits.</param>
    internal static PackageStore? TryOwn(ByteSource archive, DiagnosticBag? diagnostics, UnwrapOptions? unwrapping)
    {
        var members = ZipDirectory.Read(archive);
        if (members.Any(IsDescriptor))
            return new ZipStore(archive, ReadEntries(archive, members, unwrapping));
        // Beside an archive there may be its checksum, a licence, a manual.
        return members.Where(IsOva).ToList() is [var inner] ? OvaStore.Own(inner.Open(unwrapping), diagnostics, archive) : null;
    }

    private static bool IsDescriptor(ZipMember member) => HasExtension(member, ".ovf");

    private static bool IsOva(ZipMember member) => HasExtension(member, ".ova");

    private static bool HasExtension(ZipMember member, string extension) =>
        member.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && !EntryName.LastSegment(member.Name).StartsWith("._", StringComparison.Ordinal);

    private static List<PackageEntry> ReadEntries(ByteSource archive, IReadOnlyList<ZipMember> members, UnwrapOptions? unwrapping)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<PackageEntry>();
        foreach (var member in members)
        {
            var at = Location.AtOffset(archive.Name, member.Offset);
            if (EntryName.Normalize(member.Name, out var fault) is not { } name)
                throw PackageDiagnostics.UnsafeName.Invalid(at,
                    $"the name \"{member.Name}\" {fault}; the archive is refused because unpacking it could write outside the folder");
            if (member.IsLink)
                throw PackageDiagnostics.NotAFile.Invalid(at, $"\"{name}\" is a link, where only plain files may be; pack the archive again from plain files");
            if (!names.Add(name))
                throw PackageDiagnostics.DuplicateName.Invalid(at,
                    $"\"{name}\" is in the archive twice, and readers differ in which one they take; pack it again with each name once");
            entries.Add(new PackageEntry(name, member.Length, new Location($"{archive.Name}!{name}"), () => member.Open(unwrapping)));
        }

        return entries;
    }
}
