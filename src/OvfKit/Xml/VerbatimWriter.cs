using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace OvfKit.Xml;

/// <summary>Writes an edited tree as text in which everything that was not touched stands as it stood before.</summary>
/// <remarks>
/// The text is read once more, and the edited tree is compared with this pristine one: what is equal is copied out of the text, a changed
/// start tag is patched inside itself, and only what is new is written from the tree.
/// </remarks>
internal sealed class VerbatimWriter
{
    private readonly string _text;
    private readonly SpannedTree _pristine;
    private readonly StringBuilder _output;
    private readonly Escaping _escape;

    private VerbatimWriter(SourceText source, XmlLimits limits)
    {
        _text = source.Text;
        _pristine = SpannedTree.Read(source, limits);
        _output = new StringBuilder(_text.Length + 256);
        _escape = new Escaping(source, _output);
    }

    /// <summary>Writes the tree.</summary>
    /// <param name="document">The tree, made by <see cref="SpannedTree.Read"/> from <paramref name="source"/> and edited since.</param>
    /// <param name="source">The text it was made from.</param>
    /// <param name="limits">The limits it was read with.</param>
    /// <exception cref="InvalidOperationException">The tree holds what no XML text can: a forbidden character, a DTD, no root element.</exception>
    public static string Write(XDocument document, SourceText source, XmlLimits limits)
    {
        if (document.Root is null)
            throw new InvalidOperationException("A document without a root element cannot be written.");
        var writer = new VerbatimWriter(source, limits);
        writer.Copy(0, SpanOf(writer._pristine.Document).ContentStart);
        writer.Content(document, writer._pristine.Document, NamespaceScope.Outermost);
        return writer._output.ToString();
    }

    private static ContainerSpan SpanOf(XContainer container) => container.Annotation<ContainerSpan>()!;

    private void Content(XContainer now, XContainer? before, NamespaceScope scope)
    {
        XNode[] nodes = [.. now.Nodes()], old = before is null ? [] : [.. before.Nodes()];
        var shorter = Math.Min(nodes.Length, old.Length);
        int head = 0, tail = 0;
        while (head < shorter && IsSame(nodes[head], old[head]))
            head++;
        while (tail < shorter - head && IsSame(nodes[^(tail + 1)], old[^(tail + 1)]))
            tail++;
        for (var index = 0; index < nodes.Length; index++)
        {
            var counterpart = index < head ? old[index]
                : index >= nodes.Length - tail ? old[index - nodes.Length + old.Length]
                : _pristine.CounterpartOf(nodes[index]);
            if (nodes[index] is XElement element)
                Element(element, (XElement?)counterpart, scope);
            else
                Leaf(nodes[index], counterpart, followsText: index > 0 && IsText(nodes[index - 1]));
        }
    }

    // Elements are themselves wherever they go; a leaf is what it says, so that putting an old text back undoes an edit.
    private bool IsSame(XNode now, XNode before) => now is XElement ? _pristine.CounterpartOf(now) == before : XNode.DeepEquals(now, before);

    private static bool IsText(XNode node) => node.NodeType == XmlNodeType.Text;

    private void Leaf(XNode node, XNode? before, bool followsText)
    {
        // Two texts in a row meet where no markup parted them before: "]]" and ">" must not become "]]>".
        var joins = followsText && IsText(node);
        if (before?.Annotation<NodeSpan>() is { } span && !joins && XNode.DeepEquals(node, before))
        {
            Copy(span.Start, span.End);
            return;
        }
        switch (node)
        {
            case XCData data:
                _escape.CData(data.Value);
                break;
            case XText text:
                _escape.Text(text.Value, betweenTags: text.Parent is not null);
                break;
            case XComment comment:
                _escape.Comment(comment.Value);
                break;
            case XProcessingInstruction instruction:
                _escape.Instruction(instruction.Target, instruction.Data);
                break;
            default:
                throw new InvalidOperationException($"A {node.NodeType} cannot be written.");
        }
    }

    private void Element(XElement now, XElement? before, NamespaceScope outer)
    {
        var scope = new NamespaceScope(outer, now);
        if (before is null)
            NewElement(now, scope);
        else
            OldElement(now, before, scope);
    }

    private void NewElement(XElement element, NamespaceScope scope)
    {
        var name = scope.Element(element.Name, null);
        _output.Append('<').Append(name);
        NewAttributes(element.Attributes(), scope, '"');
        if (element.IsEmpty)
        {
            _output.Append("/>");
            return;
        }
        _output.Append('>');
        Content(element, null, scope);
        _output.Append("</").Append(name).Append('>');
    }

    private void OldElement(XElement now, XElement before, NamespaceScope scope)
    {
        var span = SpanOf(before);
        var tag = StartTag.At(_text, span.Start);
        var oldName = _text[tag.Name];
        var name = scope.Element(now.Name, PrefixOf(oldName));
        _output.Append('<').Append(name);

        var quote = PatchAttributes(now, before, tag, scope);
        NewAttributes(now.Attributes().Where(attribute => AttributeMoves.Before(attribute, before) is null), scope, quote);

        // Content and ends are equal in position only where the tag closes itself.
        if (span.ContentStart < span.End)
        {
            Copy(tag.End, span.ContentStart);
            Content(now, before, scope);
            EndTag(name, oldName, span);
        }
        else if (now.FirstNode is null)
        {
            Copy(tag.End, span.ContentStart);
        }
        else
        {
            _output.Append('>');
            Content(now, before, scope);
            _output.Append("</").Append(name).Append('>');
        }
    }

    private void EndTag(string name, string oldName, ContainerSpan span)
    {
        if (name == oldName)
            Copy(span.ContentEnd, span.End);
        else
            _output.Append("</").Append(name).Append('>');
    }

    private char PatchAttributes(XElement now, XElement before, StartTag tag, NamespaceScope scope)
    {
        var quote = '"';
        var old = before.FirstAttribute;
        foreach (var part in tag.Attributes)
        {
            quote = _text[part.Value.Start.Value - 1];
            var attribute = AttributeMoves.Now(old!, now);
            if (attribute is not null)
            {
                Copy(part.Start, part.Name.Start.Value);
                _output.Append(NameOf(attribute, PrefixOf(_text[part.Name]), scope));
                Copy(part.Name.End.Value, part.Value.Start.Value);
                var value = attribute.IsNamespaceDeclaration ? scope.ValueOf(attribute) : attribute.Value;
                if (value == old!.Value)
                    Copy(part.Value.Start.Value, part.Value.End.Value);
                else
                    _escape.Attribute(value, quote);
                _output.Append(quote);
            }
            old = old!.NextAttribute;
        }
        return quote;
    }

    private void NewAttributes(IEnumerable<XAttribute> attributes, NamespaceScope scope, char quote)
    {
        foreach (var attribute in attributes)
            NewAttribute(NameOf(attribute, null, scope), attribute.IsNamespaceDeclaration ? scope.ValueOf(attribute) : attribute.Value, quote);
        foreach (var (prefix, uri) in scope.Added)
            NewAttribute(prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix, uri, quote);
    }

    private void NewAttribute(string name, string value, char quote)
    {
        _output.Append(' ').Append(name).Append('=').Append(quote);
        _escape.Attribute(value, quote);
        _output.Append(quote);
    }

    private static string NameOf(XAttribute attribute, string? written, NamespaceScope scope) => scope.Attribute(attribute.Name, written);

    private static string PrefixOf(string name) => name.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? name[..colon] : "";

    private void Copy(int start, int end) => _output.Append(_text, start, end - start);
}
