using System.IO.Compression;

namespace OvfKit.IO.Compression;

/// <summary>Makes one raw deflate stream (RFC 1951) of each block.</summary>
/// <param name="level">From 1 (fastest) to 9 (smallest).</param>
internal sealed class DeflateCompressor(int level) : BlockCompressor
{
    private readonly ZLibCompressionOptions _options = new() { CompressionLevel = level };

    public override int Compress(ReadOnlySpan<byte> block, Span<byte> destination)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, _options, leaveOpen: true))
            deflate.Write(block);
        if (output.Length > destination.Length)
            return 0;
        output.GetBuffer().AsSpan(0, (int)output.Length).CopyTo(destination);
        return (int)output.Length;
    }

    public override void Dispose()
    {
    }
}
