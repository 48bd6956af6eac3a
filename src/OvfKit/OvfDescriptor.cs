using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit;

/// <summary>An OVF descriptor: the text of an <c>.ovf</c> file, the tree in it, and the model over the tree.</summary>
/// <remarks>
/// <para>All three show the same thing: an edit made through <see cref="Envelope"/> or <see cref="Document"/> is written by
/// <see cref="ToBytes"/>, and everything else keeps its bytes.</para>
/// <para>Reading forgives: a descriptor need not be valid, only an XML document whose root is called <c>Envelope</c>.</para>
/// <para>Not thread-safe, not even for reading: the model makes its views when they are asked for. Use an instance from one thread at a time.</para>
/// </remarks>
public sealed class OvfDescriptor
{
    private readonly VerbatimDocument _document;

    private OvfDescriptor(VerbatimDocument document) => _document = document;

    /// <summary>The descriptor's name as the user knows it.</summary>
    public string Name => _document.Source.Name;

    /// <summary>The tree, with all its blanks and comments.</summary>
    public XDocument Document => _document.Document;

    /// <summary>The root element as model.</summary>
    /// <exception cref="InvalidOperationException">The root element was removed.</exception>
    public Envelope Envelope => (Envelope)OvfElement.Of(
        Document.Root ?? throw new InvalidOperationException("The document has no root element any more."), SchemaType.Envelope);

    /// <summary>True once the document was edited, even if the edit was undone later.</summary>
    public bool IsModified => _document.IsModified;

    /// <summary>Makes a descriptor that has no files and one empty virtual system, with the id <c>vm</c>.</summary>
    /// <param name="version">The version of OVF it is written in.</param>
    /// <param name="name">Its name, for messages.</param>
    public static OvfDescriptor Create(OvfVersion version, string name = "descriptor.ovf") => Parse(DescriptorTemplate.Of(version), name);

    /// <summary>Reads a descriptor.</summary>
    /// <param name="bytes">The bytes of the <c>.ovf</c> file, at most 32 MiB. They are kept, not copied: the caller leaves them unchanged from now on.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="diagnostics">Where warnings go (OVF0003, OVF0008), or null.</param>
    /// <exception cref="InvalidContentException">The bytes are not an XML document this library accepts, or its root is no Envelope (OVF0xxx).</exception>
    public static OvfDescriptor Parse(ReadOnlyMemory<byte> bytes, string name, DiagnosticBag? diagnostics = null)
    {
        var document = VerbatimDocument.Parse(bytes, name, diagnostics);
        var root = document.Document.Root!;
        if (root.Name.LocalName != "Envelope")
        {
            throw TextDiagnostics.NotAnEnvelope.Invalid(document.LocationOf(root),
                $"the root element is \"{root.Name.LocalName}\"; an OVF descriptor begins with \"Envelope\"");
        }
        if (!OvfNamespaces.IsEnvelope(root.Name.Namespace))
        {
            diagnostics?.Add(TextDiagnostics.UnknownNamespace.At(document.LocationOf(root),
                $"the Envelope is in the namespace \"{root.Name.NamespaceName}\", which no known OVF version uses; read like OVF 1"));
        }
        return new(document);
    }

    /// <summary>Where a node or attribute stands in the text that was read.</summary>
    /// <param name="target">An object of <see cref="Document"/>. For one added since, its nearest ancestor that was read answers.</param>
    /// <returns>Line and column of its first character, counted from 1, and the path of element names to it in the tree as it is now.</returns>
    public Location LocationOf(XObject target) => _document.LocationOf(target);

    /// <summary>Writes the descriptor in its encoding: what was not touched byte for byte as it was read, what is new in the same style.</summary>
    /// <exception cref="InvalidOperationException">The tree holds what the text cannot: no root element, a DTD, a character XML or the encoding lacks.</exception>
    public byte[] ToBytes() => _document.ToBytes();
}
