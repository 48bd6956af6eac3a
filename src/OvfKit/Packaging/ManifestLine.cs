using System.Buffers;
using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>One line: <c>ALGORITHM(name)= hex</c>.</summary>
internal static class ManifestLine
{
    public static string Format(ManifestEntry entry) => Format(entry.AlgorithmName, entry.FileName, entry.Digest.Span);

    public static string Format(string algorithm, string name, ReadOnlySpan<byte> value) => $"{algorithm}({name})= {Convert.ToHexStringLower(value)}";

    public static ManifestEntry Parse(string line, Location at)
    {
        if (Split(line, out var fault) is not var (algorithmName, name, digest))
            throw Malformed(at, fault);
        var entry = new ManifestEntry(name, algorithmName, digest, at.Line);
        if (entry.Algorithm is { } algorithm && algorithm.DigestLength != entry.Digest.Length)
            throw Malformed(at, $"has a digest of {entry.Digest.Length} bytes, where {algorithm} has {algorithm.DigestLength}");
        return entry;
    }

    /// <summary>Takes a line apart; a certificate file's first line has the same form, with a signature for the digest.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="fault">What is wrong with it, as the end of a sentence about the line.</param>
    public static (string Algorithm, string Name, byte[] Value)? Split(string line, out string fault)
    {
        fault = "is not of the form \"SHA256(name)= hex\"";
        // Names may hold parentheses and equals signs, digests hold neither: the last ")=" divides the two.
        var equals = line.LastIndexOf('=');
        var left = equals < 0 ? "" : line[..equals].TrimEnd();
        var open = left.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || left[^1] != ')')
            return null;

        var hex = line[(equals + 1)..].Trim();
        var value = new byte[hex.Length / 2];
        fault = "does not end in hexadecimal digits";
        if (hex.Length == 0 || Convert.FromHexString(hex, value, out _, out _) != OperationStatus.Done)
            return null;

        var (algorithm, name) = (left[..open].Trim(), left[(open + 1)..^1]);
        fault = "names no file or no algorithm";
        return name.Length > 0 && algorithm.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/') ? (algorithm, name, value) : null;
    }

    private static InvalidContentException Malformed(Location at, string fault) =>
        ManifestDiagnostics.MalformedLine.Invalid(at, $"the line {fault}; write the manifest anew or remove it");
}
