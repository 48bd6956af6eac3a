namespace OvfKit.Xml;

/// <summary>Where a node stands in the text it was read from: the annotation that ties the tree to the text.</summary>
/// <param name="source">The text. A node may be moved to another document; its span does not count there.</param>
/// <param name="ordinal">The node's number in document order; the document itself is 0.</param>
/// <param name="start">The index of the node's first character.</param>
internal class NodeSpan(SourceText source, int ordinal, int start)
{
    public SourceText Source { get; } = source;

    public int Ordinal { get; } = ordinal;

    public int Start { get; } = start;

    /// <summary>The index after the node's last character.</summary>
    public int End { get; set; }
}

/// <summary>The span of an element, or of the whole document, whose "start tag" is the XML declaration and whose end tag is empty.</summary>
/// <inheritdoc/>
internal sealed class ContainerSpan(SourceText source, int ordinal, int start) : NodeSpan(source, ordinal, start)
{
    /// <summary>The index after the start tag: where the content begins.</summary>
    public int ContentStart { get; set; }

    /// <summary>The index of the end tag: where the content ends. For <c>&lt;a/&gt;</c> all three ends are equal.</summary>
    public int ContentEnd { get; set; }
}
