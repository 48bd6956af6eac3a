using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Testing;
using OvfKit.Xml;

namespace OvfKit.Tests.Xml;

/// <summary>Whatever the bytes, the reader answers with a tree or a finding, soon and in bounded memory.</summary>
public sealed class HostileTextTests
{
    private const string Small = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- c --><ovf:Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xml:lang='en'>
          <ovf:References><ovf:File ovf:id="f&amp;1" ovf:href="ä.vmdk"/></ovf:References><![CDATA[x]]><?pi d?>
        </ovf:Envelope>

        """;

    private static DiagnosticDescriptor CodeOf(string text) => CodeOf(Encoding.UTF8.GetBytes(text));

    private static DiagnosticDescriptor CodeOf(byte[] bytes) =>
        Assert.Throws<InvalidContentException>(() => VerbatimDocument.Parse(bytes, "x")).Diagnostic.Descriptor;

    [Theory]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<?xml version='1.0'?>\n<!-- c -->\n  <!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM 'http://example.invalid/x.dtd'><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>")]
    public void A_dtd_is_refused(string text) => Assert.Same(TextDiagnostics.DtdRefused, CodeOf(text));

    [Fact]
    public void The_refusal_says_where()
    {
        var exception = Assert.Throws<InvalidContentException>(() => VerbatimDocument.Parse("<?xml version='1.0'?>\n<!DOCTYPE a><a/>"u8.ToArray(), "x.ovf"));

        Assert.StartsWith("x.ovf(2,1): error OVF0004: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a>\n<b>x", 2, 5), InlineData("<a>\r\n<b></a>", 2, 6), InlineData("<a>\n x & y</a>", 2, 5), InlineData("<a>&nbsp;</a>", 1, 5)]
    [InlineData("<a/><b/>", 1, 6), InlineData("<a x='1' x='2'/>", 1, 10), InlineData("<p:a/>", 1, 2), InlineData("<a>\0</a>", 1, 4)]
    [InlineData("<a>&#1;</a>", 1, 6), InlineData("<a>]]></a>", 1, 4), InlineData("<a x=1/>", 1, 6), InlineData("<!-- only -->", 1, 14)]
    public void What_is_not_well_formed_is_reported_where_it_breaks(string text, int line, int column)
    {
        var diagnostic = Assert.Throws<InvalidContentException>(() => VerbatimDocument.Parse(Encoding.UTF8.GetBytes(text), "x")).Diagnostic;

        Assert.Same(TextDiagnostics.NotWellFormed, diagnostic.Descriptor);
        Assert.Equal((line, column), (diagnostic.Location.Line, diagnostic.Location.Column));
        Assert.DoesNotContain(" Line ", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_ampersand_is_explained() =>
        Assert.Contains("&amp;", Assert.Throws<InvalidContentException>(() => VerbatimDocument.Parse("<a x='R & D'/>"u8.ToArray(), "x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<a><?p:q x?></a>"), InlineData("<a><?XML x?></a>"), InlineData("<a xmlns:xmlns='u'/>"), InlineData("<a xmlns:xml='u'/>")]
    [InlineData("<a xmlns:p=''/>"), InlineData("<a xmlns='http://www.w3.org/2000/xmlns/'/>"), InlineData("<a b:c:d='1'/>"), InlineData("<a:/>")]
    public void Names_the_tree_cannot_hold_are_not_well_formed(string text) => Assert.Same(TextDiagnostics.NotWellFormed, CodeOf(text));

    [Fact]
    public void Depth_is_limited()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));

        _ = VerbatimDocument.Parse(Encoding.UTF8.GetBytes(Nested(256)), "x");
        Assert.Same(TextDiagnostics.TooComplex, CodeOf(Nested(257)));
        Assert.Same(TextDiagnostics.TooComplex, CodeOf(string.Concat(Enumerable.Repeat("<a>", 1_000_000))));
    }

    [Fact]
    public void The_number_of_nodes_is_limited() =>
        Assert.Same(TextDiagnostics.TooComplex, CodeOf("<a>" + string.Concat(Enumerable.Repeat("<b/>", 1_000_001)) + "</a>"));

    [Fact]
    public void The_number_of_attributes_is_limited() =>
        Assert.Same(TextDiagnostics.TooComplex, CodeOf("<a" + string.Concat(Enumerable.Range(0, 257).Select(static n => $" a{n}=''")) + "/>"));

    [Fact]
    public void Many_siblings_are_written_in_reasonable_time()
    {
        var text = "<a>" + string.Concat(Enumerable.Repeat("x<b y='1'/>", 300_000)) + "</a>";
        var document = VerbatimDocument.Parse(Encoding.UTF8.GetBytes(text), "x");
        document.Document.Root!.AddFirst("new");

        Assert.Equal("<a>new" + text[3..], Encoding.UTF8.GetString(document.ToBytes()));
    }

    [Fact]
    public void Cut_anywhere_it_is_a_tree_or_a_finding()
    {
        var bytes = Encoding.UTF8.GetBytes(Small);
        for (var length = 0; length <= bytes.Length; length++)
            ReadOrRefuse(bytes[..length]);
    }

    [Fact]
    public void Damaged_anyhow_it_is_a_tree_or_a_finding()
    {
        var bytes = Encoding.UTF8.GetBytes(Small);
        var utf16 = Encoding.Unicode.GetBytes(Small);
        for (var seed = 0; seed < 10_000; seed++)
        {
            ReadOrRefuse(new Mutator(seed).Mutate(bytes));
            ReadOrRefuse(new Mutator(seed).Mutate(utf16));
        }
    }

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            var document = VerbatimDocument.Parse(bytes, "x");
            Assert.Equal(document.Source.Text, VerbatimWriter.Write(document.Document, document.Source, XmlLimits.Default));
        }
        catch (InvalidContentException exception)
        {
            Assert.Contains(exception.Diagnostic.Descriptor, TextDiagnostics.All);
        }
    }
}
