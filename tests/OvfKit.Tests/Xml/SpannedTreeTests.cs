using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using OvfKit.Xml;

namespace OvfKit.Tests.Xml;

public sealed class SpannedTreeTests
{
    private static SpannedTree Read(string text) => SpannedTree.Read(SourceText.Decode(Encoding.UTF8.GetBytes(text), "test.ovf"), XmlLimits.Default);

    [Fact]
    public void Every_piece_of_markup_has_its_span()
    {
        const string text = "<?xml version='1.0'?>\r\n<!--c--><?pi d?><a x='>' y=\"'/>\">t&gt;&#10;<b/><![CDATA[<>]]><c\t>\rü😀</c\n></a>\n<!--e-->";
        var pieces = Pieces(Read(text).Document, text).ToList();

        Assert.Equal(
            ["<?xml version='1.0'?>", "\r\n", "<!--c-->", "<?pi d?>", "<a x='>' y=\"'/>\">", "t&gt;&#10;", "<b/>", "<![CDATA[<>]]>", "<c\t>", "\rü😀", "</c\n>", "</a>", "\n", "<!--e-->"],
            pieces);
    }

    [Fact]
    public void The_tree_is_what_linq_would_have_read()
    {
        const string text = "<?xml version='1.0'?>\r\n<!--c--><?pi d?><a x='&lt;\n' xmlns='u' xmlns:p='v' p:y='1'>t&gt;&#13;\r\n<p:b/><![CDATA[<>]]><c> </c></a>\n";
        using var reader = XmlReader.Create(new StringReader(text));

        Assert.True(XNode.DeepEquals(XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root, Read(text).Document.Root));
    }

    [Fact]
    public void Spans_agree_with_the_positions_the_reader_reports()
    {
        SampleDocuments.Text.Sample(text =>
        {
            var tree = Read(text);
            using var reader = XmlReader.Create(new StringReader(text));
            var reported = XDocument.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
            var source = SourceText.Decode(Encoding.UTF8.GetBytes(text), "test.ovf");
            foreach (var (ours, theirs) in tree.Document.Descendants().Zip(reported.Descendants()))
            {
                var place = source.LocationOf(ours.Annotation<ContainerSpan>()!.Start + 1);
                var line = (IXmlLineInfo)theirs;
                Assert.Equal((line.LineNumber, line.LinePosition), (place.Line, place.Column));
            }
        });
    }

    [Fact]
    public void Spans_cover_the_text_without_gap_or_overlap() =>
        SampleDocuments.Text.Sample(static text => Assert.Equal(text, string.Concat(Pieces(Read(text).Document, text))));

    [Fact]
    public void Prefixed_and_default_declarations_become_attributes()
    {
        var root = Read("<p:a xmlns:p='u' xmlns='v' xml:lang='de' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>").Document.Root!;

        Assert.Equal((XNamespace)"u" + "a", root.Name);
        Assert.Equal("v", root.GetDefaultNamespace());
        Assert.Equal("de", (string?)root.Attribute(XNamespace.Xml + "lang"));
    }

    /// <summary>The text as its spans cut it.</summary>
    private static IEnumerable<string> Pieces(XContainer container, string text)
    {
        var span = container.Annotation<ContainerSpan>()!;
        if (span.ContentStart > span.Start)
            yield return text[span.Start..span.ContentStart];
        foreach (var node in container.Nodes())
        {
            if (node is XElement element)
            {
                foreach (var piece in Pieces(element, text))
                    yield return piece;
            }
            else
            {
                var leaf = node.Annotation<NodeSpan>()!;
                yield return text[leaf.Start..leaf.End];
            }
        }
        if (span.End > span.ContentEnd)
            yield return text[span.ContentEnd..span.End];
    }
}
