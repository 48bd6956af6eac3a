using System.Text;
using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>The digests of a package's files, one line each (DSP0243 1.1.1). Immutable and thread-safe.</summary>
/// <remarks>Read with every spelling met in the field; written in the one form every product takes: <c>SHA256(name)= hex</c>.</remarks>
public sealed class Manifest
{
    /// <summary>The largest manifest that is read, in bytes: 4 MiB, the limit VirtualBox has.</summary>
    public const int MaxLength = 4 << 20;

    /// <summary>Makes a manifest of digests.</summary>
    /// <param name="entries">The lines, in order.</param>
    public Manifest(IEnumerable<ManifestEntry> entries) => Entries = [.. entries];

    /// <summary>The lines in order. A file may have several, with different algorithms.</summary>
    public IReadOnlyList<ManifestEntry> Entries { get; }

    /// <summary>Reads a manifest. Blanks, CRLF, upper-case digits, empty lines, a byte order mark, and blanks and parentheses in names are all taken.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="name">The file's name, for findings and to recognise a line about the manifest itself.</param>
    /// <param name="diagnostics">Receives findings that do not stop the work; null drops them.</param>
    /// <exception cref="InvalidContentException">A line cannot be understood (<c>OVF4001</c>), or the file is too large (<c>OVF4004</c>).</exception>
    public static Manifest Parse(ReadOnlyMemory<byte> bytes, string name, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (bytes.Length > MaxLength)
            throw ManifestDiagnostics.TooLarge.Invalid(new Location(name),
                $"the manifest has {bytes.Length} bytes, more than the {MaxLength} a manifest may have");

        var entries = new List<ManifestEntry>();
        var loose = 0;
        var number = 0;
        foreach (var ended in Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var line = ended.TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var at = new Location(name, number, 1);
            var entry = ManifestLine.Parse(line, at);
            if (IsSame(entry.FileName, name))
            {
                diagnostics?.Add(ManifestDiagnostics.ListsItself.At(at,
                    "the manifest has a line for itself, which cannot hold and is ignored; write the manifest anew"));
                continue;
            }

            if (entry.Algorithm is null)
                diagnostics?.Add(ManifestDiagnostics.NotVerifiable.At(at,
                    ManifestCheck.WhyNotVerifiable(entry)));
            if (loose == 0 && line != ManifestLine.Format(entry))
                loose = number;
            entries.Add(entry);
        }

        if (loose > 0)
            diagnostics?.Add(ManifestDiagnostics.LooseSpelling.At(new Location(name, loose, 1),
                "lines are not exactly \"SHA256(name)= hex\" with lower-case digits, which some products refuse; write the manifest anew"));
        return new Manifest(entries);
    }

    /// <summary>The manifest in the strict form: no blank before the parenthesis, lower-case digits, <c>\n</c> after every line, UTF-8 without mark.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Concat(Entries.Select(entry => ManifestLine.Format(entry) + "\n")));

    /// <summary>The length in bytes that <see cref="ToBytes"/> will have, before any digest is known.</summary>
    /// <param name="algorithm">The algorithm of every line.</param>
    /// <param name="fileNames">The names of the files.</param>
    public static int LengthOf(ManifestAlgorithm algorithm, IEnumerable<string> fileNames)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(fileNames);
        var digest = new byte[algorithm.DigestLength];
        return fileNames.Sum(name => Encoding.UTF8.GetByteCount(ManifestLine.Format(new ManifestEntry(name, algorithm.Name, digest))) + 1);
    }

    private static bool IsSame(string listed, string manifest) =>
        EntryName.LastSegment(listed).Equals(manifest[(manifest.LastIndexOfAny(['/', '\\', '!']) + 1)..], StringComparison.OrdinalIgnoreCase);
}
