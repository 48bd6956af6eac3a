using System.Text;

namespace OvfKit.Model;

/// <summary>One qualifier: its name, what stands in its brackets, and all of it as written.</summary>
internal readonly record struct Qualifier(string Name, IReadOnlyList<string> Arguments, string Text);

/// <summary>Takes a list of qualifiers apart. It never fails: what has no shape comes out as a name.</summary>
internal sealed class QualifierReader(string text)
{
    private int _index;

    public Qualifier? Next()
    {
        while (_index < text.Length && IsSeparator(text[_index]))
            _index++;
        if (_index == text.Length)
            return null;
        var start = _index;
        while (_index < text.Length && !IsSeparator(text[_index]) && text[_index] is not ('(' or '{'))
            _index++;
        var name = text[start.._index];
        var opening = _index;
        while (opening < text.Length && char.IsWhiteSpace(text[opening]))
            opening++;
        if (opening == text.Length || text[opening] is not ('(' or '{'))
            return new Qualifier(name, [], name);
        _index = opening + 1;
        var arguments = Arguments(text[opening] == '(' ? ')' : '}');
        return new Qualifier(name, arguments, text[start.._index]);
    }

    private static bool IsSeparator(char character) => character is ',' or ';' || char.IsWhiteSpace(character);

    private List<string> Arguments(char closing)
    {
        var arguments = new List<string>();
        var argument = new StringBuilder();
        var wasQuoted = false;
        while (_index < text.Length)
        {
            var character = text[_index++];
            if (character is '"')
            {
                argument.Clear();
                Quoted(argument);
                wasQuoted = true;
            }
            else if (character == closing || character == ',')
            {
                Add();
                if (character == closing)
                    return arguments;
            }
            else if (!wasQuoted)
            {
                argument.Append(character);
            }
        }
        Add();
        return arguments;

        void Add()
        {
            var value = wasQuoted ? argument.ToString() : argument.ToString().Trim();
            if (wasQuoted || value.Length > 0)
                arguments.Add(value);
            argument.Clear();
            wasQuoted = false;
        }
    }

    private void Quoted(StringBuilder value)
    {
        while (_index < text.Length && text[_index] is var character)
        {
            _index++;
            if (character == '"')
                return;
            value.Append(character == '\\' && _index < text.Length && text[_index] is ('"' or '\\') ? text[_index++] : character);
        }
    }
}
