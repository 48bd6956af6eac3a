using System.Text;
using System.Text.RegularExpressions;

namespace OvfKit.Xml;

/// <summary>Finds out which encoding a document is in, the way XML 1.0 appendix F describes it: bytes first, then the declaration.</summary>
/// <param name="Encoding">The encoding to read with; throws on invalid sequences.</param>
/// <param name="MarkLength">The bytes the byte order mark takes: 0, 2 or 3.</param>
/// <param name="RefutedClaim">The name in the XML declaration when the bytes prove it wrong or it names nothing known, else null.</param>
internal sealed partial record EncodingDetection(Encoding Encoding, int MarkLength, string? RefutedClaim)
{
    private static readonly UTF8Encoding _utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding _littleEndian = new(false, true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding _bigEndian = new(true, true, throwOnInvalidBytes: true);

    public static EncodingDetection Of(ReadOnlySpan<byte> bytes)
    {
        var (certain, mark) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (_utf8, 3),
            [0xFF, 0xFE, ..] => (_littleEndian, 2),
            [0xFE, 0xFF, ..] => (_bigEndian, 2),
            [(byte)'<', 0, ..] => (_littleEndian, 0),
            [0, (byte)'<', ..] => (_bigEndian, 0),
            _ => ((Encoding?)null, 0),
        };
        var claim = DeclaredName(bytes[mark..], certain);
        if (claim is null)
            return new(certain ?? _utf8, mark, null);

        var claimed = Find(claim);
        if (certain is not null)
            return new(certain, mark, claimed is not null && Family(claimed) == Family(certain) ? null : claim);

        // The declaration was legible as ASCII, so an encoding that writes "<" in another way cannot be the right one.
        var possible = claimed is not null && claimed.GetBytes("<?xml") is [(byte)'<', (byte)'?', (byte)'x', (byte)'m', (byte)'l'];
        return possible ? new(claimed!, 0, null) : new(_utf8, 0, claim);
    }

    private static string? DeclaredName(ReadOnlySpan<byte> bytes, Encoding? certain)
    {
        // Only ASCII counts here, so bytes that are wrong further on must not stop it.
        var lenient = certain is UnicodeEncoding ? Encoding.GetEncoding(certain.CodePage) : Encoding.Latin1;
        var head = lenient.GetString(bytes[..Math.Min(bytes.Length, 512)]);
        return Declaration().Match(head) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static Encoding? Find(string name)
    {
        try
        {
            // Asking the provider directly leaves the process-wide registry of encodings alone.
            var found = CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return found.CodePage == _utf8.CodePage ? _utf8 : found;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static int Family(Encoding encoding) => encoding.CodePage == _bigEndian.CodePage ? _littleEndian.CodePage : encoding.CodePage;

    [GeneratedRegex("""^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]*)["']""", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
