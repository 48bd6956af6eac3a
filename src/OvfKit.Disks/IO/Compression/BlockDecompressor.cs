namespace OvfKit.IO.Compression;

/// <summary>Decompresses blocks that are independent of each other. Thread-safe.</summary>
internal abstract class BlockDecompressor : IDisposable
{
    /// <summary>Decompresses the beginning of a block.</summary>
    /// <param name="stored">The compressed block; what stands behind it is ignored.</param>
    /// <param name="block">Receives the block's first bytes.</param>
    /// <returns>False when the data is damaged or too short to fill <paramref name="block"/>.</returns>
    public abstract bool TryDecompress(ArraySegment<byte> stored, Span<byte> block);

    public abstract void Dispose();
}
