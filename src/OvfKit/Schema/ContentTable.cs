namespace OvfKit.Schema;

/// <summary>What the schema says of one type of element: its content, its attributes, its value. Immutable, thread-safe.</summary>
/// <remarks>One table, two uses: it puts a new child at its place, and it validates.</remarks>
internal sealed record ContentTable(SchemaType Type)
{
    /// <summary>The name of the type in the schema, or the way to it for one without a name: <c>ovf:NetworkSection_Type/Network</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The versions that have the type. Its steps and attributes say their own only where they are not in all of these.</summary>
    public SchemaVersions Versions { get; init; } = SchemaVersions.Both;

    /// <summary>The type it derives from, or null.</summary>
    public SchemaType? Base { get; init; }

    /// <summary>Whether only types derived from it can be used.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>Whether text may stand between the children; only of the type that allows anything.</summary>
    public bool IsMixed { get; init; }

    /// <summary>Whether any attribute is allowed beside those declared (checked where a declaration is known: lax).</summary>
    public bool AnyAttribute { get; init; }

    /// <summary>The type of the text, for an element that holds no others; else null.</summary>
    public SimpleType? Value { get; init; }

    /// <summary>The steps of the content, in order, those of the base types first.</summary>
    public ContentSlot[] Slots { get; init; } = [];

    /// <summary>The attributes declared, those of the base types among them.</summary>
    public AttributeUse[] Attributes { get; init; } = [];
}
