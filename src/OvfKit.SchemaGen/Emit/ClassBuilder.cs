using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen.Emit;

/// <summary>Decides which classes there are, how they derive and what they show.</summary>
internal sealed class ClassBuilder
{
    private const string Root = "OvfElement";
    private const string Open = "OpenElement";

    private readonly SchemaFacts _facts;
    private readonly NameMap _names;
    private readonly Dictionary<string, ClassModel> _classes = [];
    private readonly HashSet<string> _seen = [];

    private ClassBuilder(SchemaFacts facts, NameMap names) => (_facts, _names) = (facts, names);

    /// <summary>Builds the classes for everything an envelope can hold.</summary>
    public static IReadOnlyList<ClassModel> Build(SchemaFacts facts, NameMap names)
    {
        var builder = new ClassBuilder(facts, names);
        foreach (var root in facts.Globals.Where(static term => term is { Prefix: "ovf", Name: "Envelope" }))
            builder.Visit(root);
        foreach (var model in builder._classes.Values)
            builder.AddMembers(model);
        foreach (var model in builder._classes.Values)
            builder.DropInherited(model);
        return [.. builder._classes.Values.OrderBy(static model => model.Name, StringComparer.Ordinal)];
    }

    private void Visit(TermFacts term)
    {
        Visit(term.TypeKey);
        if (_classes.TryGetValue(_names.ClassOf(term.TypeKey), out var model) && model.Types[0].Key == term.TypeKey)
            model.Element ??= term;
    }

    private void Visit(string key)
    {
        var type = _facts[key];
        if (!_seen.Add(key) || type.IsPlainValue || key == "xs:anyType")
            return;
        if (type.BaseKey is not null)
            Visit(type.BaseKey);
        var name = _names.ClassOf(key);
        if (!_classes.TryGetValue(name, out var model))
        {
            var parent = _names.BaseOf(name) ?? (type.BaseKey is { } schemaBase && _names.ClassOf(schemaBase) is var other && other != name ? other : Root);
            _classes.Add(name, model = new(name, parent));
        }
        model.Types.Add(type);
        model.Types.Sort((a, b) => Rank(a).CompareTo(Rank(b)));
        foreach (var slot in type.Slots)
        {
            if (slot.HeadType is { } head)
                Visit(head);
            foreach (var term in slot.Terms)
                Visit(term);
        }

        int Rank(TypeFacts one) => _names.TypesOf(name).TakeWhile(other => other != one.Key).Count();
    }

    private void AddMembers(ClassModel model)
    {
        foreach (var type in model.Types)
        {
            foreach (var attribute in type.Attributes)
            {
                var source = attribute.Prefix == "xml" ? "xml:" + attribute.Name : attribute.Name;
                Add(model, new(_names.MemberOf(model.Name, "@" + attribute.Name, false), MemberKind.Attribute, source, attribute.Doc, attribute.Versions)
                {
                    Simple = attribute.Type, IsRequired = attribute.IsRequired, Default = attribute.Default,
                });
            }
            if (type.Value is not null)
                Add(model, new("Text", MemberKind.Content, "", "The text itself.", type.Versions));
            foreach (var slot in type.Slots)
                AddMembers(model, slot);
        }
        foreach (var union in _names.Unions.Where(union => union.Owner == model.Name))
        {
            var versions = model.Types.SelectMany(static type => type.Slots).SelectMany(static slot => slot.Terms)
                .Where(term => union.Elements.Contains(term.Name)).Aggregate(default(Versions), static (all, term) => all | term.Versions);
            Add(model, new(union.Member, MemberKind.Children, string.Join(',', union.Elements), $"All of these in document order: {string.Join(", ", union.Elements)}.", versions) { Class = union.Item });
        }
    }

    private void AddMembers(ClassModel model, SlotFacts slot)
    {
        var isList = slot.Maximum > 1;
        if (slot.Head is { } head)
        {
            Add(model, new(_names.MemberOf(model.Name, head, isList), isList ? MemberKind.Members : MemberKind.Member, head, slot.Doc, slot.Versions)
            {
                Class = _names.ClassOf(slot.HeadType!), IsRequired = slot.Minimum > 0,
            });
            return;
        }
        foreach (var term in slot.Terms)
        {
            var type = _facts[term.TypeKey];
            var name = _names.MemberOf(model.Name, term.Name, isList);
            var member = new MemberModel(name, MemberKind.Child, term.Name, term.Doc, slot.Versions & term.Versions) { IsRequired = slot.Minimum > 0 && slot.Terms.Count == 1, Simple = type.Value };
            var shown = type.Key == "xs:anyType" ? Open : _names.ClassOf(type.Key);
            if (type.IsPlainValue)
            {
                Add(model, member with { Kind = isList ? MemberKind.Values : MemberKind.Value });
            }
            else if (isList)
            {
                Add(model, member with { Kind = MemberKind.Children, Class = shown });
            }
            else
            {
                if (type.Value is not null)
                    Add(model, member with { Kind = MemberKind.Text });
                Add(model, member with { Class = shown, Name = type.Value is null ? name : name + shown });
            }
        }
    }

    // The same member of another type or version is one property.
    private static void Add(ClassModel model, MemberModel member)
    {
        var index = model.Members.FindIndex(other => other.Name == member.Name);
        if (index < 0)
        {
            model.Members.Add(member);
            return;
        }
        var other = model.Members[index];
        if (other.Type != member.Type || (other.Source != member.Source))
            throw new InvalidOperationException($"{model.Name}.{member.Name} would be {other.Type} for {other.Source} and {member.Type} for {member.Source}; give one another name in names.txt");
        model.Members[index] = other with { Versions = other.Versions | member.Versions };
    }

    private void DropInherited(ClassModel model)
    {
        if (model.Parent == Root)
            return;
        for (var parent = _classes[model.Parent]; ; parent = _classes[parent.Parent])
        {
            parent.HasHeirs = true;
            foreach (var inherited in parent.Members)
            {
                var own = model.Members.Find(member => member.Name == inherited.Name);
                if (own is not null && own.Type != inherited.Type)
                    throw new InvalidOperationException($"{model.Name}.{own.Name} is {own.Type}, but {parent.Name}.{own.Name} is {inherited.Type}");
                model.Members.RemoveAll(member => member.Name == inherited.Name);
            }
            if (parent.Parent == Root)
                return;
        }
    }
}
