using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Model;

namespace OvfKit.Packaging;

/// <summary>A file listed in the descriptor, together with what holds it: one entry, or several where it is stored in chunks.</summary>
public sealed class PackageFile
{
    private readonly Diagnostic? _problem;
    private readonly PackageOpenOptions _options;
    private readonly Location _at;
    private ByteSource? _content;

    internal PackageFile(FileReference reference, string? name, PackageEntry? entry, IReadOnlyList<PackageEntry> parts, Diagnostic? problem, PackageOpenOptions options, Location at)
    {
        Reference = reference;
        Name = name;
        Entry = entry;
        Parts = parts;
        _problem = problem;
        _options = options;
        _at = at;
    }

    /// <summary>The <c>File</c> element.</summary>
    public FileReference Reference { get; }

    /// <summary>The name the descriptor means, decoded and relative to the descriptor; null where it is no name inside the package.</summary>
    public string? Name { get; }

    /// <summary>The file as it is stored, or null where the package has none. Chunks are one entry, which the store does not list.</summary>
    public PackageEntry? Entry { get; }

    /// <summary>The physical entries of the file in order: <see cref="Entry"/>, or the chunks it is joined of. Empty where the package has none, because the file is missing or on the network.</summary>
    public IReadOnlyList<PackageEntry> Parts { get; }

    /// <summary>True where the descriptor says that the file is stored compressed.</summary>
    public bool IsCompressed => Reference.Compression is not (null or "" or "identity");

    /// <summary>The file's content, unpacked where the descriptor says that it is compressed. Belongs to the package; always the same object.</summary>
    /// <remarks>A compressed file is unpacked into a temporary file when it is first asked for. How it is compressed its content decides.</remarks>
    /// <exception cref="InvalidContentException">The file is missing (<c>OVF3012</c>), a chunk of it is (<c>OVF3015</c>), its reference leads out of
    /// the package (<c>OVF3010</c>), or the compressed data is damaged (<c>OVF6020</c>).</exception>
    /// <exception cref="UnsupportedContentException">The file is elsewhere (<c>OVF3011</c>), compressed in an unknown way (<c>OVF3016</c>) or encrypted (<c>OVF5109</c>).</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public ByteSource OpenContent()
    {
        if (_problem is not null)
            throw Failure(_problem);
        var source = Entry!.Open();
        return IsCompressed ? _content ??= Unpack(source) : source;
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Reference.Href ?? "";

    /// <summary>The exception for a file that must be there and is not; null where nothing is needed of it or it is there.</summary>
    internal OvfKitException? WhyMissing() => Entry is null && _problem?.Severity == DiagnosticSeverity.Error ? Failure(_problem) : null;

    internal void Close()
    {
        if (_content is not null && _content != Entry!.Open())
            _content.Dispose();
        if (Parts.Count == 0)
            Entry?.Close();
    }

    private ByteSource Unpack(ByteSource source)
    {
        if (Wrapping.Detect(source) is not null)
            return Wrapping.Unwrap(source, _options.Unwrapping);
        if (Reference.Compression is not ("gzip" or "bzip2"))
            throw PackageDiagnostics.CompressedFile.Unsupported(_at, $"\"{Name}\" is stored with {Reference.Compression} compression, which is not known; unpack it and remove ovf:compression");
        _options.Diagnostics?.Add(PackageDiagnostics.CompressionDiffers.At(_at,
            $"\"{Name}\" is not compressed, but ovf:compression says {Reference.Compression}; read as it is, so remove ovf:compression"));
        return source;
    }

    private static OvfKitException Failure(Diagnostic problem) =>
        problem.Descriptor == PackageDiagnostics.FileMissing || problem.Descriptor == PackageDiagnostics.UnsafeReference || problem.Descriptor == PackageDiagnostics.ChunkedFile
            ? new InvalidContentException(problem)
            : new UnsupportedContentException(problem);
}
