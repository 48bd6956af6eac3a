using System.Numerics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Which MiB of a file are taken: one bit each, kept only for stretches in which something is.</summary>
/// <remarks>At most 32 MiB for the longest file there is.</remarks>
internal sealed class VhdxSpace
{
    private const int WordsPerPage = 64;
    private const int BitsPerPage = WordsPerPage * 64;

    private readonly Dictionary<long, ulong[]> _pages = [];
    private long _lastKey = -1;
    private ulong[] _last = [];

    /// <summary>The MiB that are taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Takes a range of whole MiB.</summary>
    /// <returns>False when a part of it was taken before.</returns>
    public bool TryTake(ByteRange range)
    {
        var free = true;
        for (var slot = range.Offset / MiB; slot < range.End / MiB;)
        {
            ref var word = ref Page(slot / BitsPerPage)[slot % BitsPerPage / 64];
            var first = (int)(slot % 64);
            var count = (int)Math.Min(64 - first, (range.End / MiB) - slot);
            var mask = (count == 64 ? ulong.MaxValue : (1UL << count) - 1) << first;
            free &= (word & mask) == 0;
            Taken += BitOperations.PopCount(mask & ~word);
            word |= mask;
            slot += count;
        }

        return free;
    }

    private ulong[] Page(long key)
    {
        if (key == _lastKey)
            return _last;
        if (!_pages.TryGetValue(key, out var page))
            _pages.Add(key, page = new ulong[WordsPerPage]);
        (_lastKey, _last) = (key, page);
        return page;
    }
}
