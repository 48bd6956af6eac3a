using System.Buffers.Binary;
using System.Numerics;

namespace OvfKit.IO.Compression;

/// <summary>Gathers the literals and matches of one deflate block and writes it in whichever of the three forms is shortest (RFC 1951 §3.2).</summary>
internal sealed class DeflateBlock
{
    private const int Capacity = 16_384;
    private const int Literals = 286;
    private const int Distances = 30;
    private const int EndOfBlock = 256;
    private const int LongestCode = 15;
    private const uint MatchFlag = 1u << 31;
    private const int StoredForm = 0, FixedForm = 1, DynamicForm = 2;

    private static readonly HuffmanCode FixedLiterals = HuffmanCode.OfLengths(
        [.. Enumerable.Repeat((byte)8, 144), .. Enumerable.Repeat((byte)9, 112), .. Enumerable.Repeat((byte)7, 24), .. Enumerable.Repeat((byte)8, 8)]);

    private static readonly HuffmanCode FixedDistances = HuffmanCode.OfLengths([.. Enumerable.Repeat((byte)5, 30)]);

    private readonly uint[] _symbols = new uint[Capacity];
    private readonly int[] _literalCounts = new int[Literals];
    private readonly int[] _distanceCounts = new int[Distances];
    private readonly HuffmanCode _literals = new(Literals, LongestCode);
    private readonly HuffmanCode _distances = new(Distances, LongestCode);
    private readonly DeflateCodeLengths _lengths = new();
    private int _count;

    // One place is kept for the literal that may still be held back when the input ends.
    public bool IsFull => _count >= Capacity - 1;

    public void AddLiteral(byte value)
    {
        _symbols[_count++] = value;
        _literalCounts[value]++;
    }

    public void AddMatch(int length, int distance)
    {
        _symbols[_count++] = MatchFlag | ((uint)(length - DeflateMatcher.MinLength) << 16) | (uint)(distance - 1);
        _literalCounts[LengthCode(length - DeflateMatcher.MinLength, out _)]++;
        _distanceCounts[DistanceCode(distance - 1, out _)]++;
    }

    /// <summary>Writes the block and empties it.</summary>
    /// <param name="bits">Receives the block.</param>
    /// <param name="input">The bytes it stands for.</param>
    /// <param name="isLast">Whether no block follows.</param>
    public void Write(ref BitWriter bits, ReadOnlySpan<byte> input, bool isLast)
    {
        _literalCounts[EndOfBlock] = 1;
        _literals.Build(_literalCounts);
        _distances.Build(_distanceCounts);
        _lengths.Take(_literals.Lengths, _distances.Lengths);
        var dynamicCost = _lengths.Cost + Cost(_literals, _distances);
        var fixedCost = Cost(FixedLiterals, FixedDistances);
        var storedCost = input.Length <= ushort.MaxValue ? 32 + 7 + (input.Length * 8L) : long.MaxValue;

        var form = storedCost <= Math.Min(dynamicCost, fixedCost) ? StoredForm : fixedCost <= dynamicCost ? FixedForm : DynamicForm;
        bits.Write((isLast ? 1u : 0) | ((uint)form << 1), 3);
        if (form == StoredForm)
        {
            WriteStored(ref bits, input);
        }
        else if (form == FixedForm)
        {
            WriteSymbols(ref bits, FixedLiterals, FixedDistances);
        }
        else
        {
            _lengths.Write(ref bits);
            WriteSymbols(ref bits, _literals, _distances);
        }

        _count = 0;
        Array.Clear(_literalCounts);
        Array.Clear(_distanceCounts);
    }

    private static int LengthCode(int length, out int extraBits)
    {
        if (length < 8 || length == DeflateMatcher.MaxLength - DeflateMatcher.MinLength)
        {
            extraBits = 0;
            return length < 8 ? 257 + length : 285;
        }

        extraBits = BitOperations.Log2((uint)length) - 2;
        return 257 + (4 * (extraBits + 1)) + ((length >> extraBits) & 3);
    }

    private static int DistanceCode(int distance, out int extraBits)
    {
        extraBits = Math.Max(0, BitOperations.Log2((uint)distance) - 1);
        return distance < 2 ? distance : (2 * (extraBits + 1)) + ((distance >> extraBits) & 1);
    }

    private static void WriteStored(ref BitWriter bits, ReadOnlySpan<byte> input)
    {
        Span<byte> lengths = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(lengths, (ushort)input.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(lengths[2..], (ushort)~input.Length);
        bits.WriteBytes(lengths);
        bits.WriteBytes(input);
    }

    private long Cost(HuffmanCode literals, HuffmanCode distances)
    {
        long cost = 0;
        for (var i = 0; i < Literals; i++)
            cost += (long)_literalCounts[i] * (literals.Lengths[i] + (i is > 264 and < 285 ? (i - 261) / 4 : 0));
        for (var i = 0; i < Distances; i++)
            cost += (long)_distanceCounts[i] * (distances.Lengths[i] + Math.Max(0, (i / 2) - 1));
        return cost;
    }

    private void WriteSymbols(ref BitWriter bits, HuffmanCode literals, HuffmanCode distances)
    {
        foreach (var symbol in _symbols.AsSpan(0, _count))
        {
            if ((symbol & MatchFlag) == 0)
            {
                bits.Write(literals.Codes[symbol], literals.Lengths[symbol]);
                continue;
            }

            var (length, distance) = ((int)((symbol & ~MatchFlag) >> 16), (int)(symbol & 0xFFFF));
            var code = LengthCode(length, out var extraBits);
            bits.Write(literals.Codes[code] | ((uint)(length & ((1 << extraBits) - 1)) << literals.Lengths[code]), literals.Lengths[code] + extraBits);
            code = DistanceCode(distance, out extraBits);
            bits.Write(distances.Codes[code] | ((uint)(distance & ((1 << extraBits) - 1)) << distances.Lengths[code]), distances.Lengths[code] + extraBits);
        }

        bits.Write(literals.Codes[EndOfBlock], literals.Lengths[EndOfBlock]);
    }
}
