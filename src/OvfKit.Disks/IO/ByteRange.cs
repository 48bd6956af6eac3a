namespace OvfKit.IO;

/// <summary>A range of bytes.</summary>
/// <param name="Offset">The first byte's offset, from 0.</param>
/// <param name="Length">The number of bytes.</param>
public readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>The offset just past the last byte.</summary>
    public long End => Offset + Length;
}
