using System.Globalization;
using System.Text;
using System.Xml;

namespace OvfKit.Xml;

/// <summary>Writes new character data so that a parser reads back exactly the characters given.</summary>
/// <param name="source">The document it goes into: its line ends and what its encoding can write.</param>
/// <param name="output">Where it goes.</param>
internal sealed class Escaping(SourceText source, StringBuilder output)
{
    /// <summary>Writes text. A line feed becomes the document's own line end.</summary>
    /// <param name="value">The text.</param>
    /// <param name="betweenTags">False outside the root element, where there can be blanks but no references.</param>
    public void Text(string value, bool betweenTags)
    {
        foreach (var rune in Runes(betweenTags ? value : LineFeeds(value)))
        {
            _ = rune.Value switch
            {
                '<' => output.Append("&lt;"),
                '&' => output.Append("&amp;"),
                '>' => output.Append("&gt;"), // always, because "]]" may already stand before it
                '\n' when betweenTags && source.NewLine == "\n" && output is [.., '\r'] => Reference(rune), // the two would be read back as one
                '\n' => output.Append(source.NewLine),
                '\r' => output.Append("&#xD;"), // a bare one would be read back as a line feed
                _ => Plain(rune),
            };
        }
    }

    /// <summary>Writes an attribute's value, without the quotes.</summary>
    public void Attribute(string value, char quote)
    {
        foreach (var rune in Runes(value))
        {
            _ = rune.Value switch
            {
                '<' => output.Append("&lt;"),
                '&' => output.Append("&amp;"),
                '>' => output.Append("&gt;"),
                '"' when quote == '"' => output.Append("&quot;"),
                '\'' when quote == '\'' => output.Append("&apos;"),
                '\t' or '\n' or '\r' => Reference(rune), // bare ones would be read back as blanks
                _ => Plain(rune),
            };
        }
    }

    /// <summary>Writes a CDATA section; "]]&gt;" inside is spread over two.</summary>
    public void CData(string value) => Raw("<![CDATA[", value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal), "]]>");

    /// <summary>Writes a comment; "--", which none may hold, gets a blank between.</summary>
    public void Comment(string value)
    {
        // Twice, because matches do not overlap: "---" needs two blanks.
        var safe = value.Replace("--", "- -", StringComparison.Ordinal).Replace("--", "- -", StringComparison.Ordinal);
        Raw("<!--", safe.EndsWith('-') ? safe + " " : safe, "-->");
    }

    /// <summary>Writes a processing instruction; "?&gt;", which none may hold, gets a blank between.</summary>
    public void Instruction(string target, string data) =>
        Raw("<?" + target, data.Length == 0 ? "" : " " + data.Replace("?>", "? >", StringComparison.Ordinal), "?>");

    private void Raw(string open, string value, string close)
    {
        output.Append(open);
        foreach (var rune in Runes(LineFeeds(value)))
            _ = rune.Value == '\n' ? output.Append(source.NewLine) : output.Append(rune.ToString());
        output.Append(close);
    }

    private static string LineFeeds(string value) => value.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private StringBuilder Plain(Rune rune) => source.CanEncode(rune) ? output.Append(rune.ToString()) : Reference(rune);

    private StringBuilder Reference(Rune rune) => output.Append(CultureInfo.InvariantCulture, $"&#x{rune.Value:X};");

    /// <summary>Refuses a text with a character that no XML document can hold.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public static void RequireWritable(string? value)
    {
        for (var index = 0; index < value?.Length;)
        {
            if (!TryGetRune(value, index, out var rune))
                throw new ArgumentException($"character {index + 1} of the text is U+{(int)value[index]:X4}, which cannot be written in XML, not even as a reference; leave it out");
            index += rune.Utf16SequenceLength;
        }
    }

    private static bool TryGetRune(string value, int index, out Rune rune) =>
        Rune.TryGetRuneAt(value, index, out rune) && (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value));

    private static IEnumerable<Rune> Runes(string value)
    {
        for (var index = 0; index < value.Length;)
        {
            if (!TryGetRune(value, index, out var rune))
                throw new InvalidOperationException($"The character U+{(int)value[index]:X4} cannot be written in XML, not even as a reference.");
            yield return rune;
            index += rune.Utf16SequenceLength;
        }
    }
}
