using System.IO.Compression;

namespace OvfKit.IO.Compression;

/// <summary>Raw deflate (RFC 1951).</summary>
internal sealed class DeflateDecompressor : BlockDecompressor
{
    public override bool TryDecompress(ArraySegment<byte> stored, Span<byte> block)
    {
        using var input = new MemoryStream(stored.Array!, stored.Offset, stored.Count, writable: false);
        using var inflate = new DeflateStream(input, CompressionMode.Decompress);
        try
        {
            return inflate.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) == block.Length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    public override void Dispose()
    {
    }
}
