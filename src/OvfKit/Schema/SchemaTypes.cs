using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Schema;

/// <summary>Finds types by the names that <c>xsi:type</c> gives them.</summary>
internal static class SchemaTypes
{
    private const string BuiltIn = "http://www.w3.org/2001/XMLSchema";

    // Needed for hardly any document, so made for the first that does.
    private static readonly Lazy<Dictionary<string, ContentTable>> _named = new(static () =>
    {
        var named = new Dictionary<string, ContentTable>(StringComparer.Ordinal);
        foreach (var type in Enum.GetValues<SchemaType>())
        {
            var table = ContentTables.Of(type);
            // A slash is the way to a type without a name.
            if (!table.Name.Contains('/', StringComparison.Ordinal) && !table.Name.StartsWith("xs:", StringComparison.Ordinal))
                named.Add(table.Name, table);
        }
        return named;
    });

    private static readonly Dictionary<SimpleKind, ContentTable> _builtIn = Enum.GetValues<SimpleKind>()
        .ToDictionary(static kind => kind, static kind => new ContentTable(SchemaType.XsAnySimple) { Name = "xs:" + kind, Value = SimpleType.Of(kind) });

    /// <summary>The table of a named type, or null where no schema has it.</summary>
    /// <param name="name">Its namespace, or null for a prefix nobody declared.</param>
    /// <param name="local">Its local name.</param>
    /// <param name="names">The document's names.</param>
    public static ContentTable? Find(XNamespace? name, string local, DocumentNames names)
    {
        if (name is null)
            return null;
        if (name.NamespaceName == BuiltIn)
        {
            return local == "anyType" ? ContentTables.Of(SchemaType.XsAnyType)
                : Enum.TryParse<SimpleKind>(local, ignoreCase: true, out var kind) && !char.IsAsciiDigit(local[0]) ? _builtIn[kind]
                : _builtIn[SimpleKind.AnySimple];
        }
        var family = names.FamilyOf(name);
        var prefix = family == SchemaFamily.Ovf ? "ovf" : OvfNamespaces.UsualPrefix(SchemaNames.CanonicalNamespace(family).NamespaceName);
        return prefix is not null && _named.Value.TryGetValue($"{prefix}:{local}", out var table) && table.Versions.HasFlag(names.Version) ? table : null;
    }

    /// <summary>True when a type may stand in for another: it is the same or derives from it.</summary>
    public static bool Derives(ContentTable table, ContentTable from)
    {
        if (from.Type == SchemaType.XsAnyType)
            return true;
        for (var type = table; ; type = ContentTables.Of(type.Base.Value))
        {
            if (type.Type == from.Type && type.Value == from.Value)
                return true;
            if (type.Base is null)
                return false;
        }
    }
}
