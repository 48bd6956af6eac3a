namespace OvfKit.Validation.Reading;

/// <summary>A qualifier of a property, such as <c>MaxLen(8)</c> or <c>ValueMap{"a", "b"}</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">What stands between the brackets, without quotes.</param>
internal sealed record Qualifier(string Name, IReadOnlyList<string> Arguments)
{
    private readonly HashSet<string> _values = new(Arguments, StringComparer.Ordinal);

    /// <summary>True when a value is one of the arguments.</summary>
    public bool Allows(string value) => _values.Contains(value);

    /// <summary>Reads qualifiers divided by commas or blanks; null for what cannot be read.</summary>
    public static IReadOnlyList<Qualifier>? Parse(string text)
    {
        var found = new List<Qualifier>();
        for (var at = 0; ;)
        {
            while (at < text.Length && (text[at] == ',' || char.IsWhiteSpace(text[at])))
                at++;
            if (at == text.Length)
                return found;
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or ':' or '-'))
                at++;
            if (at == start)
                return null;
            var name = text[start..at];
            List<string>? arguments = [];
            if (at < text.Length && text[at] is '(' or '{')
                arguments = ParseArguments(text, ref at);
            if (arguments is null)
                return null;
            found.Add(new(name, arguments));
        }
    }

    // Leaves the position behind the closing bracket.
    private static List<string>? ParseArguments(string text, ref int at)
    {
        var close = text[at] == '(' ? ')' : '}';
        var arguments = new List<string>();
        for (at++; ;)
        {
            SkipBlanks(text, ref at);
            if (at == text.Length)
                return null;
            if (text[at] == close && arguments.Count == 0)
                break;
            var end = text[at] is '"' or '\'' ? text.IndexOf(text[at], at + 1) : at + text.AsSpan(at).IndexOfAny(close, ',');
            if (end < at)
                return null;
            var isQuoted = text[at] is '"' or '\'';
            arguments.Add(isQuoted ? text[(at + 1)..end] : text[at..end].TrimEnd());
            at = isQuoted ? end + 1 : end;
            SkipBlanks(text, ref at);
            if (at == text.Length || text[at] != ',')
                break;
            at++;
        }
        return at < text.Length && text[at++] == close ? arguments : null;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
