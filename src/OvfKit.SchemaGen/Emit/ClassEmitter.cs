using System.Globalization;
using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen.Emit;

/// <summary>Writes a class of the model.</summary>
internal static class ClassEmitter
{
    public static string Emit(ClassModel model, TypeNames types)
    {
        var code = new CodeWriter("System.Xml.Linq", "OvfKit.Schema");
        var main = model.Types[0];
        code.Line("namespace OvfKit.Model;");
        code.Line();
        code.Doc("summary", main.Doc.Length > 0 ? Sentence(main.Doc) : Sentence(model.Element?.Doc ?? model.Name));
        code.Doc("remarks", $"{(main.Key.Contains('/', StringComparison.Ordinal) ? "Element" : "Type")} <c>{main.Key}</c> of the schema{Only(model.Versions)}.", isMarkup: true);
        code.Open($"public {(model.IsAbstract ? "abstract " : model.HasHeirs ? "" : "sealed ")}partial class {model.Name} : {model.Parent}");
        Constructors(code, model, types);
        foreach (var member in model.Members)
            Property(code, member, model.Versions);
        code.Close();
        return code.ToString();
    }

    private static void Constructors(CodeWriter code, ClassModel model, TypeNames types)
    {
        var type = $"SchemaType.{types[model.Types[0].Key]}";
        if (!model.IsAbstract)
        {
            code.Doc("summary", "Makes one that is in no document yet.");
            Constructor(code, $"public {model.Name}()",
                $"this(Detached({type}, SchemaFamily.{types.Names.FamilyOf(model.Element!.Prefix)}, \"{model.Element.Name}\"))");
            code.Line();
            Constructor(code, $"internal {model.Name}(XElement element)", $"{(model.HasHeirs ? "this" : "base")}(element, {type})");
        }
        if (!model.IsAbstract && model.HasHeirs)
            code.Line();
        if (model.IsAbstract || model.HasHeirs)
        {
            Constructor(code, $"private protected {model.Name}(XElement element, SchemaType type)", "base(element, type)");
        }
    }

    private static void Constructor(CodeWriter code, string signature, string initializer)
    {
        code.Line(signature);
        code.Open("    : " + initializer);
        code.Close();
    }

    private static void Property(CodeWriter code, MemberModel member, Versions all)
    {
        code.Line();
        code.Doc("summary", Summary(member, all));
        if (member.Kind is MemberKind.Attribute or MemberKind.Value && member.Type != "string?")
        {
            code.Doc("exception", "The value is not readable (OVF1001).", "cref=\"Diagnostics.InvalidContentException\"");
            if (member.Type != "bool?")
                code.Doc("exception", "The value set is outside the range.", "cref=\"ArgumentOutOfRangeException\"");
        }
        var source = $"\"{member.Source}\"";
        switch (member.Kind)
        {
            case MemberKind.Values:
                code.Line($"public ValueList {member.Name} => field ??= new(this, {source});");
                return;
            case MemberKind.Children:
                code.Line($"public {member.Type} {member.Name} => field ??= new(this, [{string.Join(", ", member.Source.Split(',').Select(static name => $"\"{name}\""))}]);");
                return;
            case MemberKind.Members:
                code.Line($"public {member.Type} {member.Name} => field ??= new(this, {source});");
                return;
            case MemberKind.Content:
                Accessors(code, member, "Element.Value", "SetText(value)");
                return;
            case MemberKind.Child:
                Accessors(code, member, $"Child<{member.Class}>({source})", $"SetChild({source}, value)");
                return;
            case MemberKind.Member:
                Accessors(code, member, $"Member<{member.Class}>({source})", $"SetMember({source}, value)");
                return;
        }
        var place = member.Kind == MemberKind.Attribute ? "Attribute" : "Child";
        var (suffix, limits) = member.Type switch
        {
            "bool?" => ("Boolean", ""),
            "int?" => ("Int32", Limits(member.Simple!)),
            "long?" => ("Int64", Limits(member.Simple!)),
            _ => ("Text", ""),
        };
        Accessors(code, member, $"{place}{suffix}({source}{limits})", $"Set{place}({source}, value{limits})");
    }

    private static void Accessors(CodeWriter code, MemberModel member, string get, string set)
    {
        code.Open($"public {member.Type} {member.Name}");
        code.Line($"get => {get};");
        code.Line($"set => {set};");
        code.Close();
    }

    private static string Summary(MemberModel member, Versions all)
    {
        var facts = new List<string> { Sentence(member.Doc) };
        if (member.Kind is MemberKind.Attribute or MemberKind.Value && member.Simple!.Limits is not null)
        {
            var (minimum, maximum) = Range(member.Simple);
            if (minimum != long.MinValue)
                facts.Add(string.Create(CultureInfo.InvariantCulture, $"{minimum} to {(maximum == long.MaxValue ? "2^63-1" : maximum)}."));
        }
        if (member.Kind == MemberKind.Child && member.Simple is not null)
            facts.Add("With the key of its translations.");
        if (member.IsRequired)
            facts.Add("Required.");
        else if (member.Default is { Length: > 0 } value)
            facts.Add($"Null means {value}.");
        if (member.Versions != all)
            facts.Add($"OVF {(member.Versions == Versions.One ? 1 : 2)} only.");
        return string.Join(' ', facts);
    }

    private static string Limits(SimpleFacts simple)
    {
        var (minimum, maximum) = Range(simple);
        return string.Create(CultureInfo.InvariantCulture, $", {(minimum == long.MinValue ? "long.MinValue" : minimum)}, {(maximum == long.MaxValue ? "long.MaxValue" : maximum)}");
    }

    // A reader forgives what the type can hold; the narrower limits are for validation. CLR's long stands for unsigned ones as well.
    private static (decimal Minimum, decimal Maximum) Range(SimpleFacts simple) => simple.Limits is var (minimum, maximum)
        ? (minimum, Math.Min(maximum, long.MaxValue)) : throw new InvalidOperationException();

    private static string Only(Versions versions) => versions switch { Versions.One => ", OVF 1 only", Versions.Two => ", OVF 2 only", _ => "" };

    private static string Sentence(string doc) => doc.Length == 0 ? "Not described." : doc.EndsWith('.') ? doc : doc + ".";
}
