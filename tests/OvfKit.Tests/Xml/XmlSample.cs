using System.Text;
using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Tests.Xml;

/// <summary>Shorthand for documents given as text.</summary>
internal static class XmlSample
{
    public static VerbatimDocument Parse(string text) => VerbatimDocument.Parse(Encoding.UTF8.GetBytes(text), "test.ovf");

    /// <summary>Parses, edits and writes, always through the writer even where the tree was not edited.</summary>
    public static string Edit(string text, Action<XElement> edit)
    {
        var document = Parse(text);
        edit(document.Document.Root!);
        var written = VerbatimWriter.Write(document.Document, document.Source, XmlLimits.Default);
        if (document.IsModified)
            Assert.Equal(written, Encoding.UTF8.GetString(document.ToBytes()));
        AssertMeans(document.Document, written);
        return written;
    }

    /// <summary>The text, parsed again, is the tree: names, values, order; not declarations and the division of text into nodes.</summary>
    public static void AssertMeans(XDocument expected, string text) => Assert.Equal(Meaning(expected), Meaning(Parse(text).Document));

    /// <summary>A spelling of a tree that two trees share exactly when they mean the same.</summary>
    public static string Meaning(XContainer container)
    {
        var result = new StringBuilder();
        var isText = false;
        foreach (var node in container.Nodes())
        {
            if (node is XText text)
            {
                if (text.Value.Length > 0 && container is XElement)
                    result.Append(isText ? "" : "¶").Append(text.Value);
                isText |= text.Value.Length > 0;
                continue;
            }
            isText = false;
            _ = node switch
            {
                XElement element => result.Append('⟨').Append(element.Name)
                    .AppendJoin("", element.Attributes().Where(static one => !one.IsNamespaceDeclaration)
                        .OrderBy(static one => one.Name.ToString(), StringComparer.Ordinal).Select(static one => $" {one.Name}=⟦{one.Value}⟧"))
                    .Append('|').Append(Meaning(element)).Append('⟩'),
                _ => result.Append('¡').Append(node),
            };
        }
        return result.ToString();
    }
}
