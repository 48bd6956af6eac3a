namespace OvfKit.SchemaGen.Facts;

/// <summary>An element in a content model.</summary>
internal sealed record TermFacts(string Prefix, string Name, string TypeKey, bool IsNillable, Versions Versions, string Doc)
{
    public string Key => $"{Prefix}:{Name} {TypeKey} {IsNillable}";
}

/// <summary>A wildcard in a content model.</summary>
/// <param name="Except">The prefix of the namespace it leaves out, or null.</param>
/// <param name="Only">The only namespace it means, or null.</param>
internal sealed record WildcardFacts(string? Except, string? Only);

/// <summary>A step of a content model.</summary>
internal sealed record SlotFacts(int Minimum, int Maximum, Versions Versions)
{
    public IReadOnlyList<TermFacts> Terms { get; init; } = [];

    public IReadOnlyList<WildcardFacts> Wildcards { get; init; } = [];

    public string? Head { get; init; }

    /// <summary>The head's type, for a step with a head.</summary>
    public string? HeadType { get; init; }

    public string Doc { get; init; } = "";

    public string Key => $"{Minimum}..{Maximum} {Head ?? string.Join(',', Terms.Select(static term => term.Key))} {string.Join(',', Wildcards)}";
}

/// <summary>An attribute an element has.</summary>
internal sealed record AttributeFacts(string Prefix, string Name, SimpleFacts Type, bool IsRequired, string? Default, Versions Versions, string Doc)
{
    public string Key => $"{Prefix}:{Name} {Type.Code} {IsRequired} {Default}";
}

/// <summary>A type of elements.</summary>
/// <param name="Key">Its name, or the way to it: <c>ovf:NetworkSection_Type/Network</c>.</param>
/// <param name="Versions">The versions that have it.</param>
internal sealed record TypeFacts(string Key, Versions Versions)
{
    public string Doc { get; init; } = "";

    /// <summary>A way to the type: names one that has no name and no place of its own.</summary>
    public string Hint { get; init; } = "";

    public string? BaseKey { get; init; }

    public bool IsAbstract { get; init; }

    public bool IsMixed { get; init; }

    public bool AnyAttribute { get; init; }

    public SimpleFacts? Value { get; init; }

    public IReadOnlyList<SlotFacts> Slots { get; init; } = [];

    public IReadOnlyList<AttributeFacts> Attributes { get; init; } = [];

    /// <summary>True where an element is just its value, which needs no view of its own.</summary>
    public bool IsPlainValue => Value is not null && Attributes.Count == 0;
}
