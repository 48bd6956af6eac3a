namespace OvfKit.SchemaGen;

/// <summary>What is written in <c>schemas/names.txt</c>: the names the code has for what the schemas describe.</summary>
internal sealed class NameMap
{
    private readonly Dictionary<string, (string Prefix, string Family)> _namespaces = [];
    private readonly Dictionary<string, string> _classes = [];
    private readonly Dictionary<string, string> _bases = [];
    private readonly Dictionary<string, string> _members = [];
    private readonly List<UnionName> _unions = [];

    /// <summary>Children of several names that make up one list.</summary>
    /// <param name="Owner">The class that has the list.</param>
    /// <param name="Member">The name of the list.</param>
    /// <param name="Item">The class of the items.</param>
    /// <param name="Elements">The names of the children.</param>
    public sealed record UnionName(string Owner, string Member, string Item, string[] Elements);

    public IReadOnlyList<UnionName> Unions => _unions;

    public static NameMap Read(string path)
    {
        var map = new NameMap();
        foreach (var (index, line) in File.ReadAllLines(path).Index())
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case []:
                    break;
                case ["namespace", var prefix, var family, .. var uris]:
                    foreach (var uri in uris)
                        map._namespaces.Add(uri, (prefix, family));
                    break;
                case ["class", var type, var name]:
                    map._classes.Add(type, name);
                    break;
                case ["class", var type, var name, "is", var parent]:
                    map._classes.Add(type, name);
                    map._bases.Add(name, parent);
                    break;
                case ["member", var owner, var element, var name]:
                    map._members.Add($"{owner}.{element}", name);
                    break;
                case ["union", var owner, var name, "of", var item, .. var elements]:
                    map._unions.Add(new(owner, name, item, elements));
                    break;
                default:
                    throw new InvalidDataException($"{path}({index + 1}): \"{line}\" is no rule");
            }
        }
        return map;
    }

    /// <summary>The prefix by which names.txt speaks of a namespace, or null for one that is not modelled.</summary>
    public string? PrefixOf(string uri) => _namespaces.TryGetValue(uri, out var known) ? known.Prefix : null;

    /// <summary>The member of SchemaFamily for a prefix.</summary>
    public string FamilyOf(string prefix) => _namespaces.Values.First(known => known.Prefix == prefix).Family;

    /// <summary>The class of a type, by the type's key.</summary>
    public string ClassOf(string type) => _classes.TryGetValue(type, out var name) ? name : DefaultName(type);

    /// <summary>The types that are shown by a class, the one new elements have first.</summary>
    public IEnumerable<string> TypesOf(string className) => _classes.Where(pair => pair.Value == className).Select(static pair => pair.Key);

    /// <summary>The base class that names.txt gives, where the schema has none to show.</summary>
    public string? BaseOf(string className) => _bases.GetValueOrDefault(className);

    /// <summary>The property for an attribute (<c>@name</c>) or a child.</summary>
    public string MemberOf(string className, string name, bool isList)
    {
        if (_members.TryGetValue($"{className}.{name}", out var chosen) || _members.TryGetValue($"*.{name}", out chosen))
            return chosen;
        var bare = name.TrimStart('@');
        bare = bare[(bare.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var pascal = char.ToUpperInvariant(bare[0]) + bare[1..];
        return isList ? Plural(pascal) : pascal;
    }

    private static string DefaultName(string type)
    {
        var local = type[(type.LastIndexOfAny([':', '/']) + 1)..];
        return local.EndsWith("_Type", StringComparison.Ordinal) ? local[..^5] : local;
    }

    private static string Plural(string name) => name switch
    {
        [.., 's'] => name,
        [.. var stem, 'y'] => stem + "ies",
        _ => name + "s",
    };
}
