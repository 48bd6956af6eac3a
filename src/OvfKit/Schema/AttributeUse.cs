namespace OvfKit.Schema;

/// <summary>An attribute the schema declares for an element. Immutable, thread-safe.</summary>
/// <param name="Family">The family of its namespace.</param>
/// <param name="Name">Its local name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="Default">What its absence means, or null.</param>
/// <param name="Versions">The versions that declare it.</param>
internal sealed record AttributeUse(
    SchemaFamily Family, string Name, SimpleType Type, bool IsRequired = false, string? Default = null, SchemaVersions Versions = SchemaVersions.Both);
