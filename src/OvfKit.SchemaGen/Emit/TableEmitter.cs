using System.Globalization;
using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen.Emit;

/// <summary>Writes the content tables.</summary>
internal sealed class TableEmitter
{
    private readonly SchemaFacts _facts;
    private readonly TypeNames _types;

    private TableEmitter(SchemaFacts facts, TypeNames types) => (_facts, _types) = (facts, types);

    /// <summary>Writes one file for the envelope, one for the environment, one for CIM, one for the lists.</summary>
    public static IEnumerable<(string Name, string Text)> Emit(SchemaFacts facts, TypeNames types)
    {
        var emitter = new TableEmitter(facts, types);
        yield return ("ContentTables.cs", emitter.Index());
        yield return ("ContentTables.Envelope.cs", emitter.Tables(static type => IsOf(type, "ovf:")));
        yield return ("ContentTables.Environment.cs", emitter.Tables(static type => IsOf(type, "oe:")));
        yield return ("ContentTables.Cim.cs", emitter.Tables(static type => !IsOf(type, "ovf:") && !IsOf(type, "oe:")));
        yield return ("ContentTables.Globals.cs", emitter.Globals());
    }

    private static bool IsOf(TypeFacts type, string prefix) => type.Key.StartsWith(prefix, StringComparison.Ordinal);

    private string Index()
    {
        var code = Begin("What the schemas say of each type, made when it is first asked for.");
        code.Line($"private static readonly ContentTable?[] _tables = new ContentTable?[{_facts.Types.Count}];");
        code.Line();
        code.Doc("summary", "The table of a type.");
        code.Line("public static ContentTable Of(SchemaType type) => _tables[(int)type] ??= Make(type);");
        code.Line();
        code.Open("private static ContentTable Make(SchemaType type) => type switch");
        foreach (var type in _facts.Types)
            code.Line($"SchemaType.{_types[type.Key]} => {_types[type.Key]}(),");
        code.Line("_ => throw new ArgumentOutOfRangeException(nameof(type)),");
        code.Close("};");
        foreach (var head in _facts.Types.SelectMany(static type => type.Slots).Where(static slot => slot.Head is not null).DistinctBy(Members))
        {
            code.Line();
            Rows(code, $"private static ContentTerm[] {Members(head)}() => [", head.Terms.Select(Term), "];");
        }
        code.Close();
        return code.ToString();
    }

    private string Tables(Func<TypeFacts, bool> isWanted)
    {
        var code = Begin();
        foreach (var (index, type) in _facts.Types.Where(isWanted).Index())
        {
            if (index > 0)
                code.Line();
            Table(code, type);
        }
        code.Close();
        return code.ToString();
    }

    private string Globals()
    {
        var code = Begin();
        code.Doc("summary", "The elements that a document, or a wildcard in it, can hold by themselves; for some each version has its own.");
        code.Open("public static ContentTerm[] Global(SchemaFamily family, string name) => (family, name) switch");
        foreach (var group in _facts.Globals.GroupBy(static term => (term.Prefix, term.Name)))
            code.Line($"({Family(group.Key.Prefix)}, \"{group.Key.Name}\") => [{string.Join(", ", group.Select(Term))}],");
        code.Line("_ => [],");
        code.Close("};");
        code.Close();
        return code.ToString();
    }

    private static CodeWriter Begin(string? summary = null)
    {
        var code = new CodeWriter();
        code.Line("namespace OvfKit.Schema;");
        code.Line();
        if (summary is not null)
            code.Doc("summary", summary);
        code.Open("internal static partial class ContentTables");
        return code;
    }

    private void Table(CodeWriter code, TypeFacts type)
    {
        code.Open($"private static ContentTable {_types[type.Key]}() => new(SchemaType.{_types[type.Key]})");
        code.Line($"Name = \"{(type.Key.StartsWith("value ", StringComparison.Ordinal) ? type.Hint : type.Key)}\",");
        if (type.Versions != Versions.Both)
            code.Line($"Versions = {Code(type.Versions)},");
        if (type.BaseKey is not null)
            code.Line($"Base = SchemaType.{_types[type.BaseKey]},");
        if (type.IsAbstract)
            code.Line("IsAbstract = true,");
        if (type.IsMixed)
            code.Line("IsMixed = true,");
        if (type.AnyAttribute)
            code.Line("AnyAttribute = true,");
        if (type.Value is not null)
            code.Line($"Value = {type.Value.Code},");
        if (type.Slots.Count > 0)
            Rows(code, "Slots = [", type.Slots.Select(slot => Slot(slot, type.Versions)), "],");
        if (type.Attributes.Count > 0)
            Rows(code, "Attributes = [", type.Attributes.Select(attribute => Attribute(attribute, type.Versions)), "],");
        code.Close("};");
    }

    private static void Rows(CodeWriter code, string open, IEnumerable<string> rows, string close)
    {
        code.Line(open);
        foreach (var row in rows)
            code.Line($"    {row},");
        code.Line(close);
    }

    private string Slot(SlotFacts slot, Versions all)
    {
        var parts = new List<string>();
        if (slot.Minimum != 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"Minimum = {slot.Minimum}"));
        if (slot.Maximum != 1)
            parts.Add($"Maximum = {(slot.Maximum == int.MaxValue ? "ContentSlot.Unbounded" : slot.Maximum)}");
        if (slot.Versions != all)
            parts.Add($"Versions = {Code(slot.Versions)}");
        if (slot.Head is not null)
            parts.Add($"Head = \"{slot.Head}\", Terms = {Members(slot)}()");
        else if (slot.Terms.Count > 0)
            parts.Add($"Terms = [{string.Join(", ", slot.Terms.Select(term => Term(term, slot.Versions)))}]");
        if (slot.Wildcards.Count > 0)
            parts.Add($"Wildcards = [{string.Join(", ", slot.Wildcards.Select(Wildcard))}]");
        return $"new() {{ {string.Join(", ", parts)} }}";
    }

    private string Term(TermFacts term) => Term(term, Versions.Both);

    // A part says its versions where they are not those of the whole.
    private string Term(TermFacts term, Versions all)
    {
        var rest = (term.Versions == all ? "" : $", {Code(term.Versions)}") + (term.IsNillable ? ", IsNillable: true" : "");
        return $"new({Family(term.Prefix)}, \"{term.Name}\", SchemaType.{_types[term.TypeKey]}{rest})";
    }

    private string Wildcard(WildcardFacts wildcard) => wildcard switch
    {
        { Only: { } only } => $"new(SchemaFamily.None, \"{only}\")",
        { Except: { } except } => $"new({Family(except)})",
        _ => "new(SchemaFamily.None)",
    };

    private string Attribute(AttributeFacts attribute, Versions all)
    {
        var rest = (attribute.IsRequired ? ", IsRequired: true" : "")
            + (attribute.Default is { } value ? $", Default: \"{value}\"" : "")
            + (attribute.Versions == all ? "" : $", Versions: {Code(attribute.Versions)}");
        return $"new({Family(attribute.Prefix)}, \"{attribute.Name}\", {attribute.Type.Code}{rest})";
    }

    private string Members(SlotFacts slot) => $"{_types.Names.FamilyOf(slot.Terms[0].Prefix)}{slot.Head}Members";

    private string Family(string prefix) => "SchemaFamily." + (prefix == "xml" ? "Xml" : _types.Names.FamilyOf(prefix));

    private static string Code(Versions versions) => "SchemaVersions." + versions;
}
