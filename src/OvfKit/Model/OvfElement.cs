using System.Xml.Linq;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>A view of one element. It holds no state of its own: it reads from the element and writes to it.</summary>
/// <remarks>
/// <para>The same element always has the same view. Not thread-safe.</para>
/// <para>A view made with <c>new</c> stands in no document. Put into one, it takes that document's version, namespaces and indentation;
/// a view that stands elsewhere moves.</para>
/// </remarks>
public abstract partial class OvfElement
{
    private protected OvfElement(XElement element, SchemaType type)
    {
        (Element, SchemaType) = (element, type);
        element.RemoveAnnotations<OvfElement>();
        element.AddAnnotation(this);
    }

    /// <summary>The element viewed.</summary>
    public XElement Element { get; }

    /// <summary>The child elements of vendors: those in namespaces the schemas do not describe. A snapshot in document order.</summary>
    public IReadOnlyList<XElement> Extensions => [.. Element.Elements().Where(child => !SchemaNames.IsKnown(child.Name.Namespace, Element))];

    /// <summary>The type whose table holds for the element.</summary>
    internal SchemaType SchemaType { get; }

    internal ContentTable Table => ContentTables.Of(SchemaType);

    /// <summary>Takes the element out of its document, with the blanks in front of it. It can be put into another place afterwards.</summary>
    public void Remove()
    {
        if (Element.Parent is not null)
            Indentation.Remove(Element);
    }

    /// <summary>The view of an element whose type is known.</summary>
    internal static OvfElement Of(XElement element, SchemaType type) => element.Annotation<OvfElement>() ?? ModelViews.Create(type, element);

    /// <summary>The view of a child.</summary>
    internal OvfElement View(XElement child)
    {
        if (child.Annotation<OvfElement>() is { } existing)
            return existing;
        var match = ContentMatcher.Find(Table, child, Element, ContentPlace.VersionAt(Element));
        return match.Term is { } term ? ModelViews.Create(term.Type, child)
            : match.SlotIndex >= 0 && Table.Slots[match.SlotIndex].Head is not null ? new UnknownSection(child)
            : new OpenElement(child);
    }

    /// <summary>An element in no document, with the texts its type demands, empty.</summary>
    private protected static XElement Detached(SchemaType type, SchemaFamily family, string name)
    {
        var element = new XElement(SchemaNames.CanonicalNamespace(family) + name);
        foreach (var slot in ContentTables.Of(type).Slots)
        {
            if (slot is { Minimum: > 0, Terms: [{ Type: SchemaType.Message } text] })
                element.Add(new XElement(SchemaNames.CanonicalNamespace(text.Family) + text.Name, ""));
        }
        return element;
    }
}
