using System.Text;
using System.Xml.Linq;
using CsCheck;
using OvfKit.Xml;
using static OvfKit.Tests.Xml.XmlSample;

namespace OvfKit.Tests.Xml;

public sealed class VerbatimWriterPropertyTests
{
    private static readonly XName[] _names = ["n", "{u}n", "{v}m", "{w}x", "{urn:new}k"];
    private static readonly string[] _values = ["", "x", "]]", ">", "a\nb", "\r", "<&\"'>", "ü😀", "\t"];

    private static readonly Gen<(int Kind, int Place, int Name, int Value)[]> _edits =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000], Gen.Int[0, 4], Gen.Int[0, 8]).Array[1, 6];

    [Fact]
    public void The_text_written_means_the_tree() =>
        Gen.Select(SampleDocuments.Text, _edits).Sample(static (text, edits) =>
        {
            var document = Parse(text);
            foreach (var (kind, place, name, value) in edits)
                Apply(document.Document, kind, place, _names[name], _values[value]);
            AssertMeans(document.Document, VerbatimWriter.Write(document.Document, document.Source, XmlLimits.Default));
        }, iter: 5_000);

    [Fact]
    public void Only_the_touched_element_changes() =>
        Gen.Select(SampleDocuments.Text, Gen.Int[0, 1000], Gen.Int[0, 8]).Sample(static (text, place, value) =>
        {
            var document = Parse(text);
            var element = Pick(document.Document, place);
            var span = element.Annotation<ContainerSpan>()!;
            element.Value = _values[value] + "!";
            var written = VerbatimWriter.Write(document.Document, document.Source, XmlLimits.Default);

            Assert.StartsWith(text[..(span.ContentStart == span.End ? span.Start : span.ContentStart)], written, StringComparison.Ordinal);
            Assert.EndsWith(text[(span.ContentStart == span.End ? span.End : span.ContentEnd)..], written, StringComparison.Ordinal);
        }, iter: 5_000);

    [Fact]
    public void Undoing_an_edit_brings_back_every_byte() =>
        Gen.Select(SampleDocuments.Text, Gen.Int[0, 1000], Gen.Int[0, 3]).Sample(static (text, place, kind) =>
        {
            var document = Parse(text);
            Undone(Pick(document.Document, place), kind);

            Assert.Equal(text, Encoding.UTF8.GetString(document.ToBytes()));
        }, iter: 5_000);

    private static void Undone(XElement element, int kind)
    {
        switch (kind)
        {
            case 0:
                var name = element.Name;
                element.Name = "{urn:other}z";
                element.Name = name;
                break;
            case 1:
                element.SetAttributeValue("{urn:other}z", "1");
                element.SetAttributeValue("{urn:other}z", null);
                break;
            case 2:
                var nodes = element.Nodes().ToArray();
                element.RemoveNodes();
                element.Add([.. nodes]);
                break;
            default:
                var attributes = element.Attributes().ToArray();
                element.RemoveAttributes();
                element.Add([.. attributes.Reverse()]);
                break;
        }
    }

    private static XElement Pick(XDocument document, int place)
    {
        var all = document.Descendants().ToList();
        return all[place % all.Count];
    }

    private static void Apply(XDocument document, int kind, int place, XName name, string value)
    {
        var element = Pick(document, place);
        switch (kind)
        {
            case 0:
                element.SetAttributeValue(name, value);
                break;
            case 1:
                (element.LastAttribute ?? element.Parent?.LastAttribute)?.Remove();
                break;
            case 2:
                if (element.FirstAttribute is { IsNamespaceDeclaration: false } attribute)
                    attribute.Value = value;
                break;
            case 3:
                element.Add(new XElement(name, value, new XElement(name, new XAttribute(name, value))));
                break;
            case 4:
                element.AddFirst(new XText(value), new XText(">"));
                break;
            case 5 when element.Parent is not null:
                element.Remove();
                break;
            case 6:
                element.Name = name;
                break;
            case 7:
                element.FirstNode?.Remove();
                break;
            case 8 when element.Parent is not null:
                element.Remove();
                document.Root!.Add(element);
                break;
            case 9:
                (element.NextNode as XText)?.Remove();
                break;
            case 10:
                element.Value = value;
                break;
            case 11 when element.Parent is { } parent:
                var wrapper = new XElement(name);
                element.ReplaceWith(wrapper);
                wrapper.Add(element);
                parent.AddFirst(new XComment("c"), new XProcessingInstruction("p", "d"));
                break;
        }
    }
}
