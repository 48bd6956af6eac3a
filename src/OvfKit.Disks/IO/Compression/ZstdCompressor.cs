using System.Collections.Concurrent;
using ZstdSharp;

namespace OvfKit.IO.Compression;

/// <summary>Makes one Zstandard frame (RFC 8878) of each block, which says how long its content is.</summary>
/// <param name="level">From 1 (fastest) to 22 (smallest).</param>
internal sealed class ZstdCompressor(int level) : BlockCompressor
{
    private readonly ConcurrentBag<Compressor> _idle = [];

    public override int Compress(ReadOnlySpan<byte> block, Span<byte> destination)
    {
        if (!_idle.TryTake(out var zstd))
            zstd = new Compressor(level);
        try
        {
            return zstd.TryWrap(block, destination, out var written) ? written : 0;
        }
        finally
        {
            _idle.Add(zstd);
        }
    }

    public override void Dispose()
    {
        while (_idle.TryTake(out var zstd))
            zstd.Dispose();
    }
}
