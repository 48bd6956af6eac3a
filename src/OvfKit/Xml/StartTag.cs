namespace OvfKit.Xml;

/// <summary>A start tag taken apart: where in the text its name and its attributes stand.</summary>
/// <param name="Name">The name as written, with its prefix.</param>
/// <param name="Attributes">The attributes in the order they are written, namespace declarations included.</param>
internal readonly record struct StartTag(Range Name, IReadOnlyList<StartTag.Part> Attributes)
{
    /// <summary>One attribute as written.</summary>
    /// <param name="Start">The index of the blanks before it.</param>
    /// <param name="Name">The name, with its prefix.</param>
    /// <param name="Value">What stands between the quotes.</param>
    public readonly record struct Part(int Start, Range Name, Range Value)
    {
        /// <summary>The index after the closing quote.</summary>
        public int End => Value.End.Value + 1;
    }

    /// <summary>The index after the last attribute, or after the name where there is none.</summary>
    public int End => Attributes.Count > 0 ? Attributes[^1].End : Name.End.Value;

    /// <summary>Takes apart the tag that begins at an index; the text there is known to be well-formed.</summary>
    public static StartTag At(string text, int start)
    {
        var name = (start + 1)..Find(text, start + 1, " \t\r\n/>");
        List<Part>? attributes = null;
        for (var end = name.End.Value; ;)
        {
            var next = end;
            while (char.IsWhiteSpace(text[next]))
                next++;
            if (text[next] is '/' or '>')
                return new(name, attributes ?? (IReadOnlyList<Part>)[]);
            var nameEnd = Find(text, next, " \t\r\n=");
            var quote = Find(text, nameEnd, "\"'");
            var part = new Part(end, next..nameEnd, (quote + 1)..text.IndexOf(text[quote], quote + 1));
            (attributes ??= []).Add(part);
            end = part.End;
        }
    }

    private static int Find(string text, int start, string any) => start + text.AsSpan(start).IndexOfAny(any);
}
