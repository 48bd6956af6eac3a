namespace OvfKit.Disks;

/// <summary>How a disk is copied. Immutable.</summary>
public sealed record CopyOptions
{
    /// <summary>One thread for each processor.</summary>
    public static CopyOptions Default { get; } = new();

    /// <summary>How many segments are read and encoded at once, at least 1.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}

/// <summary>How far a copy is.</summary>
/// <param name="Position">Guest bytes behind the copy, holes included.</param>
/// <param name="Length">Guest bytes in all.</param>
/// <param name="DataLength">Guest bytes found so far that are not zeros.</param>
public readonly record struct CopyProgress(long Position, long Length, long DataLength);
