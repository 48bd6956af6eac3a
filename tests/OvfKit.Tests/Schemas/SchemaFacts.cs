using System.Xml;
using System.Xml.Schema;

namespace OvfKit.Tests.Schemas;

/// <summary>
/// Takes a compiled schema set apart into facts: a path to a component, and what the component says. Annotations, prefixes, the order of
/// global components and their distribution over files are no facts; everything a validator goes by is.
/// </summary>
internal sealed class SchemaFacts
{
    private readonly SortedDictionary<string, string> facts = new(StringComparer.Ordinal);

    public SchemaFacts(XmlSchemaSet set, params string[] namespacesLeftOut)
    {
        foreach (var element in Kept<XmlSchemaElement>(set.GlobalElements.Values))
            AddElement($"element {element.QualifiedName}", element);
        foreach (var type in Kept<XmlSchemaType>(set.GlobalTypes.Values))
            AddType($"type {type.QualifiedName}", type);
        foreach (var attribute in Kept<XmlSchemaAttribute>(set.GlobalAttributes.Values))
            AddAttribute($"attribute {attribute.QualifiedName}", attribute);
        foreach (var schema in set.Schemas().Cast<XmlSchema>().Where(schema => !namespacesLeftOut.Contains(schema.TargetNamespace)))
            AddGroups(schema);

        IEnumerable<T> Kept<T>(System.Collections.ICollection components)
            where T : XmlSchemaObject => components.Cast<T>().Where(component => !namespacesLeftOut.Contains(NamespaceOf(component)));
    }

    public int Count => facts.Count;

    /// <summary>One line for each fact that is not the same on both sides.</summary>
    public static IReadOnlyList<string> Compare(SchemaFacts original, SchemaFacts ours)
    {
        var paths = new SortedSet<string>(original.facts.Keys.Concat(ours.facts.Keys), StringComparer.Ordinal);
        return [.. paths.Select(path => (path, original: At(original, path), ours: At(ours, path)))
            .Where(fact => fact.original != fact.ours)
            .Select(fact => $"{fact.path}: original <{fact.original}>, ours <{fact.ours}>")];

        static string At(SchemaFacts side, string path) => side.facts.GetValueOrDefault(path, "nothing");
    }

    private static string NamespaceOf(XmlSchemaObject component) => component switch
    {
        XmlSchemaElement element => element.QualifiedName.Namespace,
        XmlSchemaType type => type.QualifiedName.Namespace,
        XmlSchemaAttribute attribute => attribute.QualifiedName.Namespace,
        _ => "",
    };

    private void AddGroups(XmlSchema schema)
    {
        foreach (var group in schema.AttributeGroups.Values.Cast<XmlSchemaAttributeGroup>())
        {
            var path = $"attribute group {group.QualifiedName}";
            facts.Add(path, $"any attribute {Wildcard(group.AnyAttribute)}");
            foreach (var item in group.Attributes)
                AddAttribute($"{path} @{((XmlSchemaAttribute)item).QualifiedName}", (XmlSchemaAttribute)item);
        }

        // None exists today; one that appears wants describing before it can be compared.
        foreach (var group in schema.Groups.Names)
            facts.Add($"group {group}", "not described");
    }

    private void AddElement(string path, XmlSchemaElement element)
    {
        var occurs = Occurs(element);
        if (!element.RefName.IsEmpty)
        {
            facts.Add(path, $"ref {element.RefName} {occurs}");
            return;
        }

        var type = element.ElementSchemaType!;
        facts.Add(path, $"{element.QualifiedName} {occurs} type {Name(type)} nillable {element.IsNillable} abstract {element.IsAbstract} "
            + $"{Value(element.DefaultValue, element.FixedValue)} in place of {element.SubstitutionGroup} block {element.BlockResolved} "
            + $"final {element.FinalResolved} constraints {element.Constraints.Count}");
        if (type.QualifiedName.IsEmpty)
            AddType($"{path} / type", type);
    }

    private void AddAttribute(string path, XmlSchemaAttribute attribute)
    {
        var type = attribute.AttributeSchemaType!;
        // Leaving the use out and writing "optional" are the same fact.
        var use = attribute.Use == XmlSchemaUse.None ? XmlSchemaUse.Optional : attribute.Use;
        facts.Add(path, $"{attribute.QualifiedName} ref {attribute.RefName} type {Name(type)} {use} {Value(attribute.DefaultValue, attribute.FixedValue)}");
        // A referred attribute's type is described where the attribute is declared.
        if (type.QualifiedName.IsEmpty && attribute.RefName.IsEmpty)
            AddType($"{path} / type", type);
    }

    private void AddType(string path, XmlSchemaType type)
    {
        if (type is XmlSchemaSimpleType simple)
            AddSimpleType(path, simple);
        else
            AddComplexType(path, (XmlSchemaComplexType)type);
    }

    private void AddComplexType(string path, XmlSchemaComplexType type)
    {
        facts.Add(path, $"{type.DerivedBy} of {Name(type.BaseXmlSchemaType)} content {type.ContentType} mixed {type.IsMixed} abstract {type.IsAbstract} "
            + $"block {type.BlockResolved} final {type.FinalResolved} any attribute {Wildcard(type.AttributeWildcard)}");
        // The compiled uses count the inherited ones in, so a derived type shows what it really allows.
        foreach (XmlSchemaAttribute attribute in type.AttributeUses.Values)
            AddAttribute($"{path} @{attribute.QualifiedName}", attribute);
        // The compiled particle would have substitution groups written out in the order of the files; the declared one is the fact.
        AddParticle(path, type.ContentModel?.Content switch
        {
            XmlSchemaComplexContentExtension extension => extension.Particle,
            XmlSchemaComplexContentRestriction restriction => restriction.Particle,
            _ => type.Particle,
        });
        if (type.ContentModel?.Content is XmlSchemaSimpleContentRestriction values)
        {
            AddFacets(path, values.Facets);
            if (values.BaseType is { } anonymous)
                AddSimpleType($"{path} / values", anonymous);
        }
    }

    private void AddParticle(string path, XmlSchemaParticle? particle)
    {
        switch (particle)
        {
            case null:
                break;
            case XmlSchemaElement element:
                AddElement(path, element);
                break;
            case XmlSchemaAny any:
                facts.Add(path, $"any {any.Namespace} {any.ProcessContents} {Occurs(any)}");
                break;
            case XmlSchemaGroupBase group:
                path += $" / {group.GetType().Name["XmlSchema".Length..].ToUpperInvariant()}";
                facts.Add(path, Occurs(group));
                for (var i = 0; i < group.Items.Count; i++)
                    AddParticle($"{path} [{i}]", (XmlSchemaParticle)group.Items[i]);
                break;
            default:
                throw new NotSupportedException($"{path}: {particle.GetType().Name} is not described");
        }
    }

    private void AddSimpleType(string path, XmlSchemaSimpleType type)
    {
        facts.Add(path, $"{type.DerivedBy} of {Name(type.BaseXmlSchemaType)} final {type.FinalResolved} kind {type.Datatype?.TypeCode}");
        switch (type.Content)
        {
            case XmlSchemaSimpleTypeRestriction restriction:
                AddFacets(path, restriction.Facets);
                break;
            case XmlSchemaSimpleTypeUnion union:
                for (var i = 0; i < union.BaseMemberTypes!.Length; i++)
                    AddMember($"{path} | {i}", union.BaseMemberTypes[i]);
                break;
            case XmlSchemaSimpleTypeList list:
                AddMember($"{path} / item", list.BaseItemType!);
                break;
        }
    }

    private void AddMember(string path, XmlSchemaSimpleType member)
    {
        if (member.QualifiedName.IsEmpty)
            AddSimpleType(path, member);
        else
            facts.Add(path, Name(member));
    }

    private void AddFacets(string path, XmlSchemaObjectCollection facets)
    {
        var lines = facets.Cast<XmlSchemaFacet>().Select(facet => $"{facet.GetType().Name["XmlSchema".Length..]} '{facet.Value}' fixed {facet.IsFixed}");
        foreach (var (i, line) in lines.Order(StringComparer.Ordinal).Index())
            facts.Add($"{path} facet {i}", line);
    }

    private static string Name(XmlSchemaType? type) => type switch
    {
        null => "none",
        { QualifiedName.IsEmpty: true } => "anonymous",
        _ => type.QualifiedName.ToString(),
    };

    private static string Value(string? byDefault, string? always) => $"default {Quoted(byDefault)} fixed {Quoted(always)}";

    private static string Quoted(string? value) => value is null ? "none" : $"'{value}'";

    private static string Wildcard(XmlSchemaAnyAttribute? any) => any is null ? "none" : $"{any.Namespace} {any.ProcessContents}";

    private static string Occurs(XmlSchemaParticle particle) =>
        $"{particle.MinOccurs}..{(particle.MaxOccurs == decimal.MaxValue ? "*" : XmlConvert.ToString(particle.MaxOccurs))}";
}
