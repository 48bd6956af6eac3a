using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Schema;

/// <summary>A name as the schemas know it.</summary>
/// <param name="Family">The family of its namespace.</param>
/// <param name="Local">The local name.</param>
/// <param name="InAnyFamily">Whether the family may be another: the model reads names whatever namespace their producer thought right.</param>
internal readonly record struct SchemaName(SchemaFamily Family, string Local, bool InAnyFamily = false);

/// <summary>Reads the names of one document, literally or with the dialects taken into account. Not thread-safe.</summary>
internal sealed class DocumentNames
{
    private static readonly XName _typeAttribute = OvfNamespaces.SchemaInstance + "type";

    private readonly XNamespace _root;
    private readonly SchemaFamily _rootFamily;
    private readonly SchemaReading _reading;
    private readonly List<(XNamespace Name, SchemaFamily Family)> _known = [];

    public DocumentNames(XElement root, SchemaReading reading)
    {
        (_root, _reading) = (root.Name.Namespace, reading);
        _rootFamily = root.Name.LocalName == "Environment" ? SchemaFamily.Environment : SchemaFamily.Ovf;
        Version = _root == OvfNamespaces.Envelope2 ? SchemaVersions.Two : SchemaVersions.One;
    }

    /// <summary>The version whose rules hold: One or Two.</summary>
    public SchemaVersions Version { get; }

    /// <summary>True when the document follows the conventions of oVirt.</summary>
    public bool IsOVirt => IsLenient && _root == OvfNamespaces.EnvelopeOVirt;

    private bool IsLenient => _reading == SchemaReading.Dialects;

    /// <summary>The family of a namespace in this document.</summary>
    public SchemaFamily FamilyOf(XNamespace name)
    {
        // A document has a handful; asking each for its text again would cost more than everything else.
        foreach (var (known, family) in _known)
        {
            if (known == name)
                return family;
        }
        var found = IsLenient && name == _root && name != XNamespace.None ? _rootFamily : SchemaNames.FamilyOf(name);
        if (!IsLenient && !IsLiteral(name, found))
            found = SchemaFamily.Other;
        // A hostile document may declare any number; those past a few are looked up anew.
        if (_known.Count < 16)
            _known.Add((name, found));
        return found;
    }

    /// <summary>The name of an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="parent">The family its parent was found to be of; None for the root.</param>
    /// <param name="table">The table of its parent, or null where the schemas say nothing.</param>
    public SchemaName NameOf(XElement element, SchemaFamily parent, ContentTable? table)
    {
        var local = element.Name.LocalName;
        var family = FamilyOf(element.Name.Namespace);
        if (!IsLenient)
            return new(family, local);
        if (family == SchemaFamily.None && table is not null && parent != SchemaFamily.Other)
            family = FirstFamily(table);
        if (family == SchemaFamily.Ovf && local is ("Section" or "Content") && NameByType(element) is { } named)
            return named;
        if (local == "InstanceId" && family is > SchemaFamily.Ovf and < SchemaFamily.Cim)
            local = "InstanceID";
        return new(family, local);
    }

    /// <summary>True when the element's <c>xsi:type</c> is how a dialect writes its name.</summary>
    public bool IsNamedByType(XElement element, SchemaName name) =>
        IsLenient && element.Name.LocalName is ("Section" or "Content") && name.Local != element.Name.LocalName;

    /// <summary>The family of an attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="owner">The family its element was found to be of.</param>
    public SchemaFamily FamilyOf(XAttribute attribute, SchemaFamily owner)
    {
        var family = FamilyOf(attribute.Name.Namespace);
        return IsLenient && family == SchemaFamily.None && owner is SchemaFamily.Ovf or SchemaFamily.Environment && !HasQualifiedTwin(attribute, owner) ? owner : family;
    }

    /// <summary>The name a qualified name in a value stands for; the namespace is null where its prefix is not declared.</summary>
    public static (XNamespace? Space, string Local) Resolve(string text, XElement place)
    {
        var value = text.Trim();
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (place.GetDefaultNamespace(), value) : (colon == 0 ? null : place.GetNamespaceOfPrefix(value[..colon]), value[(colon + 1)..]);
    }

    private bool IsLiteral(XNamespace name, SchemaFamily family) => family switch
    {
        SchemaFamily.Ovf => name == (Version == SchemaVersions.Two ? OvfNamespaces.Envelope2 : OvfNamespaces.Envelope1),
        SchemaFamily.None => true,
        _ => name == SchemaNames.CanonicalNamespace(family),
    };

    private bool HasQualifiedTwin(XAttribute attribute, SchemaFamily family)
    {
        for (var other = attribute.Parent!.FirstAttribute; other is not null; other = other.NextAttribute)
        {
            if (other != attribute && other.Name.LocalName == attribute.Name.LocalName && FamilyOf(other.Name.Namespace) == family)
                return true;
        }
        return false;
    }

    private SchemaName? NameByType(XElement element)
    {
        const string Ending = "_Type";
        if (element.Attribute(_typeAttribute)?.Value is not { } type)
            return null;
        var (space, local) = Resolve(type, element);
        if (local.EndsWith(Ending, StringComparison.Ordinal))
            local = local[..^Ending.Length];
        var family = space is null ? SchemaFamily.Other : FamilyOf(space);
        return new(family == SchemaFamily.None ? SchemaFamily.Ovf : family, local);
    }

    private static SchemaFamily FirstFamily(ContentTable table)
    {
        foreach (var slot in table.Slots)
        {
            if (slot.Terms is [var first, ..])
                return first.Family;
        }
        return SchemaFamily.Ovf;
    }
}
