using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Schema;

/// <summary>Reads names as the schemas mean them: by namespace family and local name, across versions and dialects.</summary>
internal static class SchemaNames
{
    private const string DialectEnding = ".xsd";

    private static readonly (SchemaFamily Family, XNamespace Name)[] _canonical =
    [
        (SchemaFamily.Ovf, OvfNamespaces.Envelope1),
        (SchemaFamily.Rasd, OvfNamespaces.ResourceAllocation),
        (SchemaFamily.Sasd, OvfNamespaces.StorageAllocation),
        (SchemaFamily.Epasd, OvfNamespaces.EthernetPortAllocation),
        (SchemaFamily.Vssd, OvfNamespaces.VirtualSystemSetting),
        (SchemaFamily.Boot, OvfNamespaces.BootConfig),
        (SchemaFamily.BootSource, OvfNamespaces.BootSource),
        (SchemaFamily.Cim, OvfNamespaces.CimCommon),
        (SchemaFamily.Environment, OvfNamespaces.Environment),
        (SchemaFamily.Xml, XNamespace.Xml),
    ];

    /// <summary>The namespace the schemas give a family; that of version 1 for the envelope.</summary>
    public static XNamespace CanonicalNamespace(SchemaFamily family)
    {
        foreach (var (known, name) in _canonical)
        {
            if (known == family)
                return name;
        }
        return XNamespace.None;
    }

    /// <summary>The family of a namespace.</summary>
    public static SchemaFamily FamilyOf(XNamespace name)
    {
        if (name == XNamespace.None)
            return SchemaFamily.None;
        if (OvfNamespaces.IsEnvelope(name))
            return SchemaFamily.Ovf;
        var uri = name.NamespaceName.AsSpan();
        if (uri.EndsWith(DialectEnding, StringComparison.Ordinal))
            uri = uri[..^DialectEnding.Length];
        foreach (var (family, canonical) in _canonical)
        {
            if (uri.SequenceEqual(canonical.NamespaceName))
                return family;
        }
        return SchemaFamily.Other;
    }

    /// <summary>The spelling of a family that a place in a document knows a prefix for: the schema's if it is declared, else the dialect's.</summary>
    public static XNamespace NamespaceInUse(SchemaFamily family, XElement place)
    {
        var canonical = CanonicalNamespace(family);
        if (place.GetPrefixOfNamespace(canonical) is not null || place.GetDefaultNamespace() == canonical)
            return canonical;
        XNamespace dialect = canonical.NamespaceName + DialectEnding;
        return place.GetPrefixOfNamespace(dialect) is not null ? dialect : canonical;
    }

    /// <summary>True for an element or attribute that belongs to the schemas, or to no namespace as some producers write it.</summary>
    /// <param name="name">Its namespace.</param>
    /// <param name="parent">The element it stands in, whose own namespace counts too: an envelope may be in one nobody knows.</param>
    public static bool IsKnown(XNamespace name, XElement parent) =>
        name == XNamespace.None || name == parent.Name.Namespace || OvfNamespaces.IsEnvelope(name) || OvfNamespaces.IsCimClass(name);

    /// <summary>The name the schema has for a child, or null for one of a vendor.</summary>
    /// <remarks>The draft and oVirt write sections as <c>Section</c> and <c>Content</c> and name them in <c>xsi:type</c>; the draft says <c>InstanceId</c>.</remarks>
    public static string? NameOf(XElement child, XElement parent)
    {
        if (!IsKnown(child.Name.Namespace, parent))
            return null;
        return child.Name.LocalName switch
        {
            "InstanceId" => "InstanceID",
            "Section" or "Content" when child.Attribute(OvfNamespaces.SchemaInstance + "type")?.Value is { } type => TypeName(type),
            var name => name,
        };
    }

    /// <summary>True when a child is the named one; much cheaper than comparing <see cref="NameOf"/>.</summary>
    public static bool Is(XElement child, string name, XElement parent)
    {
        var local = child.Name.LocalName;
        return local == name ? NameOf(child, parent) == name : local is "Section" or "Content" or "InstanceId" && NameOf(child, parent) == name;
    }

    private static string TypeName(string type)
    {
        const string Ending = "_Type";
        var local = type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return local.EndsWith(Ending, StringComparison.Ordinal) ? local[..^Ending.Length] : local;
    }
}
