using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen.Emit;

/// <summary>A class of the model.</summary>
internal sealed class ClassModel(string name, string parent)
{
    public string Name { get; } = name;

    public string Parent { get; } = parent;

    /// <summary>The types it shows; new elements have the first.</summary>
    public List<TypeFacts> Types { get; } = [];

    public List<MemberModel> Members { get; } = [];

    public bool HasHeirs { get; set; }

    public bool IsAbstract => Types[0].IsAbstract;

    /// <summary>The element new ones are made as.</summary>
    public TermFacts? Element { get; set; }

    public Versions Versions => Types.Aggregate(default(Versions), static (versions, type) => versions | type.Versions);
}

/// <summary>How a property shows what the schema describes.</summary>
internal enum MemberKind
{
    Attribute,
    Value,
    Values,
    Text,
    Child,
    Children,
    Member,
    Members,
    Content,
}

/// <summary>A property of a class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it works.</param>
/// <param name="Source">The attribute, child or head it shows; several children separated by commas.</param>
/// <param name="Doc">What the schema says of it.</param>
/// <param name="Versions">The versions that have it.</param>
internal sealed record MemberModel(string Name, MemberKind Kind, string Source, string Doc, Versions Versions)
{
    /// <summary>The type of its text, where it has one.</summary>
    public SimpleFacts? Simple { get; init; }

    /// <summary>The class of its children, where it has some.</summary>
    public string? Class { get; init; }

    public bool IsRequired { get; init; }

    public string? Default { get; init; }

    /// <summary>The type as it is written in code.</summary>
    public string Type => Kind switch
    {
        MemberKind.Values => "ValueList",
        MemberKind.Text => "string?",
        MemberKind.Child or MemberKind.Member => Class + "?",
        MemberKind.Children or MemberKind.Members => $"ElementList<{Class}>",
        MemberKind.Content => "string",
        _ => Simple!.Kind switch
        {
            "Boolean" => "bool?",
            "Byte" or "Short" or "Int" or "UnsignedByte" or "UnsignedShort" => "int?",
            "Long" or "UnsignedInt" or "UnsignedLong" => "long?",
            _ => "string?",
        },
    };
}
