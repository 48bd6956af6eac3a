using System.Formats.Tar;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>A package in one tar archive (DSP0243 1.1.1): every entry is a slice of the open file, nothing is extracted.</summary>
/// <remarks>Reads ustar, GNU and pax archives. Members that are no plain files, and names that could lead out of a folder, are refused.</remarks>
public sealed class OvaStore : PackageStore
{
    /// <summary>The most members an archive may have.</summary>
    public const int MaxEntries = 100_000;

    private readonly ByteSource?[] _owned;

    private OvaStore(ByteSource source, IEnumerable<PackageEntry> entries, params ByteSource?[] owned)
        : base(source.Name, entries) => _owned = owned;

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The archive's path.</param>
    /// <param name="diagnostics">Receives findings that do not stop the work; null drops them.</param>
    /// <exception cref="InvalidContentException">The archive is cut off, damaged or hostile; the finding has the offset of the header.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OvaStore OpenArchive(string path, DiagnosticBag? diagnostics = null) => Own(ByteSource.OpenFile(path), diagnostics);

    /// <summary>Opens an archive and takes over its bytes, which are disposed with the store and also when opening fails.</summary>
    /// <param name="source">The archive's bytes.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="beneath">What the archive is a part of; taken over, too, but only when opening succeeds.</param>
    internal static OvaStore Own(ByteSource source, DiagnosticBag? diagnostics, ByteSource? beneath = null)
    {
        try
        {
            return new OvaStore(source, ReadEntries(source, diagnostics), source, beneath);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Opens an archive that is part of something else.</summary>
    /// <param name="source">The archive's bytes; not owned, must outlive the store.</param>
    /// <param name="diagnostics">Receives findings that do not stop the work; null drops them.</param>
    /// <inheritdoc cref="OpenArchive(string, DiagnosticBag?)" path="/exception"/>
    public static OvaStore OpenArchive(ByteSource source, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new OvaStore(source, ReadEntries(source, diagnostics));
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        foreach (var source in _owned)
            source?.Dispose();
    }

    private static List<PackageEntry> ReadEntries(ByteSource source, DiagnosticBag? diagnostics)
    {
        using var reader = new TarReader(source.AsStream());
        var entries = new List<PackageEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var next = 0L;
        for (var count = 0; TarBlock.CheckHeaders(source, next) && ReadHeader(reader, source, next) is { } header; count++)
        {
            if (count == MaxEntries)
                throw PackageDiagnostics.TooManyEntries.Invalid(Location.AtOffset(source.Name, next),
                    $"the archive has more than {MaxEntries} members; no package needs that many");
            var at = Location.AtOffset(source.Name, header.DataOffset - TarBlock.Size);
            if (header.Length > source.Length - header.DataOffset)
            {
                throw PackageDiagnostics.ArchiveTruncated.Invalid(
                    at,
                        $"\"{header.Name}\" has {header.Length} bytes, but the archive ends {source.Length - header.DataOffset} bytes after the "
                            + "header; it is cut off, so copy or download it again");
            }

            next = header.DataOffset + TarBlock.RoundUp(header.Length);
            if (header.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList or TarEntryType.GlobalExtendedAttributes)
                continue;
            var entry = Entry(source, header, at);
            if (!names.Add(entry.Name))
                throw PackageDiagnostics.DuplicateName.Invalid(at,
                    $"\"{entry.Name}\" is in the archive twice, and readers differ in which one they take; pack it again with each name once");
            entries.Add(entry);
        }

        if (next >= source.Length && entries.Count > 0)
            diagnostics?.Add(PackageDiagnostics.EndMissing.At(Location.AtOffset(source.Name, source.Length),
                "the archive ends without the two zero blocks that mark its end; members may be missing behind it"));
        return entries;
    }

    private static TarEntry? ReadHeader(TarReader reader, ByteSource source, long offset)
    {
        try
        {
            return reader.GetNextEntry();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException
            or OverflowException or InvalidOperationException or NotSupportedException)
        {
            throw PackageDiagnostics.ArchiveDamaged.Invalid(Location.AtOffset(source.Name, offset),
                $"the header cannot be read ({e.Message.TrimEnd('.')}); copy or download the archive again", e);
        }
    }

    private static PackageEntry Entry(ByteSource source, TarEntry header, Location at)
    {
        if (EntryName.Normalize(header.Name, out var fault) is not { } name)
            throw PackageDiagnostics.UnsafeName.Invalid(at,
                $"the name \"{header.Name}\" {fault}; the archive is refused because unpacking it could write outside the folder");
        if (header.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile) || IsSparse(header))
            throw PackageDiagnostics.NotAFile.Invalid(at,
                $"\"{name}\" is of type {header.EntryType}, where only plain files may be; pack the archive again from plain files");
        var shown = $"{source.Name}!{name}";
        var content = source.Slice(header.DataOffset, header.Length, shown);
        return new PackageEntry(name, content.Length, new Location(shown), () => content);
    }

    // GNU tar with --sparse and pax stores a map in front of the content and says so only in the attributes.
    private static bool IsSparse(TarEntry header) =>
        header is PaxTarEntry pax && pax.ExtendedAttributes.Keys.Any(key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal));
}
