namespace OvfKit.Schema;

/// <summary>One step of a content model: so many children, each of them one of the terms or let pass by a wildcard. Immutable, thread-safe.</summary>
/// <remarks>Every content model of the schemas is a sequence of such steps; the generator refuses any other.</remarks>
internal sealed record ContentSlot
{
    /// <summary>A <see cref="Maximum"/> without limit.</summary>
    public const int Unbounded = int.MaxValue;

    /// <summary>The fewest children.</summary>
    public int Minimum { get; init; }

    /// <summary>The most children.</summary>
    public int Maximum { get; init; } = 1;

    /// <summary>The versions that have the step.</summary>
    public SchemaVersions Versions { get; init; } = SchemaVersions.Both;

    /// <summary>The elements allowed; the members of the substitution group where the step has a <see cref="Head"/>.</summary>
    public ContentTerm[] Terms { get; init; } = [];

    /// <summary>The wildcards that let other elements pass.</summary>
    public ContentWildcard[] Wildcards { get; init; } = [];

    /// <summary>The head of the substitution group (Section or Content) whose members, a vendor's own among them, may stand here; or null.</summary>
    public string? Head { get; init; }
}
