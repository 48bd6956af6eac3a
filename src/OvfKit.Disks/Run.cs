using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>What a run of guest bytes is in one layer.</summary>
public enum RunKind : byte
{
    /// <summary>Zeros, whatever a parent holds.</summary>
    Zero,

    /// <summary>Not held by this layer: the parent's bytes, or zeros where there is no parent.</summary>
    Parent,

    /// <summary>Plain bytes at a place in a source.</summary>
    Stored,

    /// <summary>Bytes that <see cref="DiskImage.Decode"/> makes from stored ones (compressed).</summary>
    Encoded,
}

/// <summary>One layer's answer to <em>where does guest byte N live</em>: a run that begins at N.</summary>
/// <param name="Kind">What the run is.</param>
/// <param name="Length">Guest bytes from the asked offset to the end of the run, at least 1.</param>
/// <param name="Source">Where the bytes are; null for zeros and parent runs.</param>
/// <param name="SourceOffset">Stored: the byte offset of the asked guest byte. Encoded: of the encoded block.</param>
/// <param name="StoredLength">Encoded: the number of bytes to read at <paramref name="SourceOffset"/>.</param>
/// <param name="Skip">Encoded: how many decoded bytes of the block come before the asked guest byte.</param>
public readonly record struct Run(RunKind Kind, long Length, ByteSource? Source = null, long SourceOffset = 0, int StoredLength = 0, int Skip = 0)
{
    /// <summary>A run of zeros.</summary>
    /// <param name="length">Guest bytes.</param>
    public static Run Zeros(long length) => new(RunKind.Zero, length);

    /// <summary>A run that this layer leaves to its parent.</summary>
    /// <param name="length">Guest bytes.</param>
    public static Run FromParent(long length) => new(RunKind.Parent, length);

    /// <summary>A run of plain bytes.</summary>
    /// <param name="length">Guest bytes.</param>
    /// <param name="source">Where they are.</param>
    /// <param name="sourceOffset">At which byte offset.</param>
    public static Run Stored(long length, ByteSource source, long sourceOffset) => new(RunKind.Stored, length, source, sourceOffset);
}
