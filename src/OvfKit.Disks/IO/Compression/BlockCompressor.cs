namespace OvfKit.IO.Compression;

/// <summary>Compresses blocks that are independent of each other. Thread-safe.</summary>
internal abstract class BlockCompressor : IDisposable
{
    /// <summary>Compresses a block.</summary>
    /// <param name="block">The whole block.</param>
    /// <param name="destination">Receives the compressed block.</param>
    /// <returns>The number of bytes made, or 0 when they do not fit.</returns>
    public abstract int Compress(ReadOnlySpan<byte> block, Span<byte> destination);

    public abstract void Dispose();
}
