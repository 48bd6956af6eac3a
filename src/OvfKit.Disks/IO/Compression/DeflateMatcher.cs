using System.Buffers.Binary;
using System.Numerics;

namespace OvfKit.IO.Compression;

/// <summary>Finds earlier occurrences of the bytes at a position within a window of 4 KiB, by chains of positions of the same hash.</summary>
internal sealed class DeflateMatcher
{
    public const int MinLength = 3;
    public const int MaxLength = 258;
    public const int Window = 4096;

    private const int HashBits = 14;

    // How long a match must be to be searched for no better one at the next byte, to be good enough at once, and how many candidates are looked at.
    private static readonly (int Lazy, int Nice, int Chain)[] Levels =
        [(0, 8, 2), (0, 16, 4), (0, 24, 8), (0, 32, 16), (4, 16, 16), (16, 32, 32), (16, 128, 96), (32, 128, 256), (128, 258, 1024), (258, 258, 4096)];

    private readonly int[] _heads = new int[1 << HashBits];
    private readonly int[] _previous = new int[Window];
    private readonly int _lazy;
    private readonly int _nice;
    private readonly int _chain;

    // Positions go on rising from block to block, so that those of earlier blocks need not be cleared away.
    private int _base = Window + 1;
    private int _next = Window + 1;

    public DeflateMatcher(int level) => (_lazy, _nice, _chain) = Levels[level];

    /// <summary>Forgets what came before and begins a block.</summary>
    public void Begin(int length)
    {
        if (_next > int.MaxValue - length - Window)
        {
            Array.Clear(_heads);
            _next = Window + 1;
        }

        _base = _next;
        _next += length;
    }

    /// <summary>Notes the bytes at a position.</summary>
    public int Insert(ReadOnlySpan<byte> input, int at)
    {
        if (at > input.Length - MinLength)
            return 0;
        var hash = (int)((uint)((input[at] | (input[at + 1] << 8) | (input[at + 2] << 16)) * 0x9E3779B1) >> (32 - HashBits));
        var candidate = _heads[hash];
        _heads[hash] = _base + at;
        _previous[(_base + at) & (Window - 1)] = candidate;
        return candidate;
    }

    /// <summary>Notes the bytes at a position and finds the longest match for them.</summary>
    /// <param name="input">The whole block.</param>
    /// <param name="at">The position, one behind the one asked last.</param>
    /// <param name="held">The length of the match one byte before; only a longer one is of use.</param>
    /// <param name="distance">How far back the match is.</param>
    /// <returns>The length of the match, or 0.</returns>
    public int Find(ReadOnlySpan<byte> input, int at, int held, out int distance)
    {
        distance = 0;
        var candidate = Insert(input, at);
        var most = Math.Min(MaxLength, input.Length - at);
        var best = Math.Max(held, MinLength - 1);
        if (best >= most || (held >= MinLength && held >= _lazy))
            return 0;

        var found = 0;
        var oldest = Math.Max(_base, _base + at - Window);
        for (var chain = _chain; candidate >= oldest && chain > 0; chain--)
        {
            var from = candidate - _base;
            if (input[from + best] == input[at + best] && MatchLength(input, from, at, most) is var length && length > best)
            {
                (best, found, distance) = (length, length, at - from);
                if (length >= _nice || length == most)
                    break;
            }

            candidate = _previous[candidate & (Window - 1)];
        }

        return found;
    }

    private static int MatchLength(ReadOnlySpan<byte> input, int from, int at, int most)
    {
        var length = 0;
        for (; length <= most - sizeof(ulong); length += sizeof(ulong))
        {
            var difference = BinaryPrimitives.ReadUInt64LittleEndian(input[(from + length)..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(input[(at + length)..]);
            if (difference != 0)
                return length + (BitOperations.TrailingZeroCount(difference) / 8);
        }

        while (length < most && input[from + length] == input[at + length])
            length++;
        return length;
    }
}
