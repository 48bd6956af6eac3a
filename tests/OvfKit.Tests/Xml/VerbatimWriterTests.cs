using System.Text;
using System.Xml.Linq;
using OvfKit.Xml;
using static OvfKit.Tests.Xml.XmlSample;

namespace OvfKit.Tests.Xml;

public sealed class VerbatimWriterTests
{
    [Theory]
    [InlineData("<a/>")]
    [InlineData("\r\n<a\t x = 'y>' ></a\n>\r\n\r")]
    [InlineData("<?xml version='1.0'  ?><!-- - --><a>&#65;&lt;>\r<![CDATA[]]><b  />\t</a><?p  q ?>\n")]
    public void An_untouched_tree_is_the_original_text(string text) => Assert.Equal(text, Edit(text, static _ => { }));

    [Theory]
    [InlineData("<a  x = \"1\"\r\n y='2' />", "<a  x = \"9\"\r\n y='2' />")]
    [InlineData("<a  x = '1'>t</a >", "<a  x = '9'>t</a >")]
    [InlineData("<a y='x=\"1\"' x='&#49;'/>", "<a y='x=\"1\"' x='9'/>")]
    public void A_changed_attribute_changes_between_its_quotes(string text, string expected) =>
        Assert.Equal(expected, Edit(text, static root => root.SetAttributeValue("x", "9")));

    [Theory]
    [InlineData("<a x=\"\"/>", "<a x=\"&lt;&amp;&gt;&quot;'&#x9;&#xA;&#xD;ü😀\"/>")]
    [InlineData("<a x=''/>", "<a x='&lt;&amp;&gt;\"&apos;&#x9;&#xA;&#xD;ü😀'/>")]
    public void A_value_is_escaped_for_its_quotes(string text, string expected) =>
        Assert.Equal(expected, Edit(text, static root => root.SetAttributeValue("x", "<&>\"'\t\n\rü😀")));

    [Theory]
    [InlineData("<a x='1'\n  y='2' z='3'/>", "<a x='1' z='3'/>")]
    [InlineData("<a y='2'/>", "<a/>")]
    [InlineData("<a y='2' ></a>", "<a ></a>")]
    public void A_removed_attribute_goes_with_the_blanks_before_it(string text, string expected) =>
        Assert.Equal(expected, Edit(text, static root => root.SetAttributeValue("y", null)));

    [Theory]
    [InlineData("<a/>", "<a n=\"1\"/>")]
    [InlineData("<a />", "<a n=\"1\" />")]
    [InlineData("<a x='1'\n>t</a>", "<a x='1' n='1'\n>t</a>")]
    public void An_added_attribute_comes_last(string text, string expected) =>
        Assert.Equal(expected, Edit(text, static root => root.SetAttributeValue("n", "1")));

    [Fact]
    public void A_removed_and_restored_attribute_stands_where_it_stood() =>
        Assert.Equal("<a x='1' y='2'/>", Edit("<a x='1' y='2'/>", static root =>
        {
            root.SetAttributeValue("x", null);
            root.SetAttributeValue("x", "1");
        }));

    [Theory]
    [InlineData("<a><b>old</b><c/></a>", "<a><b>new</b><c/></a>")]
    [InlineData("<a><b/><c/></a>", "<a><b>new</b><c/></a>")]
    [InlineData("<a><b  x='' /></a>", "<a><b  x=''>new</b></a>")]
    [InlineData("<a><b ></b ></a>", "<a><b >new</b ></a>")]
    [InlineData("<a><b>1<x/>2<!--3--></b></a>", "<a><b>new</b></a>")]
    public void Replaced_content_stands_between_the_old_tags(string text, string expected) =>
        Assert.Equal(expected, Edit(text, static root => root.Element("b")!.Value = "new"));

    [Theory]
    [InlineData("<a>x<b/>\n</a>", "<a></a>")]
    [InlineData("<a ></a >", "<a ></a >")]
    [InlineData("<a/>", "<a/>")]
    public void Removed_content_leaves_both_tags(string text, string expected) => Assert.Equal(expected, Edit(text, static root => root.RemoveNodes()));

    [Fact]
    public void New_text_is_escaped_and_takes_the_line_ends_of_the_document() =>
        Assert.Equal("<a>\r\n<b>1\r\n2&#xD;\t&lt;&amp;]]&gt;\"'</b>\r\n</a>", Edit("<a>\r\n<b/>\r\n</a>", static root => root.Element("b")!.Value = "1\n2\r\t<&]]>\"'"));

    [Fact]
    public void Text_added_around_old_text_leaves_the_old_text_as_it_was() =>
        Assert.Equal("<a>new<b/>&#65;\r\n<c/>new</a>", Edit("<a><b/>&#65;\r\n<c/></a>", static root =>
        {
            root.AddFirst("new");
            root.Add("new");
        }));

    [Fact]
    public void Nodes_between_two_edits_keep_their_text() =>
        Assert.Equal("<a><n/>&#65;<!-- c  --><b ></b ><n/></a>", Edit("<a><x/>&#65;<!-- c  --><b ></b ><y/></a>", static root =>
        {
            root.Element("x")!.ReplaceWith(new XElement("n"));
            root.Element("y")!.ReplaceWith(new XElement("n"));
        }));

    [Fact]
    public void Removing_markup_between_texts_does_not_let_them_end_a_cdata_section()
    {
        Assert.Equal("<a>]]&gt;</a>", Edit("<a>]]<b/>></a>", static root => root.Element("b")!.Remove()));
        Assert.Equal("<a>]&#xD;]&gt;</a>", Edit("<a><b/>></a>", static root => root.Element("b")!.ReplaceWith("]\r]")));
    }

    [Fact]
    public void Line_ends_that_meet_stay_two() =>
        Assert.Equal("<a>\n\r&#xA;</a>", Edit("<a>\n\r<b/>\n</a>", static root => root.Element("b")!.Remove()));

    [Fact]
    public void A_text_put_back_is_spelled_as_it_was() =>
        Assert.Equal("<a>&#65;&#66;</a>", Edit("<a>&#65;&#66;</a>", static root =>
        {
            root.Value = "other";
            root.Value = "AB";
        }));

    [Fact]
    public void A_moved_element_keeps_its_text() =>
        Assert.Equal("<a><c>2</c><b  x='1'><!-- --></b ></a>", Edit("<a><b  x='1'><!-- --></b ><c>2</c></a>", static root =>
        {
            var first = root.Element("b")!;
            first.Remove();
            root.Add(first);
        }));

    [Fact]
    public void An_old_element_inside_a_new_one_keeps_its_text() =>
        Assert.Equal("<a><n z=\"1\"><b  x='1' ></b ></n></a>", Edit("<a><b  x='1' ></b ></a>", static root =>
        {
            var old = root.Element("b")!;
            old.Remove();
            root.Add(new XElement("n", new XAttribute("z", 1), old));
        }));

    [Fact]
    public void A_copy_of_an_element_is_written_anew() =>
        Assert.Equal("<a><b  x='1' ></b ><b x=\"1\"></b></a>", Edit("<a><b  x='1' ></b ></a>", static root => root.Add(new XElement(root.Element("b")!))));

    [Fact]
    public void An_element_of_another_document_is_written_from_the_tree()
    {
        var other = Parse("<x><y  z='1'/></x>").Document.Root!.Element("y")!;
        other.Remove();

        Assert.Equal("<a><y z=\"1\"/></a>", Edit("<a/>", root => root.Add(other)));
    }

    [Theory]
    [InlineData("<a><b  x='1' >t</b ></a>", "<a><n  x='1' >t</n></a>")]
    [InlineData("<a><b/></a>", "<a><n/></a>")]
    public void A_renamed_element_changes_both_tags(string text, string expected) =>
        Assert.Equal(expected, Edit(text, static root => root.Element("b")!.Name = "n"));

    [Fact]
    public void New_nodes_of_every_kind_are_well_formed() =>
        Assert.Equal("<a><![CDATA[x]]]]><![CDATA[>y]]><!-- - - - x- --><?p ? >?><?q?><e>t</e><f></f><g/></a>", Edit2("<a/>", static root => root.Add(
            new XCData("x]]>y"), new XComment(" --- x-"), new XProcessingInstruction("p", "?>"), new XProcessingInstruction("q", ""),
            new XElement("e", "t"), new XElement("f", ""), new XElement("g"))));

    [Fact]
    public void The_parts_outside_the_root_stay_and_can_be_edited()
    {
        var document = Parse("<?xml version='1.0'?>\r\n<!-- keep  -->\r\n<a/>\r\n<!--go-->\r\n");
        document.Document.LastNode!.PreviousNode!.Remove();
        document.Document.AddFirst(new XComment("new\nline"));

        Assert.Equal("<?xml version='1.0'?><!--new\r\nline-->\r\n<!-- keep  -->\r\n<a/>\r\n\r\n", Encoding.UTF8.GetString(document.ToBytes()));
    }

    [Fact]
    public void A_replaced_root_is_written_anew()
    {
        var document = Parse("<?xml version='1.0'?>\n<a/>\n<!--x-->");
        document.Document.Root!.ReplaceWith(new XElement("n", new XElement("m")));

        Assert.Equal("<?xml version='1.0'?>\n<n><m/></n>\n<!--x-->", Encoding.UTF8.GetString(document.ToBytes()));
    }

    [Theory]
    [InlineData('\u0001'), InlineData('\uFFFE'), InlineData('\uD800')]
    public void What_xml_cannot_hold_is_not_written(char value) =>
        Assert.Throws<InvalidOperationException>(() => Edit("<a/>", root => root.Value = value.ToString()));

    [Fact]
    public void Neither_is_a_dtd_nor_a_document_without_root()
    {
        var document = Parse("<a/>");
        document.Document.AddFirst(new XDocumentType("a", null, null, null));
        Assert.Throws<InvalidOperationException>(document.ToBytes);
        document.Document.RemoveNodes();
        Assert.Throws<InvalidOperationException>(document.ToBytes);
    }

    [Theory]
    [InlineData("utf-16", true), InlineData("utf-16BE", true), InlineData("utf-16", false), InlineData("utf-8", true)]
    public void Encoding_and_byte_order_mark_survive_an_edit(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] Bytes(string text) => [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        var document = VerbatimDocument.Parse(Bytes("<a x='ü'>\r\n</a>"), "x");

        document.Document.Root!.SetAttributeValue("x", "😀");

        Assert.Equal(Bytes("<a x='😀'>\r\n</a>"), document.ToBytes());
    }

    [Fact]
    public void What_a_legacy_encoding_lacks_becomes_a_reference()
    {
        var bytes = Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='iso-8859-1'?><a x='ä'>ä</a>");
        var document = VerbatimDocument.Parse(bytes, "x");

        document.Document.Root!.SetAttributeValue("x", "ö€");
        document.Document.Root!.Value = "ö😀";

        Assert.Equal("<?xml version='1.0' encoding='iso-8859-1'?><a x='ö&#x20AC;'>ö&#x1F600;</a>", Encoding.Latin1.GetString(document.ToBytes()));
    }

    // For nodes that XML cannot spell exactly, so that the text read back differs from the tree.
    private static string Edit2(string text, Action<XElement> edit)
    {
        var document = Parse(text);
        edit(document.Document.Root!);
        var written = Encoding.UTF8.GetString(document.ToBytes());
        _ = Parse(written);
        return written;
    }
}
