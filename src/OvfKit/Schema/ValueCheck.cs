using System.Xml.Linq;
using OvfKit.Model;
using OvfKit.Xml;

namespace OvfKit.Schema;

/// <summary>Holds attributes and texts against their types.</summary>
internal sealed class ValueCheck(DocumentNames names, SchemaFindings findings)
{
    private static readonly XName _type = OvfNamespaces.SchemaInstance + "type";
    private static readonly XName _nil = OvfNamespaces.SchemaInstance + "nil";

    private readonly List<AttributeUse> _seen = [];
    private readonly HashSet<SchemaName> _names = [];
    private readonly List<XAttribute> _ids = [];

    /// <summary>The table that holds for an element: that of its <c>xsi:type</c> where it has one.</summary>
    /// <param name="element">The element.</param>
    /// <param name="name">The name the schemas know it by.</param>
    /// <param name="declared">The table of its declared type, or null where the schemas say nothing of it.</param>
    /// <param name="isLax">Whether the element only counts where the schemas happen to know it; then they need not know its type.</param>
    public ContentTable? TableOf(XElement element, SchemaName name, ContentTable? declared, bool isLax)
    {
        if (!element.HasAttributes || element.Attribute(_type) is not { } attribute || names.IsNamedByType(element, name))
            return declared;
        var (space, local) = DocumentNames.Resolve(attribute.Value, element);
        var named = SchemaTypes.Find(space, local, names);
        if (space is null)
            findings.Add(SchemaDiagnostics.TypeMisused, attribute, $"the prefix of the type {SchemaFindings.Quoted(attribute.Value)} is not declared");
        else if (named is null && (isLax || declared is null))
            return declared;
        else if (named is { IsAbstract: true } && declared is null)
            return null; // not what XML Schema says, but what System.Xml.Schema does
        else if (named is null)
            findings.Add(SchemaDiagnostics.TypeMisused, attribute, $"no schema has the type {SchemaFindings.Quoted(attribute.Value)}");
        else if (declared is not null && !SchemaTypes.Derives(named, declared))
            findings.Add(SchemaDiagnostics.TypeMisused, attribute, $"the type {SchemaFindings.Quoted(attribute.Value)} does not derive from {declared.Name}, the type of {SchemaFindings.NameOf(element)}");
        else
            return named;
        return declared;
    }

    /// <summary>True when the element says that it has no value; whether it may, and has none, is checked.</summary>
    public bool IsNil(XElement element, bool isNillable)
    {
        if (!element.HasAttributes || element.Attribute(_nil) is not { } attribute)
            return false;
        if (!isNillable)
        {
            findings.Add(SchemaDiagnostics.NilMisused, attribute, $"{SchemaFindings.NameOf(element)} must have a value and cannot have xsi:nil");
            return false;
        }
        var value = attribute.Value.Trim();
        if (value is not ("true" or "1"))
        {
            if (value is not ("false" or "0"))
                findings.Add(SchemaDiagnostics.NilMisused, attribute, $"xsi:nil is {SchemaFindings.Quoted(attribute.Value)}; \"true\" or \"false\" was expected");
            return false;
        }
        if (element.HasElements || TextOf(element).Length > 0)
            findings.Add(SchemaDiagnostics.NilMisused, attribute, $"{SchemaFindings.NameOf(element)} has content, which xsi:nil denies");
        return true;
    }

    /// <summary>Checks the attributes of an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="family">The family it was found to be of.</param>
    /// <param name="table">The table of its type, or null where the schemas say nothing of it.</param>
    public void CheckAttributes(XElement element, SchemaFamily family, ContentTable? table)
    {
        _seen.Clear();
        _names.Clear();
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
        {
            if (attribute.IsNamespaceDeclaration || attribute.Name.Namespace == OvfNamespaces.SchemaInstance)
                continue;
            var space = names.FamilyOf(attribute, family);
            if (space is not (SchemaFamily.None or SchemaFamily.Other) && !_names.Add(new(space, attribute.Name.LocalName)))
                findings.Add(SchemaDiagnostics.AttributeUnknown, attribute, $"{SchemaFindings.NameOf(attribute)} is there in another spelling of its namespace already; nobody will heed this one");
            else if (DeclarationOf(attribute.Name.LocalName, space, table) is { } use)
            {
                _seen.Add(use);
                CheckValue(attribute, use.Type, attribute.Value);
                if (use.Type.Kind == SimpleKind.Id)
                    _ids.Add(attribute);
            }
            else if (table is { AnyAttribute: false })
            {
                findings.Add(SchemaDiagnostics.AttributeUnexpected, attribute, $"{SchemaFindings.NameOf(element)} cannot have the attribute {SchemaFindings.NameOf(attribute)}");
            }
            else if (space == SchemaFamily.Ovf && table is not null)
            {
                findings.Add(SchemaDiagnostics.AttributeUnknown, attribute, $"OVF {(int)names.Version} does not know the attribute {SchemaFindings.NameOf(attribute)} of {SchemaFindings.NameOf(element)}; nobody will heed it");
            }
        }
        foreach (var use in table?.Attributes ?? [])
        {
            if (use.IsRequired && use.Versions.HasFlag(names.Version) && !_seen.Contains(use))
                findings.Add(SchemaDiagnostics.AttributeMissing, element, $"{SchemaFindings.NameOf(element)} has no attribute {SchemaFindings.NameOf(use.Family, use.Name)}, which the schema demands");
        }
    }

    /// <summary>Reports the values of <c>xml:id</c> that several elements have, on all of them but the first.</summary>
    public void CheckIds()
    {
        foreach (var twins in _ids.GroupBy(static id => id.Value.Trim()).Where(static group => group.Skip(1).Any()))
        {
            foreach (var later in twins.OrderBy(static id => TreeLocation.Of(id, "", null).Line).ThenBy(static id => TreeLocation.Of(id, "", null).Column).Skip(1))
                findings.Add(SchemaDiagnostics.ValueNotOfType, later, $"{SchemaFindings.NameOf(later)} is {SchemaFindings.Quoted(later.Value)}, which an earlier element has already; each needs its own");
        }
    }

    /// <summary>Checks a text against the type it should be of.</summary>
    /// <param name="target">The element or attribute that has it.</param>
    /// <param name="type">The type.</param>
    /// <param name="text">The text.</param>
    public void CheckValue(XObject target, SimpleType type, string text)
    {
        if (type.Accepts(text))
            return;
        // An empty element says nothing, and oVirt has ids of its own where the standard has numbers.
        var isReadable = type.IsReadable(text) || (target is XElement && string.IsNullOrWhiteSpace(text)) || names.IsOVirt;
        var descriptor = isReadable ? SchemaDiagnostics.ValueNotOfType : SchemaDiagnostics.ValueNotReadable;
        findings.Add(descriptor, target, $"{SchemaFindings.NameOf(target)} is {SchemaFindings.Quoted(text)}; {type.Description} was expected");
    }

    /// <summary>The text of an element without that of its children.</summary>
    public static string TextOf(XElement element)
    {
        if (element.FirstNode is null)
            return "";
        if (element.FirstNode is XText only && only.NextNode is null)
            return only.Value;
        return string.Concat(element.Nodes().OfType<XText>().Select(static text => text.Value));
    }

    private AttributeUse? DeclarationOf(string name, SchemaFamily family, ContentTable? table)
    {
        foreach (var use in table?.Attributes ?? [])
        {
            if (use.Name == name && use.Family == family && use.Versions.HasFlag(names.Version))
                return use;
        }
        return family is SchemaFamily.None or SchemaFamily.Other || (table is { AnyAttribute: false } && family != SchemaFamily.Xml)
            ? null
            : GlobalAttributes.Find(family, name, names.Version);
    }
}
