using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Model;

namespace OvfKit.Packaging;

/// <summary>A file listed in the descriptor, together with the entry that holds it.</summary>
public sealed class PackageFile
{
    private readonly Diagnostic? _problem;

    internal PackageFile(FileReference reference, string? name, PackageEntry? entry, Diagnostic? problem)
    {
        Reference = reference;
        Name = name;
        Entry = entry;
        _problem = problem;
    }

    /// <summary>The <c>File</c> element.</summary>
    public FileReference Reference { get; }

    /// <summary>The name the descriptor means, decoded and relative to the descriptor; null where it is no name inside the package.</summary>
    public string? Name { get; }

    /// <summary>The entry as it is stored, or null where the package has none.</summary>
    public PackageEntry? Entry { get; }

    /// <summary>The file's content. Belongs to the store.</summary>
    /// <exception cref="InvalidContentException">The file is missing (<c>OVF3012</c>) or its reference leads out of the package (<c>OVF3010</c>).</exception>
    /// <exception cref="UnsupportedContentException">The file is elsewhere (<c>OVF3011</c>), in chunks (<c>OVF3015</c>), compressed (<c>OVF3016</c>) or encrypted (<c>OVF5109</c>).</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public ByteSource OpenContent()
    {
        if (_problem is not null)
            throw Failure(_problem);
        return Entry!.Open();
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Reference.Href ?? "";

    /// <summary>The exception for a file that must be there and is not; null where nothing is needed of it or it is there.</summary>
    internal OvfKitException? WhyMissing()
    {
        var isMissing = Entry is null && _problem?.Severity == DiagnosticSeverity.Error && _problem.Descriptor != PackageDiagnostics.ChunkedFile;
        return isMissing ? Failure(_problem!) : null;
    }

    private static OvfKitException Failure(Diagnostic problem) =>
        problem.Descriptor == PackageDiagnostics.FileMissing || problem.Descriptor == PackageDiagnostics.UnsafeReference
            ? new InvalidContentException(problem)
            : new UnsupportedContentException(problem);
}
