using CsCheck;

namespace OvfKit.Tests.Xml;

/// <summary>Generates small documents in as many spellings as XML allows.</summary>
internal static class SampleDocuments
{
    private static readonly Gen<string> _blank = AnyOf("", "", " ", "\n", "\r\n", "\t", "\r");

    private static readonly Gen<string> _text = AnyOf(
        "x", " ", "\n  ", "\r\n", "\r", "&amp;", "&#xD;", "&#65;", ">", "]]", "ü€😀", "&lt;b&gt;", "\"", "'", "a b");

    private static readonly Gen<string> _value = AnyOf("", "1", "a>b", "&lt;&amp;", "&#10;", "\r\n", "ü😀", "&quot;&apos;", "byte * 2^20");

    private static readonly Gen<string> _attribute = Gen.Select(
        AnyOf(" ", "  ", "\r\n\t"), _blank, _blank, AnyOf('"', '\''), _value,
        static (before, left, right, quote, value) => $"{before}{{0}}{left}={right}{quote}{value}{quote}");

    private static readonly Gen<string> _attributes = Gen.Select(
        _attribute, _attribute, _attribute, Gen.Int[0, 7],
        static (a, b, c, which) => Some(a, "x", which & 1) + Some(b, "p:y", which & 2) + Some(c, "z", which & 4));

    private static readonly Gen<string> _name = AnyOf("a", "b", "p:c", "q:d", "e");

    /// <summary>Whole documents.</summary>
    public static Gen<string> Text { get; } = Gen.Select(
        AnyOf("", "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\r\n<!-- top -->\n"),
        Element(4, " xmlns='u' xmlns:p='v' xmlns:q='u'"), AnyOf("", "\n", "\r\n<!--end-->", "<?pi end?>\n"),
        static (prolog, root, epilog) => prolog + root + epilog);

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Some(string attribute, string name, int wanted) =>
        wanted == 0 ? "" : attribute.Replace("{0}", name, StringComparison.Ordinal);

    private static Gen<string> Element(int depth, string declarations = "")
    {
        var leaf = Gen.OneOf(_text, _text, AnyOf("<!-- c -->", "<!---->", "<!-->-->", "<!--<a x='-->", "<![CDATA[<x>&]]>", "<![CDATA[]]>", "<?pi a='>'?>", "<?pi ??>"));
        var own = AnyOf("", "", "", " xmlns='w'", " xmlns:p='w'", " xmlns=''");
        var content = depth == 0 ? leaf.Array[0, 3] : Gen.OneOf(leaf, leaf, Element(depth - 1)).Array[0, 5];
        return Gen.Select(_name, declarations.Length > 0 ? Gen.Const(declarations) : own, _attributes, _blank, content, Gen.Bool,
            static (name, declared, attributes, blank, children, closes) =>
            {
                // Neighbouring pieces of text can spell "]]>", which no text may.
                var inner = string.Concat(children).Replace("]]>", "]] >", StringComparison.Ordinal).Replace("<![CDATA[<x>&]] >", "<![CDATA[<x>&]]>", StringComparison.Ordinal).Replace("<![CDATA[]] >", "<![CDATA[]]>", StringComparison.Ordinal);
                return inner.Length == 0 && closes
                    ? $"<{name}{declared}{attributes}{blank}/>"
                    : $"<{name}{declared}{attributes}{blank}>{inner}</{name}{blank}>";
            });
    }
}
