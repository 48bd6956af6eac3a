namespace OvfKit.Disks;

/// <summary>What detection may look at: the first bytes of a file, its last bytes, and its length.</summary>
/// <param name="head">The first bytes, up to 4096.</param>
/// <param name="tail">The last bytes, up to 512.</param>
/// <param name="length">The file's length in bytes.</param>
public readonly ref struct DiskProbe(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, long length)
{
    /// <summary>The first bytes, up to 4096; fewer when the file is shorter.</summary>
    public ReadOnlySpan<byte> Head { get; } = head;

    /// <summary>The last bytes, up to 512.</summary>
    public ReadOnlySpan<byte> Tail { get; } = tail;

    /// <summary>The file's length in bytes.</summary>
    public long Length { get; } = length;
}
