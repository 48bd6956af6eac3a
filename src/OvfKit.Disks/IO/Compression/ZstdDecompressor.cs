using System.Collections.Concurrent;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace OvfKit.IO.Compression;

/// <summary>Zstandard frames (RFC 8878), one or more of them.</summary>
internal sealed class ZstdDecompressor : BlockDecompressor
{
    // A frame may ask for a window of any size; 8 MiB is what decoders should support (RFC 8878 §3.1.1.1.2), and no block here is larger.
    private const int LargestWindowLog = 23;

    private readonly ConcurrentBag<Decompressor> _idle = [];

    public override bool TryDecompress(ArraySegment<byte> stored, Span<byte> block)
    {
        if (!_idle.TryTake(out var zstd))
        {
            zstd = new Decompressor();
            zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, LargestWindowLog);
        }

        try
        {
            zstd.ResetStream();
            ReadOnlySpan<byte> input = stored;
            while (!block.IsEmpty)
            {
                zstd.UnwrapStream(input, block, out var consumed, out var written);
                if (consumed == 0 && written == 0)
                    return false;
                input = input[consumed..];
                block = block[written..];
            }

            return true;
        }
        catch (ZstdException)
        {
            return false;
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
