using System.Xml;
using System.Xml.Schema;
using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen;

/// <summary>Takes a compiled schema set apart into facts.</summary>
internal sealed class SchemaReader
{
    private const string AnyType = "xs:anyType";

    private readonly XmlSchemaSet _set;
    private readonly NameMap _names;
    private readonly Versions _version;
    private readonly Dictionary<string, TypeFacts> _types = [];

    private SchemaReader(XmlSchemaSet set, NameMap names, Versions version) => (_set, _names, _version) = (set, names, version);

    /// <summary>Reads all global elements of the namespaces names.txt knows, and what they lead to.</summary>
    public static SchemaFacts Read(XmlSchemaSet set, NameMap names, Versions version)
    {
        var reader = new SchemaReader(set, names, version);
        var globals = set.GlobalElements.Values.Cast<XmlSchemaElement>()
            .Where(element => names.PrefixOf(element.QualifiedName.Namespace) is not null)
            .Select(element => reader.Term(element, ""))
            .OrderBy(static term => term.Prefix, StringComparer.Ordinal).ThenBy(static term => term.Name, StringComparer.Ordinal).ToList();
        return new([.. reader._types.Values.OrderBy(static type => type.Key, StringComparer.Ordinal)], globals);
    }

    private TermFacts Term(XmlSchemaElement element, string owner)
    {
        var declaration = element.RefName.IsEmpty ? element : (XmlSchemaElement)_set.GlobalElements[element.RefName]!;
        var name = declaration.QualifiedName;
        var prefix = Prefix(name);
        var path = owner.Length == 0 || !element.RefName.IsEmpty ? $"{prefix}:/{name.Name}" : $"{owner}/{name.Name}";
        var doc = Doc(element) is { Length: > 0 } own ? own : Doc(declaration);
        return new(prefix, name.Name, Type(declaration.ElementSchemaType!, path), declaration.IsNillable, _version, doc);
    }

    private string Type(XmlSchemaType type, string path)
    {
        if (type.QualifiedName is { Namespace: XmlSchema.Namespace, Name: "anyType" })
            return Add(new(AnyType, _version) { Doc = "Anything.", AnyAttribute = true, IsMixed = true, Slots = [new(0, int.MaxValue, _version) { Wildcards = [new(null, null)] }] });
        if (type is XmlSchemaSimpleType simple)
            return Add(new($"xs:{SimpleTypeReader.Read(simple).Kind}", _version) { Value = SimpleTypeReader.Read(simple) });
        var complex = (XmlSchemaComplexType)type;
        var key = complex.QualifiedName.IsEmpty ? path : $"{Prefix(complex.QualifiedName)}:{complex.QualifiedName.Name}";
        if (_types.ContainsKey(key))
            return key;
        var facts = new TypeFacts(key, _version)
        {
            Doc = Doc(complex),
            Hint = path,
            IsAbstract = complex.IsAbstract,
            AnyAttribute = complex.AttributeWildcard is not null,
            Value = SimpleTypeReader.Read(complex),
            Attributes = [.. complex.AttributeUses.Values.Cast<XmlSchemaAttribute>().Select(Attribute)],
        };
        // A text with limits says what it is by its limits, not by the element that has it.
        if (complex.QualifiedName.IsEmpty && facts.IsPlainValue)
            return Add(facts with { Key = $"value {facts.Value!.Code} {facts.AnyAttribute}" });
        _types.Add(key, facts); // before its content, which may lead back to it
        _types[key] = facts with
        {
            BaseKey = complex.BaseXmlSchemaType is XmlSchemaComplexType { QualifiedName: { Namespace: not XmlSchema.Namespace } } parent ? Type(parent, "") : null,
            Slots = Slots(complex, key),
        };
        return key;
    }

    private string Add(TypeFacts facts)
    {
        // Which element comes first depends on the order of the files, so the name goes by the alphabet.
        if (!_types.TryGetValue(facts.Key, out var known) || string.CompareOrdinal(facts.Hint, known.Hint) < 0)
            _types[facts.Key] = facts;
        return facts.Key;
    }

    private AttributeFacts Attribute(XmlSchemaAttribute use)
    {
        var declaration = use.RefName.IsEmpty ? use : (XmlSchemaAttribute)_set.GlobalAttributes[use.RefName]!;
        var name = use.QualifiedName;
        var prefix = name.Namespace == "http://www.w3.org/XML/1998/namespace" ? "xml" : Prefix(name);
        return new(prefix, name.Name, SimpleTypeReader.Read(use.AttributeSchemaType!), use.Use == XmlSchemaUse.Required, use.DefaultValue ?? declaration.DefaultValue, _version,
            Doc(use) is { Length: > 0 } own ? own : Doc(declaration));
    }

    private List<SlotFacts> Slots(XmlSchemaComplexType type, string key)
    {
        var slots = new List<SlotFacts>();
        var extension = type.ContentModel?.Content as XmlSchemaComplexContentExtension;
        if (extension is not null && type.BaseXmlSchemaType is XmlSchemaComplexType parent)
            slots.AddRange(Slots(parent, $"{Prefix(parent.QualifiedName)}:{parent.QualifiedName.Name}"));
        switch (extension is null ? type.Particle : extension.Particle)
        {
            case null:
                break;
            case XmlSchemaSequence { MinOccurs: 1, MaxOccurs: 1 } sequence:
                slots.AddRange(sequence.Items.Cast<XmlSchemaParticle>().Select(particle => Slot(particle, key, type)));
                break;
            case XmlSchemaChoice choice:
                slots.Add(Slot(choice, key, type));
                break;
            default:
                throw new NotSupportedException($"{key}: its content is neither a plain sequence nor a choice");
        }
        return slots;
    }

    private SlotFacts Slot(XmlSchemaParticle particle, string key, XmlSchemaComplexType type)
    {
        var slot = new SlotFacts((int)particle.MinOccurs, particle.MaxOccurs == decimal.MaxValue ? int.MaxValue : (int)particle.MaxOccurs, _version) { Doc = Doc(particle) };
        return particle switch
        {
            XmlSchemaElement element when Members(element) is { Count: > 0 } members =>
                slot with { Head = element.QualifiedName.Name, HeadType = Type(element.ElementSchemaType!, ""), Terms = [.. members.Select(member => Term(member, ""))] },
            XmlSchemaElement element when _names.PrefixOf(element.QualifiedName.Namespace) is null => slot with { Wildcards = [new(null, element.QualifiedName.Namespace)] },
            XmlSchemaElement element => slot with { Terms = [Term(element, key)] },
            XmlSchemaAny any => slot with { Wildcards = [Wildcard(any, type)] },
            XmlSchemaChoice choice => Choice(slot, [.. choice.Items.Cast<XmlSchemaParticle>().Select(item => Slot(item, key, type))], key),
            _ => throw new NotSupportedException($"{key}: a {particle.GetType().Name} inside its content is not read"),
        };
    }

    private static SlotFacts Choice(SlotFacts slot, IReadOnlyList<SlotFacts> items, string key) =>
        items.All(static item => item is { Minimum: 1, Maximum: 1, Head: null })
            ? slot with { Terms = [.. items.SelectMany(static item => item.Terms)], Wildcards = [.. items.SelectMany(static item => item.Wildcards)] }
            : throw new NotSupportedException($"{key}: the alternatives of its choice are not single elements");

    private WildcardFacts Wildcard(XmlSchemaAny any, XmlSchemaComplexType type) => any.Namespace switch
    {
        null or "##any" => new(null, null),
        "##other" => new(Prefix(Origin(any, type)), null),
        var uri => new(null, uri),
    };

    // ##other means other than the schema that says so, which for a type without name is that of its surroundings.
    private static XmlQualifiedName Origin(XmlSchemaObject particle, XmlSchemaComplexType type)
    {
        for (XmlSchemaObject? place = particle; place is not null; place = place.Parent)
        {
            if (place is XmlSchema schema)
                return new("", schema.TargetNamespace);
        }
        return type.QualifiedName;
    }

    private List<XmlSchemaElement> Members(XmlSchemaElement head) => head.RefName.IsEmpty ? [] : [.. _set.GlobalElements.Values.Cast<XmlSchemaElement>()
        .Where(element => element.SubstitutionGroup == head.RefName).OrderBy(static element => element.QualifiedName.Name, StringComparer.Ordinal)];

    private string Prefix(XmlQualifiedName name) => _names.PrefixOf(name.Namespace) ?? throw new InvalidOperationException($"names.txt has no prefix for {name}");

    private static string Doc(XmlSchemaAnnotated annotated) => string.Join(' ', (annotated.Annotation?.Items.OfType<XmlSchemaDocumentation>() ?? [])
        .SelectMany(static item => item.Markup ?? []).Select(static node => node?.InnerText ?? "")
        .SelectMany(static text => text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)));
}
