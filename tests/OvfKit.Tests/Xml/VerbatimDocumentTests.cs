using System.Xml.Linq;
using OvfKit.Diagnostics;
using static OvfKit.Tests.Xml.XmlSample;

namespace OvfKit.Tests.Xml;

public sealed class VerbatimDocumentTests
{
    private const string Text = "<a>\r\n  <b x='1'\n     p:y='2' xmlns:p='u'>t</b><b/>\n</a>";

    [Fact]
    public void Objects_know_where_they_stand()
    {
        var document = Parse(Text);
        var first = document.Document.Root!.Elements().First();

        Assert.Equal(new Location("test.ovf", 1, 1, Path: "/a"), document.LocationOf(document.Document.Root));
        Assert.Equal(new Location("test.ovf", 2, 3, Path: "/a/b[1]"), document.LocationOf(first));
        Assert.Equal(new Location("test.ovf", 2, 6, Path: "/a/b[1]/@x"), document.LocationOf(first.Attribute("x")!));
        Assert.Equal(new Location("test.ovf", 3, 6, Path: "/a/b[1]/@y"), document.LocationOf(first.Attribute("{u}y")!));
        Assert.Equal(new Location("test.ovf", 3, 26, Path: "/a/b[1]"), document.LocationOf(first.FirstNode!));
        Assert.Equal(new Location("test.ovf", 3, 31, Path: "/a/b[2]"), document.LocationOf((XElement)first.NextNode!));
        Assert.Equal(new Location("test.ovf", 1, 1), document.LocationOf(document.Document));
    }

    [Fact]
    public void A_new_object_stands_where_its_nearest_old_ancestor_does()
    {
        var document = Parse(Text);
        var added = new XElement("n", new XElement("m", new XAttribute("k", 1)));
        document.Document.Root!.Elements().Last().Add(added);

        Assert.Equal(new Location("test.ovf", 3, 31, Path: "/a/b[2]/n/m/@k"), document.LocationOf(added.Element("m")!.FirstAttribute!));
        Assert.Equal(new Location("test.ovf", Path: "/lone"), document.LocationOf(new XElement("lone")));
    }

    [Fact]
    public void A_document_knows_whether_it_was_edited()
    {
        var document = Parse(Text);
        _ = document.Document.Root!.Value;
        Assert.False(document.IsModified);

        document.Document.Root.Elements().First().Attribute("x")!.Value = "2";
        Assert.True(document.IsModified);
    }
}
