namespace OvfKit.IO;

/// <summary>How compressed files are unpacked. Immutable.</summary>
public sealed record UnwrapOptions
{
    /// <summary>The default limits, in the system's folder for temporary files.</summary>
    public static UnwrapOptions Default { get; } = new();

    /// <summary>The folder of the temporary file, which is deleted when it is disposed; null for the system's folder.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>The most bytes the content may have, zeros included. Zeros cost time but no space.</summary>
    public long MaxLength { get; init; } = 16L << 40;

    /// <summary>How many bytes other than zeros may come of one compressed byte: a guard against files made to fill the disk. The default is above what deflate can reach.</summary>
    public int MaxRatio { get; init; } = 1100;

    /// <summary>The bytes other than zeros that are allowed whatever the ratio.</summary>
    public long AlwaysAllowed { get; init; } = 1L << 30;

    /// <summary>Stops the work.</summary>
    public CancellationToken CancellationToken { get; init; }
}
