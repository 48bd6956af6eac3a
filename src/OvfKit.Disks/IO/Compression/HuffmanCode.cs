namespace OvfKit.IO.Compression;

/// <summary>A canonical prefix code with a longest length, as deflate uses them (RFC 1951 §3.2.2).</summary>
internal sealed class HuffmanCode(int symbols, int longest)
{
    private readonly long[] _sorted = new long[symbols];
    private readonly int[] _work = new int[symbols];

    /// <summary>The bits of each symbol's code; 0 for symbols that do not occur.</summary>
    public byte[] Lengths { get; } = new byte[symbols];

    /// <summary>The codes, first bit lowest.</summary>
    public ushort[] Codes { get; } = new ushort[symbols];

    public static HuffmanCode OfLengths(byte[] lengths)
    {
        var code = new HuffmanCode(lengths.Length, 15);
        lengths.CopyTo(code.Lengths, 0);
        code.AssignCodes();
        return code;
    }

    /// <summary>Makes the shortest code for symbols that occur so often. Some decoders want two codes at least, so two there are.</summary>
    public void Build(ReadOnlySpan<int> counts)
    {
        var used = 0;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
                _sorted[used++] = ((long)counts[symbol] << 16) | (uint)symbol;
        }

        for (var symbol = 0; used < 2; symbol++)
        {
            if (counts[symbol] == 0)
                _sorted[used++] = (1L << 16) | (uint)symbol;
        }

        var sorted = _sorted.AsSpan(0, used);
        sorted.Sort();
        Span<int> perLength = stackalloc int[longest + 1];
        perLength.Clear();
        CountLengths(sorted, perLength);
        Array.Clear(Lengths);
        var next = 0;
        for (var length = longest; length > 0; length--)
        {
            for (var i = 0; i < perLength[length]; i++)
                Lengths[(int)(sorted[next++] & 0xFFFF)] = (byte)length;
        }

        AssignCodes();
    }

    // The in-place calculation of minimum-redundancy codes by Moffat and Katajainen: first the parents of the tree's inner nodes
    // take the place of the counts, then their depths, then the depths of the leaves.
    private void CountLengths(ReadOnlySpan<long> sorted, Span<int> perLength)
    {
        var n = sorted.Length;
        var work = _work.AsSpan(0, n);
        for (var i = 0; i < n; i++)
            work[i] = (int)(sorted[i] >> 16);
        var (leaf, root) = (0, 0);
        for (var node = 0; node < n - 1; node++)
        {
            var weight = 0;
            for (var child = 0; child < 2; child++)
            {
                if (leaf >= n || (root < node && work[root] < work[leaf]))
                {
                    weight += work[root];
                    work[root++] = node;
                }
                else
                {
                    weight += work[leaf++];
                }
            }

            work[node] = weight;
        }

        work[n - 2] = 0;
        for (var node = n - 3; node >= 0; node--)
            work[node] = work[work[node]] + 1;
        var (available, depth, inner) = (1, 0, n - 2);
        while (available > 0)
        {
            var used = 0;
            for (; inner >= 0 && work[inner] == depth; inner--)
                used++;
            perLength[Math.Min(depth, perLength.Length - 1)] += available - used;
            available = 2 * used;
            depth++;
        }

        LimitLengths(perLength);
    }

    // Codes that were cut to the longest length claim more than there is; shorter ones give way until the sum is right again.
    private static void LimitLengths(Span<int> perLength)
    {
        var longest = perLength.Length - 1;
        var claimed = 0;
        for (var length = 1; length <= longest; length++)
            claimed += perLength[length] << (longest - length);
        for (; claimed > 1 << longest; claimed--)
        {
            perLength[longest]--;
            var shorter = longest - 1;
            while (perLength[shorter] == 0)
                shorter--;
            perLength[shorter]--;
            perLength[shorter + 1] += 2;
        }
    }

    private void AssignCodes()
    {
        Span<int> counts = stackalloc int[longest + 1];
        Span<int> next = stackalloc int[longest + 1];
        counts.Clear();
        next.Clear();
        foreach (var length in Lengths)
            counts[length]++;
        counts[0] = 0;
        for (var length = 1; length <= longest; length++)
            next[length] = (next[length - 1] + counts[length - 1]) << 1;
        for (var symbol = 0; symbol < Lengths.Length; symbol++)
        {
            if (Lengths[symbol] is > 0 and var length)
                Codes[symbol] = Reversed(next[length]++, length);
        }
    }

    private static ushort Reversed(int code, int length)
    {
        var reversed = 0;
        for (; length > 0; length--, code >>= 1)
            reversed = (reversed << 1) | (code & 1);
        return (ushort)reversed;
    }
}
