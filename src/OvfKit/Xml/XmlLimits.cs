namespace OvfKit.Xml;

/// <summary>What a document may cost before it is refused. Immutable, thread-safe.</summary>
/// <remarks>Real descriptors stay far below: the largest known are under 1 MiB, 10 levels and 20,000 nodes.</remarks>
public sealed record XmlLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static XmlLimits Default { get; } = new();

    /// <summary>The largest document read, in bytes. 32 MiB unless set.</summary>
    public int MaxBytes { get; init; } = 32 << 20;

    /// <summary>The deepest nesting of elements, the root being 1. 256 unless set; tree walks recurse this deep.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>The most nodes (elements, texts, comments, …) in a document. 1,000,000 unless set.</summary>
    public int MaxNodes { get; init; } = 1_000_000;

    /// <summary>The most attributes on one element. 256 unless set; LINQ to XML checks each new one against all others.</summary>
    public int MaxAttributes { get; init; } = 256;
}
