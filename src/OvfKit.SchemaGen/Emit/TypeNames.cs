using System.Text.RegularExpressions;
using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen.Emit;

/// <summary>The member of SchemaType for every type.</summary>
internal sealed partial class TypeNames
{
    private readonly Dictionary<string, string> _names = [];

    public TypeNames(SchemaFacts facts, NameMap names)
    {
        Names = names;
        var taken = new HashSet<string>();
        foreach (var type in facts.Types.OrderBy(type => IsMain(type, names) ? 0 : 1))
        {
            var wanted = IsMain(type, names) && !type.Key.StartsWith("xs:", StringComparison.Ordinal) ? Pascal(names.ClassOf(type.Key)) : Wanted(type, names);
            var name = wanted;
            for (var number = 2; !taken.Add(name); number++)
                name = wanted + number;
            _names.Add(type.Key, name);
        }
    }

    public NameMap Names { get; }

    public string this[string key] => _names[key];

    /// <summary>True for a type that a class shows and that new elements of the class have.</summary>
    private static bool IsMain(TypeFacts type, NameMap names) =>
        !type.IsPlainValue && names.TypesOf(names.ClassOf(type.Key)).DefaultIfEmpty(type.Key).First() == type.Key;

    private static string Wanted(TypeFacts type, NameMap names)
    {
        if (type.Key.StartsWith("value ", StringComparison.Ordinal))
            return Pascal(type.Hint[(type.Hint.LastIndexOf('/') + 1)..]) + "Value";
        var path = type.Key;
        var prefix = path[..path.IndexOf(':', StringComparison.Ordinal)];
        var space = prefix is "ovf" or "cim" ? "" : prefix == "xs" ? "Xs" : names.FamilyOf(prefix);
        return space + Pascal(path[(prefix.Length + 1)..]);
    }

    private static string Pascal(string name) => string.Concat(NotLetters().Split(name)
        .Where(static word => word is not ("" or "Type" or "CIM")).Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotLetters();
}
