namespace OvfKit.Xml;

/// <summary>Turns character indexes into lines and columns. A line ends at CR LF, LF or a lone CR, as XML counts them.</summary>
internal sealed class LineTable
{
    private readonly List<int> _starts = [0];

    public LineTable(ReadOnlySpan<char> text)
    {
        var position = 0;
        for (int next; (next = text[position..].IndexOfAny('\r', '\n')) >= 0;)
        {
            position += next + 1;
            if (text[position - 1] == '\r' && position < text.Length && text[position] == '\n')
                position++;
            _starts.Add(position);
        }
    }

    /// <summary>The index of the character at a place, both counted from 1.</summary>
    public int IndexOf(int line, int column) => _starts[line - 1] + column - 1;

    /// <summary>The place of a character, both counted from 1.</summary>
    public (int Line, int Column) this[int index]
    {
        get
        {
            var found = _starts.BinarySearch(index);
            var line = found >= 0 ? found : ~found - 1;
            return (line + 1, index - _starts[line] + 1);
        }
    }
}
