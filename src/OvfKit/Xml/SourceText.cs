using System.Globalization;
using System.Text;
using OvfKit.Diagnostics;

namespace OvfKit.Xml;

/// <summary>A text document as it was found: its bytes, the characters they stand for, and the places in it. Immutable, thread-safe.</summary>
public sealed class SourceText
{
    private readonly EncodingDetection _detected;
    private readonly Lazy<LineTable> _lines;

    private SourceText(ReadOnlyMemory<byte> bytes, string name, EncodingDetection detected, string text)
    {
        (Bytes, Name, _detected, Text) = (bytes, name, detected, text);
        _lines = new(() => new LineTable(Text));
        NewLine = Text.AsSpan().IndexOfAny('\r', '\n') is var first and >= 0
            ? Text.AsSpan(first) switch { ['\r', '\n', ..] => "\r\n", ['\r', ..] => "\r", _ => "\n" }
            : "\n";
    }

    /// <summary>The document's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The document's name as the user knows it.</summary>
    public string Name { get; }

    /// <summary>The encoding the bytes are in. Throws on what it cannot encode or decode.</summary>
    public Encoding Encoding => _detected.Encoding;

    /// <summary>The decoded characters, without a byte order mark. Line ends are as in the file.</summary>
    public string Text { get; }

    /// <summary>The line end the document uses first: CR LF, LF or CR; LF where it has only one line.</summary>
    public string NewLine { get; }

    /// <summary>Decodes the bytes of an XML document.</summary>
    /// <param name="bytes">The bytes. They are kept, not copied: the caller leaves them unchanged from now on.</param>
    /// <param name="name">The document's name as the user knows it.</param>
    /// <param name="diagnostics">Where warnings go, or null.</param>
    /// <param name="limits">What is refused; <see cref="XmlLimits.Default"/> when null.</param>
    /// <exception cref="InvalidContentException">The document is too large, empty, not XML, or not in its encoding (OVF0001, 0002, 0009, 0010).</exception>
    public static SourceText Decode(ReadOnlyMemory<byte> bytes, string name, DiagnosticBag? diagnostics = null, XmlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        limits ??= XmlLimits.Default;
        if (bytes.Length > limits.MaxBytes)
        {
            throw TextDiagnostics.TooLarge.Invalid(new(name), string.Create(CultureInfo.InvariantCulture,
                $"the document has {bytes.Length:N0} bytes; at most {limits.MaxBytes:N0} are read"));
        }
        var detected = EncodingDetection.Of(bytes.Span);
        RequireMarkup(bytes.Span[detected.MarkLength..], name);
        var text = Decode(bytes.Span, name, detected);
        if (detected.RefutedClaim is { } claim)
        {
            diagnostics?.Add(TextDiagnostics.EncodingClaim.At(new(name, 1, 1),
                $"the XML declaration says encoding \"{claim}\", but the bytes are {detected.Encoding.WebName}; read as {detected.Encoding.WebName}"));
        }
        return new(bytes, name, detected, text);
    }

    /// <summary>The place of a character.</summary>
    /// <param name="index">An index into <see cref="Text"/>, from 0 up to and including its length.</param>
    /// <returns>File, line and column, both counted from 1; columns count UTF-16 code units.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> lies outside the text.</exception>
    public Location LocationOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Text.Length);
        var (line, column) = _lines.Value[index];
        return new(Name, line, column);
    }

    /// <summary>The index of the character at a place the XML reader reports.</summary>
    internal int IndexOf(int line, int column) => Math.Clamp(_lines.Value.IndexOf(line, column), 0, Text.Length);

    /// <summary>Encodes a text as this document is encoded, with the same byte order mark or none.</summary>
    /// <param name="text">The edited text.</param>
    /// <remarks>
    /// Characters that stand in <see cref="Text"/> come out as the bytes they came from. The exception are East Asian legacy encodings
    /// that know several byte sequences for one character.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A character does not exist in the encoding.</exception>
    public byte[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == Text)
            return Bytes.ToArray();
        try
        {
            return [.. Bytes.Span[.._detected.MarkLength], .. Encoding.GetBytes(text)];
        }
        catch (EncoderFallbackException exception)
        {
            throw new InvalidOperationException($"The edited text has characters that {Encoding.WebName}, the encoding of {Name}, cannot write.", exception);
        }
    }

    /// <summary>True when the encoding can write the character as it is.</summary>
    internal bool CanEncode(Rune rune)
    {
        if (rune.IsAscii || Encoding is UTF8Encoding or UnicodeEncoding)
            return true;
        try
        {
            return Encoding.GetByteCount(rune.ToString()) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static void RequireMarkup(ReadOnlySpan<byte> bytes, string name)
    {
        // Every encoding that is accepted writes these characters with these bytes, give or take NULs.
        var first = bytes.IndexOfAnyExcept([(byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', (byte)0]);
        if (first < 0)
            throw TextDiagnostics.Empty.Invalid(new(name), "the document is empty; an OVF descriptor was expected");
        if (bytes[first] != '<')
            throw TextDiagnostics.NotXml.Invalid(Location.AtOffset(name, first), "the file does not begin with \"<\" as XML does; is it an .ova, a disk or a .mf file?");
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string name, EncodingDetection detected)
    {
        var body = bytes[detected.MarkLength..];
        try
        {
            return detected.Encoding.GetString(body);
        }
        catch (DecoderFallbackException exception)
        {
            var valid = Math.Clamp(exception.Index, 0, body.Length);
            // Everything before the bad byte decodes, so its lines can be counted.
            var lenient = (Encoding)detected.Encoding.Clone();
            lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
            var text = lenient.GetString(body[..valid]);
            var (line, column) = new LineTable(text)[text.Length];
            var found = Convert.ToHexString(body.Slice(valid, Math.Min(4, body.Length - valid)));
            throw TextDiagnostics.BadEncoding.Invalid(new(name, line, column, detected.MarkLength + valid), string.Create(CultureInfo.InvariantCulture,
                $"the bytes {found} at offset {detected.MarkLength + valid} are not valid {detected.Encoding.WebName}; declare the encoding the file really has or convert it"), exception);
        }
    }
}
