using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Schema;

/// <summary>Names elements as the document they come into names its own: in its version's namespaces and its dialect's spelling.</summary>
internal static class NameAdoption
{
    /// <summary>Renames an element, and what is in it, for a new parent.</summary>
    /// <param name="element">The element, which has no parent yet.</param>
    /// <param name="term">What it is to be there; null for a vendor's, which keeps its name.</param>
    /// <param name="head">The head of the substitution group it stands in for, or null.</param>
    /// <param name="parent">The parent.</param>
    public static void Adopt(XElement element, ContentTerm? term, string? head, XElement parent)
    {
        var envelope = NamespaceIn(parent);
        if (term is null)
        {
            Rename(element.Elements(), envelope, parent);
            return;
        }
        Rename([element], envelope, parent);
        var name = NameFor(parent, term);
        if (element.Name != name)
            element.Name = name;
        if (head is not null && SaysSectionsByType(parent))
            SayByType(element, head, term.Name, parent);
    }

    /// <summary>The name a term has as a child of an element.</summary>
    public static XName NameFor(XElement parent, ContentTerm term) =>
        (term.Family == SchemaFamily.Ovf ? NamespaceIn(parent) : SchemaNames.NamespaceInUse(term.Family, parent)) + term.Name;

    /// <summary>The namespace in which an element's declared attributes are written.</summary>
    public static XNamespace NamespaceOfAttributes(XElement element)
    {
        var own = element.Name.Namespace;
        if (OvfNamespaces.IsEnvelope(own))
            return own;
        var root = element.AncestorsAndSelf().Last().Name.Namespace;
        return own == XNamespace.None || OvfNamespaces.IsEnvelope(root) ? root : own;
    }

    private static XNamespace NamespaceIn(XElement parent)
    {
        var own = parent.Name.Namespace;
        var root = parent.AncestorsAndSelf().Last();
        if (own == OvfNamespaces.EnvelopeOVirt && parent == root)
            return XNamespace.None;
        if (own == XNamespace.None || own == root.Name.Namespace || OvfNamespaces.IsEnvelope(own))
            return own;
        return OvfNamespaces.IsEnvelope(root.Name.Namespace) ? root.Name.Namespace : OvfNamespaces.Envelope1;
    }

    private static bool SaysSectionsByType(XElement parent) =>
        OvfNamespaces.DialectOf(parent.AncestorsAndSelf().Last().Name.Namespace) is OvfDialect.Draft or OvfDialect.OVirt;

    private static void SayByType(XElement element, string head, string name, XElement parent)
    {
        var root = parent.AncestorsAndSelf().Last();
        var prefix = root.GetPrefixOfNamespace(root.Name.Namespace);
        element.Name = element.Name.Namespace + head;
        element.SetAttributeValue(OvfNamespaces.SchemaInstance + "type", $"{(prefix is null ? "" : prefix + ":")}{name}_Type");
    }

    private static void Rename(IEnumerable<XElement> elements, XNamespace envelope, XElement place)
    {
        var attributes = envelope == XNamespace.None ? place.AncestorsAndSelf().Last().Name.Namespace : envelope;
        foreach (var element in elements.SelectMany(static element => element.DescendantsAndSelf()))
        {
            var family = SchemaNames.FamilyOf(element.Name.Namespace);
            var space = family switch
            {
                SchemaFamily.Ovf => envelope,
                > SchemaFamily.Ovf and < SchemaFamily.Cim => SchemaNames.NamespaceInUse(family, place),
                _ => element.Name.Namespace,
            };
            if (element.Name.Namespace != space)
                element.Name = space + element.Name.LocalName;
            if (element.Attributes().Any(attribute => IsOfOtherEnvelope(attribute, attributes)))
                element.ReplaceAttributes(element.Attributes().Select(attribute => IsOfOtherEnvelope(attribute, attributes) ? new XAttribute(attributes + attribute.Name.LocalName, attribute.Value) : attribute).ToArray<object>());
        }
    }

    private static bool IsOfOtherEnvelope(XAttribute attribute, XNamespace envelope) =>
        !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != envelope && OvfNamespaces.IsEnvelope(attribute.Name.Namespace);
}
