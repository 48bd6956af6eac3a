using System.Buffers;
using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>One line: <c>ALGORITHM(name)= hex</c>.</summary>
internal static class ManifestLine
{
    public static string Format(ManifestEntry entry) =>
        $"{entry.AlgorithmName}({entry.FileName})= {Convert.ToHexStringLower(entry.Digest.Span)}";

    public static ManifestEntry Parse(string line, Location at)
    {
        // Names may hold parentheses and equals signs, digests hold neither: the last ")=" divides the two.
        var equals = line.LastIndexOf('=');
        var left = equals < 0 ? "" : line[..equals].TrimEnd();
        var open = left.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || left[^1] != ')')
            throw Malformed(at, "is not of the form \"SHA256(name)= hex\"");

        var entry = new ManifestEntry(left[(open + 1)..^1], left[..open].Trim(), Digest(line[(equals + 1)..].Trim(), at), at.Line);
        if (entry.FileName.Length == 0 || !entry.AlgorithmName.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/'))
            throw Malformed(at, "names no file or no algorithm");
        if (entry.Algorithm is { } algorithm && algorithm.DigestLength != entry.Digest.Length)
            throw Malformed(at, $"has a digest of {entry.Digest.Length} bytes, where {algorithm} has {algorithm.DigestLength}");
        return entry;
    }

    private static byte[] Digest(string hex, Location at)
    {
        var digest = new byte[hex.Length / 2];
        return hex.Length > 0 && Convert.FromHexString(hex, digest, out _, out _) == OperationStatus.Done
            ? digest
            : throw Malformed(at, "does not end in a digest of hexadecimal digits");
    }

    private static InvalidContentException Malformed(Location at, string fault) =>
        ManifestDiagnostics.MalformedLine.Invalid(at, $"the line {fault}; write the manifest anew or remove it");
}
