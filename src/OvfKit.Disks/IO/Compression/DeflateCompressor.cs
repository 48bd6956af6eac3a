using System.Collections.Concurrent;

namespace OvfKit.IO.Compression;

/// <summary>Makes one raw deflate stream (RFC 1951) of each block that never refers back more than 4 KiB: what decoders with a window
/// of 12 bits can read. The framework's own deflate always uses the largest window.</summary>
/// <param name="level">From 1 (fastest) to 9 (smallest).</param>
internal sealed class DeflateCompressor(int level) : BlockCompressor
{
    private readonly ConcurrentBag<(DeflateMatcher Matcher, DeflateBlock Symbols)> _idle = [];

    public override int Compress(ReadOnlySpan<byte> block, Span<byte> destination)
    {
        if (!_idle.TryTake(out var engine))
            engine = (new DeflateMatcher(level), new DeflateBlock());
        var bits = new BitWriter(destination);
        Compress(block, engine.Matcher, engine.Symbols, ref bits);
        _idle.Add(engine);
        return bits.Complete();
    }

    public override void Dispose()
    {
    }

    // A match is held back for one byte: when a longer one begins there, the byte in front of it goes out by itself.
    private static void Compress(ReadOnlySpan<byte> input, DeflateMatcher matcher, DeflateBlock symbols, ref BitWriter bits)
    {
        matcher.Begin(input.Length);
        var blockStart = 0;
        var (heldLength, heldDistance, holds) = (0, 0, false);
        var at = 0;
        while (at < input.Length)
        {
            var length = matcher.Find(input, at, heldLength, out var distance);
            if (heldLength >= DeflateMatcher.MinLength && length <= heldLength)
            {
                symbols.AddMatch(heldLength, heldDistance);
                var end = at - 1 + heldLength;
                while (++at < end)
                    matcher.Insert(input, at);
                (heldLength, holds) = (0, false);
            }
            else
            {
                if (holds)
                    symbols.AddLiteral(input[at - 1]);
                (heldLength, heldDistance, holds) = (length, distance, true);
                at++;
            }

            if (symbols.IsFull)
            {
                var end = holds ? at - 1 : at;
                symbols.Write(ref bits, input[blockStart..end], isLast: false);
                blockStart = end;
                if (bits.Overflowed)
                    return;
            }
        }

        if (holds)
            symbols.AddLiteral(input[^1]);
        symbols.Write(ref bits, input[blockStart..], isLast: true);
    }
}
