using System.Xml.Linq;
using OvfKit.Xml;
using static OvfKit.Tests.Xml.XmlSample;

namespace OvfKit.Tests.Xml;

public sealed class NamespaceScopeTests
{
    private static readonly XNamespace _u = "urn:u";
    private static readonly XNamespace _v = "urn:v";

    [Theory]
    [InlineData("<a xmlns='urn:u'/>", "<a xmlns='urn:u'><n/></a>")]
    [InlineData("<p:a xmlns:p='urn:u'/>", "<p:a xmlns:p='urn:u'><p:n/></p:a>")]
    [InlineData("<a xmlns='urn:u' xmlns:p='urn:u'/>", "<a xmlns='urn:u' xmlns:p='urn:u'><n/></a>")]
    [InlineData("<p:a xmlns='urn:u' xmlns:p='urn:u'/>", "<p:a xmlns='urn:u' xmlns:p='urn:u'><p:n/></p:a>")]
    [InlineData("<a xmlns:p='urn:u'/>", "<a xmlns:p='urn:u'><p:n/></a>")]
    [InlineData("<a/>", "<a><n xmlns=\"urn:u\"/></a>")]
    public void A_new_element_is_spelled_like_its_parent_or_by_what_is_declared(string text, string expected) =>
        Assert.Equal(expected, Edit(text, static root => root.Add(new XElement(_u + "n"))));

    [Theory]
    [InlineData("<a xmlns:p='urn:u'/>", "<a xmlns:p='urn:u' p:n='1'/>")]
    [InlineData("<a xmlns='urn:u'/>", "<a xmlns='urn:u' ns1:n='1' xmlns:ns1='urn:u'/>")]
    [InlineData("<a xmlns:ns1='urn:x'/>", "<a xmlns:ns1='urn:x' ns2:n='1' xmlns:ns2='urn:u'/>")]
    public void A_new_attribute_needs_a_prefix(string text, string expected) =>
        Assert.Equal(expected, Edit(text, static root => root.SetAttributeValue(_u + "n", "1")));

    [Fact]
    public void Known_namespaces_get_their_usual_prefix() =>
        Assert.Equal(
            "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" ovf:version=\"1.0\" xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\"/>",
            Edit("<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\"/>", static root => root.SetAttributeValue(OvfNamespaces.Envelope1 + "version", "1.0")));

    [Fact]
    public void An_element_in_no_namespace_undeclares_the_default() =>
        Assert.Equal("<a xmlns='urn:u'><n xmlns=\"\"><m/></n></a>", Edit("<a xmlns='urn:u'/>", static root => root.Add(new XElement("n", new XElement("m")))));

    [Fact]
    public void A_declaration_that_contradicts_the_name_gives_way() =>
        Assert.Equal("<n xmlns=''><b xmlns=\"urn:u\"/></n>", Edit("<a xmlns='urn:u'><b/></a>", static root => root.Name = "n"));

    [Fact]
    public void A_name_moved_to_another_namespace_finds_a_prefix() =>
        Assert.Equal("<a xmlns='urn:u' xmlns:q='urn:v'><q:b x='1'><c/></q:b></a>", Edit("<a xmlns='urn:u' xmlns:q='urn:v'><b x='1'><c/></b></a>", static root =>
            root.Element(_u + "b")!.Name = _v + "b"));

    [Fact]
    public void Names_survive_a_removed_declaration() =>
        Assert.Equal("<a><b ns1:x='1' xmlns='urn:u' xmlns:ns1='urn:u'/></a>", Edit("<a xmlns:p='urn:u'><p:b p:x='1'/></a>", static root =>
            root.Attribute(XNamespace.Xmlns + "p")!.Remove()));

    [Fact]
    public void Names_survive_a_redirected_prefix() =>
        Assert.Equal("<a xmlns:p='urn:v'><b xmlns=\"urn:u\"/></a>", Edit("<a xmlns:p='urn:u'><p:b/></a>", static root =>
            root.Attribute(XNamespace.Xmlns + "p")!.Value = "urn:v"));

    [Fact]
    public void An_element_moved_out_of_its_scope_takes_its_namespace_along() =>
        Assert.Equal("<a><x xmlns:p='urn:u'></x><b xmlns=\"urn:u\"/></a>", Edit("<a><x xmlns:p='urn:u'><p:b/></x></a>", static root =>
        {
            var moved = root.Descendants(_u + "b").Single();
            moved.Remove();
            root.Add(moved);
        }));

    [Fact]
    public void A_shadowed_prefix_is_not_used() =>
        Assert.Equal("<a xmlns:p='urn:u'><b xmlns:p='urn:v'><n xmlns=\"urn:u\"/></b></a>", Edit("<a xmlns:p='urn:u'><b xmlns:p='urn:v'/></a>", static root =>
            root.Element("b")!.Add(new XElement(_u + "n"))));

    [Fact]
    public void Declarations_can_be_added_and_used() =>
        Assert.Equal("<a xmlns:z=\"urn:u\"><z:n z:k=\"1\"/></a>", Edit("<a/>", static root =>
        {
            root.Add(new XAttribute(XNamespace.Xmlns + "z", "urn:u"));
            root.Add(new XElement(_u + "n", new XAttribute(_u + "k", 1)));
        }));

    [Fact]
    public void Xml_attributes_need_no_declaration() =>
        Assert.Equal("<a xml:lang=\"de\"/>", Edit("<a/>", static root => root.SetAttributeValue(XNamespace.Xml + "lang", "de")));
}
