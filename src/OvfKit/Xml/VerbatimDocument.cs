using System.Xml.Linq;
using OvfKit.Diagnostics;

namespace OvfKit.Xml;

/// <summary>An XML document that can be edited as a tree and keeps, byte for byte, the text of everything the edits do not touch.</summary>
/// <remarks>
/// <para>Safe for untrusted input: no DTD, no entity but the five predefined ones, nothing fetched, size and depth limited.</para>
/// <para>Not thread-safe: use an instance from one thread at a time.</para>
/// </remarks>
public sealed class VerbatimDocument
{
    private readonly XmlLimits _limits;

    private VerbatimDocument(SourceText source, XDocument document, XmlLimits limits)
    {
        (Source, Document, _limits) = (source, document, limits);
        document.Changed += (_, _) => IsModified = true;
    }

    /// <summary>The text the document was read from.</summary>
    public SourceText Source { get; }

    /// <summary>The tree, with all its blanks, comments and CDATA sections. Edit it at will.</summary>
    public XDocument Document { get; }

    /// <summary>True once the tree was edited, even if the edit was undone later.</summary>
    public bool IsModified { get; private set; }

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">The bytes. They are kept, not copied: the caller leaves them unchanged from now on.</param>
    /// <param name="name">The document's name as the user knows it.</param>
    /// <param name="diagnostics">Where warnings go, or null.</param>
    /// <param name="limits">What is refused; <see cref="XmlLimits.Default"/> when null.</param>
    /// <exception cref="InvalidContentException">The bytes are not an XML document this library accepts (OVF0001 to 0006, 0009, 0010).</exception>
    public static VerbatimDocument Parse(ReadOnlyMemory<byte> bytes, string name, DiagnosticBag? diagnostics = null, XmlLimits? limits = null)
    {
        limits ??= XmlLimits.Default;
        var source = SourceText.Decode(bytes, name, diagnostics, limits);
        return new(source, SpannedTree.Read(source, limits).Document, limits);
    }

    /// <summary>Where a node or attribute stands in the text that was read.</summary>
    /// <param name="target">An object of <see cref="Document"/>. For one added since, its nearest ancestor that was read answers.</param>
    /// <returns>Line and column of its first character, counted from 1, and the path of element names to it in the tree as it is now.</returns>
    public Location LocationOf(XObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return TreeLocation.Of(target, Source.Name);
    }

    /// <summary>Writes the document in its encoding: what was not touched as it was read, what is new in the same style.</summary>
    /// <exception cref="InvalidOperationException">The tree holds what the text cannot: no root element, a DTD, a character XML or the encoding lacks.</exception>
    public byte[] ToBytes() => IsModified ? Source.Encode(VerbatimWriter.Write(Document, Source, _limits)) : Source.Bytes.ToArray();
}
