using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Schema;

/// <summary>Puts a new child at the place the schema has for it.</summary>
internal static class ContentPlace
{
    /// <summary>The version whose rules hold for an element: that of its document, or both where it is in none.</summary>
    public static SchemaVersions VersionAt(XElement element)
    {
        var root = element.AncestorsAndSelf().Last();
        return root.Name.LocalName != "Envelope" ? SchemaVersions.Both
            : root.Name.Namespace == OvfNamespaces.Envelope2 ? SchemaVersions.Two
            : SchemaVersions.One;
    }

    /// <summary>Inserts a child after the last one of its step, else before the first one of a later step.</summary>
    /// <param name="child">The child, which has no parent.</param>
    /// <param name="slot">The index of its step.</param>
    /// <param name="parent">The parent.</param>
    /// <param name="table">The table of the parent's type.</param>
    public static void Insert(XElement child, int slot, XElement parent, ContentTable table)
    {
        XElement? twin = null, later = null;
        var version = VersionAt(parent);
        foreach (var sibling in parent.Elements())
        {
            var place = ContentMatcher.Find(table, sibling, parent, version).SlotIndex;
            if (place == slot)
                twin = sibling;
            else if (place > slot)
                later ??= sibling;
        }

        if ((twin ?? (later is null ? parent.Elements().LastOrDefault() : later.ElementsBeforeSelf().LastOrDefault())) is { } earlier)
            Indentation.InsertAfter(earlier, child);
        else if (later is not null)
            Indentation.InsertBefore(later, child);
        else
            Indentation.InsertInto(parent, child);
    }
}
