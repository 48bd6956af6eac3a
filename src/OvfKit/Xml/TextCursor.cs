using System.Xml;

namespace OvfKit.Xml;

/// <summary>Walks through text that a parser has already found to be well-formed, one piece of markup or character data at a time.</summary>
/// <remarks>
/// The parser's own line and column point somewhere inside each piece and count normalised line ends. Because the pieces follow each other
/// without gaps, searching for the end of each is both simpler and exact.
/// </remarks>
internal struct TextCursor(string text)
{
    /// <summary>The index of the next character.</summary>
    public int Position { get; private set; }

    /// <summary>Moves behind the piece that starts here.</summary>
    /// <param name="kind">What the parser says it is.</param>
    public void Skip(XmlNodeType kind) => Position = kind switch
    {
        XmlNodeType.Element => EndOfTag(),
        XmlNodeType.EndElement => After(">", open: 0),
        XmlNodeType.Comment => After("-->", open: 4), // the dashes that open a comment do not close it: "<!-->" is an open one
        XmlNodeType.CDATA => After("]]>", open: 0),
        XmlNodeType.ProcessingInstruction or XmlNodeType.XmlDeclaration => After("?>", open: 0),
        _ => text.IndexOf('<', Position) is var next and >= 0 ? next : text.Length,
    };

    /// <summary>True when, blanks aside, this comes next.</summary>
    public readonly bool IsAt(string markup) => text.AsSpan(Position).TrimStart(" \t\r\n").StartsWith(markup, StringComparison.Ordinal);

    /// <summary>True when a start tag comes next that has more attributes than allowed. The parser would gather them all before anybody could count.</summary>
    public readonly bool ExceedsAttributes(int most)
    {
        if (Position + 1 >= text.Length || text[Position] != '<' || text[Position + 1] is '!' or '?' or '/')
            return false;
        var count = 0;
        for (var position = Position + 1; ;)
        {
            if (text.AsSpan(position).IndexOfAny('>', '"', '\'') is not (>= 0 and var next) || text[position + next] == '>')
                return false;
            if (++count > most)
                return true;
            if (text.IndexOf(text[position + next], position + next + 1) is not (>= 0 and var close))
                return false;
            position = close + 1;
        }
    }

    private readonly int After(string end, int open) =>
        text.IndexOf(end, Math.Min(Position + open, text.Length), StringComparison.Ordinal) is var found and >= 0 ? found + end.Length : text.Length;

    private readonly int EndOfTag()
    {
        var position = Position;
        while (position < text.Length)
        {
            var character = text[position++];
            if (character == '>')
                return position;
            if (character is '"' or '\'')
                position = text.IndexOf(character, position) is var close and >= 0 ? close + 1 : text.Length;
        }
        return position;
    }
}
