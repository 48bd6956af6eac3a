using System.Xml;
using System.Xml.Linq;
using OvfKit.Diagnostics;

namespace OvfKit.Xml;

/// <summary>A tree as it was read from a text, every node annotated with its <see cref="NodeSpan"/>.</summary>
internal sealed class SpannedTree
{
    private readonly SourceText _source;
    private readonly XmlLimits _limits;
    private readonly List<XNode> _nodes = [];
    private readonly List<(XContainer Node, ContainerSpan Span)> _open = [];
    private TextCursor _cursor;

    private SpannedTree(SourceText source, XmlLimits limits)
    {
        (_source, _limits, _cursor) = (source, limits, new TextCursor(source.Text));
        Document = new XDocument();
    }

    public XDocument Document { get; }

    /// <summary>Reads the text: every character of it belongs to exactly one leaf, start tag, end tag or the XML declaration.</summary>
    /// <exception cref="InvalidContentException">The text is not well-formed, has a DTD, or exceeds the limits (OVF0004, 0005, 0006).</exception>
    public static SpannedTree Read(SourceText source, XmlLimits limits)
    {
        var tree = new SpannedTree(source, limits);
        using var reader = XmlReader.Create(new StringReader(source.Text), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = source.Text.Length + 1L,
            MaxCharactersFromEntities = 1,
        });
        try
        {
            tree.Build(reader);
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException)
        {
            // LINQ to XML refuses a few names the reader lets pass with an ArgumentException.
            throw tree.Explain(exception);
        }
        return tree;
    }

    /// <summary>The node a node of another reading of the same text corresponds to; null for a node that was not read from it.</summary>
    public XNode? CounterpartOf(XNode node) => node.Annotation<NodeSpan>() is { } span && span.Source == _source ? _nodes[span.Ordinal] : null;

    private void Build(XmlReader reader)
    {
        Open(Document);
        while (ReadNext(reader))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.XmlDeclaration:
                    _cursor.Skip(reader.NodeType);
                    Document.Declaration = new(reader.GetAttribute("version"), reader.GetAttribute("encoding"), reader.GetAttribute("standalone"));
                    _open[0].Span.ContentStart = _cursor.Position;
                    break;
                case XmlNodeType.Element:
                    Open(ReadElement(reader));
                    _cursor.Skip(reader.NodeType);
                    _open[^1].Span.ContentStart = _cursor.Position;
                    if (reader.IsEmptyElement)
                        Close();
                    break;
                case XmlNodeType.EndElement:
                    _open[^1].Span.ContentEnd = _cursor.Position;
                    if (_open[^1].Node is { FirstNode: null } empty)
                        empty.Add(""); // LINQ's way to tell <a></a> from <a/>
                    _cursor.Skip(reader.NodeType);
                    Close();
                    break;
                default:
                    var span = new NodeSpan(_source, _nodes.Count, _cursor.Position);
                    Add(ReadLeaf(reader), span);
                    _cursor.Skip(reader.NodeType);
                    span.End = _cursor.Position;
                    break;
            }
        }
        Close();
    }

    private bool ReadNext(XmlReader reader) => _cursor.ExceedsAttributes(_limits.MaxAttributes)
        ? throw TooComplex($"an element has more than {_limits.MaxAttributes} attributes")
        : reader.Read();

    private static XNode ReadLeaf(XmlReader reader) => reader.NodeType switch
    {
        XmlNodeType.CDATA => new XCData(reader.Value),
        XmlNodeType.Comment => new XComment(reader.Value),
        XmlNodeType.ProcessingInstruction => new XProcessingInstruction(reader.Name, reader.Value),
        _ => new XText(reader.Value),
    };

    private XElement ReadElement(XmlReader reader)
    {
        if (reader.Depth >= _limits.MaxDepth)
            throw TooComplex($"elements are nested more than {_limits.MaxDepth} deep");

        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            var isDefaultNamespace = reader.Prefix.Length == 0 && reader.LocalName == "xmlns";
            element.Add(new XAttribute(XName.Get(reader.LocalName, isDefaultNamespace ? "" : reader.NamespaceURI), reader.Value));
        }
        reader.MoveToElement();
        return element;
    }

    private void Open(XContainer node)
    {
        var span = new ContainerSpan(_source, _nodes.Count, _cursor.Position);
        Add(node, span);
        _open.Add((node, span));
    }

    private void Close()
    {
        var span = _open[^1].Span;
        span.End = _cursor.Position;
        if (span.ContentEnd == 0)
            span.ContentEnd = span.End;
        _open.RemoveAt(_open.Count - 1);
    }

    private void Add(XNode node, NodeSpan span)
    {
        if (_nodes.Count > _limits.MaxNodes)
            throw TooComplex($"the document has more than {_limits.MaxNodes} nodes");
        node.AddAnnotation(span);
        _nodes.Add(node);
        if (_open.Count > 0)
            _open[^1].Node.Add(node);
    }

    private InvalidContentException TooComplex(string message) => TextDiagnostics.TooComplex.Invalid(_source.LocationOf(_cursor.Position), message);

    private InvalidContentException Explain(Exception exception)
    {
        if (_cursor.IsAt("<!DOCTYPE"))
        {
            return TextDiagnostics.DtdRefused.Invalid(_source.LocationOf(_cursor.Position),
                "the document has a DOCTYPE; OVF needs none and none is accepted: remove it", exception);
        }
        if (exception is not XmlException { LineNumber: > 0 } xml)
            return TextDiagnostics.NotWellFormed.Invalid(_source.LocationOf(_cursor.Position), exception.Message, exception);

        // The reader repeats the position at the end of its message; the location says it already.
        var place = xml.Message.LastIndexOf($" Line {xml.LineNumber}, ", StringComparison.Ordinal);
        var message = place > 0 ? xml.Message[..place] : xml.Message;
        if (_source.IndexOf(xml.LineNumber, xml.LinePosition) is > 0 and var index && _source.Text[index - 1] == '&')
            message = "a \"&\" that begins no reference must be written \"&amp;\"";
        return TextDiagnostics.NotWellFormed.Invalid(new(_source.Name, xml.LineNumber, xml.LinePosition), message, exception);
    }
}
