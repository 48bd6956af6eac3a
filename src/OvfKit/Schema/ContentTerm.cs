using System.Xml.Linq;

namespace OvfKit.Schema;

/// <summary>An element the schema allows in a place. Immutable, thread-safe.</summary>
/// <param name="Family">The family of its namespace.</param>
/// <param name="Name">Its local name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Versions">The versions that allow it.</param>
/// <param name="IsNillable">Whether <c>xsi:nil</c> may stand for its content.</param>
internal sealed record ContentTerm(SchemaFamily Family, string Name, SchemaType Type, SchemaVersions Versions = SchemaVersions.Both, bool IsNillable = false);

/// <summary>Any element of other namespaces; the schemas always want it checked where a declaration is known (lax). Immutable, thread-safe.</summary>
/// <param name="Except">The family whose elements are not meant (<c>##other</c>), or None for no exception.</param>
/// <param name="Only">The only namespace meant, or null for any.</param>
internal sealed record ContentWildcard(SchemaFamily Except, string? Only = null)
{
    /// <summary>True for an element the wildcard lets pass.</summary>
    public bool Accepts(XName name) => Accepts(name.Namespace, SchemaNames.FamilyOf(name.Namespace));

    /// <summary>True for an element the wildcard lets pass, when the family of its namespace is known already.</summary>
    public bool Accepts(XNamespace name, SchemaFamily family) =>
        Only is not null ? name.NamespaceName == Only : Except == SchemaFamily.None || (family != SchemaFamily.None && family != Except);
}
