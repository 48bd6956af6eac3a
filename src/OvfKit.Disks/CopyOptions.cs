namespace OvfKit.Disks;

/// <summary>How a disk is copied. Immutable.</summary>
public sealed record CopyOptions
{
    /// <summary>One thread for each processor; stored blocks are taken over.</summary>
    public static CopyOptions Default { get; } = new();

    /// <summary>How many segments are read and encoded at once, at least 1.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether compressed blocks are decoded and encoded again also where source and target store them alike.</summary>
    /// <remarks>Without it such blocks are copied as they are stored, after a check that each is the block its place asks for and is there in full:
    /// as fast as a copy of the file, at the source's compression level, with the source's checksums. A damaged block is then found by who reads
    /// the copy, as it would be in the source. With it blocks are checked now, and get the writer's compression level.</remarks>
    public bool Recode { get; init; }
}

/// <summary>How far a copy is.</summary>
/// <param name="Position">Guest bytes behind the copy, holes included.</param>
/// <param name="Length">Guest bytes in all.</param>
/// <param name="DataLength">Guest bytes found so far that are not zeros.</param>
public readonly record struct CopyProgress(long Position, long Length, long DataLength);
