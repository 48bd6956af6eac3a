namespace OvfKit.IO.Compression;

/// <summary>The head of a dynamic deflate block: the lengths of both codes, run-length encoded and coded themselves (RFC 1951 §3.2.7).</summary>
internal sealed class DeflateCodeLengths
{
    private const int LongestCode = 7;
    private const int RepeatLast = 16, RepeatZero = 17, RepeatZeroLong = 18;

    private readonly byte[] _lengths = new byte[286 + 30];
    private readonly (byte Symbol, byte Extra)[] _runs = new (byte, byte)[286 + 30];
    private readonly int[] _counts = new int[19];
    private readonly HuffmanCode _code = new(19, LongestCode);
    private int _literals;
    private int _distances;
    private int _runCount;
    private int _written;

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Bits that <see cref="Write"/> takes.</summary>
    public long Cost { get; private set; }

    public void Take(ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances)
    {
        _literals = Math.Max(257, literals.LastIndexOfAnyExcept((byte)0) + 1);
        _distances = Math.Max(1, distances.LastIndexOfAnyExcept((byte)0) + 1);
        literals[.._literals].CopyTo(_lengths);
        distances[.._distances].CopyTo(_lengths.AsSpan(_literals));
        Array.Clear(_counts);
        _runCount = 0;
        FindRuns(_lengths.AsSpan(0, _literals + _distances));
        _code.Build(_counts);
        _written = Order.Length;
        while (_written > 4 && _code.Lengths[Order[_written - 1]] == 0)
            _written--;

        Cost = 14 + (3 * _written);
        foreach (var (symbol, _) in _runs.AsSpan(0, _runCount))
            Cost += _code.Lengths[symbol] + ExtraBits(symbol);
    }

    public void Write(ref BitWriter bits)
    {
        bits.Write((uint)(_literals - 257) | ((uint)(_distances - 1) << 5) | ((uint)(_written - 4) << 10), 14);
        foreach (var symbol in Order[.._written])
            bits.Write(_code.Lengths[symbol], 3);
        foreach (var (symbol, extra) in _runs.AsSpan(0, _runCount))
        {
            bits.Write(_code.Codes[symbol], _code.Lengths[symbol]);
            bits.Write(extra, ExtraBits(symbol));
        }
    }

    private static int ExtraBits(int symbol) => symbol switch
    {
        RepeatLast => 2,
        RepeatZero => 3,
        RepeatZeroLong => 7,
        _ => 0,
    };

    private void FindRuns(ReadOnlySpan<byte> lengths)
    {
        while (!lengths.IsEmpty)
        {
            var value = lengths[0];
            var run = lengths.IndexOfAnyExcept(value) is var end && end < 0 ? lengths.Length : end;
            lengths = lengths[run..];
            if (value != 0)
            {
                Add(value, 0);
                run--;
            }

            while (run > 0)
            {
                var (symbol, least, most) = value != 0 ? (RepeatLast, 3, 6) : run < 11 ? (RepeatZero, 3, 10) : (RepeatZeroLong, 11, 138);
                var part = run < least ? 1 : Math.Min(run, most);
                if (run < least)
                    Add(value, 0);
                else
                    Add(symbol, part - least);
                run -= part;
            }
        }
    }

    private void Add(int symbol, int extra)
    {
        _runs[_runCount++] = ((byte)symbol, (byte)extra);
        _counts[symbol]++;
    }
}
