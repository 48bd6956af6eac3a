using System.Buffers.Binary;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>A range of the file that the log gives new content ([MS-VHDX] §2.3.1.2, §2.3.1.3).</summary>
/// <param name="Offset">The first byte in the file.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="DataSector">The place in the ring of the sector with the new bytes; -1 for zeros.</param>
/// <param name="Leading">The first eight bytes, which the data sector has no room for.</param>
/// <param name="Trailing">The last four bytes, likewise.</param>
internal readonly record struct VhdxPatch(long Offset, long Length, long DataSector, ulong Leading, uint Trailing)
{
    public long End => Offset + Length;

    public bool IsZeros => DataSector < 0;

    public static VhdxPatch Zeros(long offset, long length) => new(offset, length, -1, 0, 0);

    /// <summary>Reads the new 4096 bytes.</summary>
    public void Read(VhdxLogRing ring, Span<byte> sector)
    {
        ring.Read(DataSector, sector);
        BinaryPrimitives.WriteUInt64LittleEndian(sector, Leading);
        BinaryPrimitives.WriteUInt32LittleEndian(sector[^sizeof(uint)..], Trailing);
    }

    /// <summary>Leaves of all patches what later ones do not cover: ascending and apart.</summary>
    /// <param name="patches">The patches in the order in which they must be carried out.</param>
    public static List<VhdxPatch> Flatten(IReadOnlyList<VhdxPatch> patches)
    {
        var byOffset = Enumerable.Range(0, patches.Count).ToArray();
        Array.Sort(byOffset, (a, b) => patches[a].Offset.CompareTo(patches[b].Offset));
        long[] borders = [.. patches.Select(patch => patch.Offset).Concat(patches.Select(patch => patch.End)).Order()];
        var flat = new List<VhdxPatch>();
        var open = new PriorityQueue<int, int>();
        for (int i = 0, next = 0; i + 1 < borders.Length; i++)
        {
            while (next < byOffset.Length && patches[byOffset[next]].Offset <= borders[i])
                open.Enqueue(byOffset[next], -byOffset[next++]);
            while (open.TryPeek(out var ended, out _) && patches[ended].End <= borders[i])
                open.Dequeue();
            if (borders[i] == borders[i + 1] || !open.TryPeek(out var last, out _))
                continue;
            // Data sectors are aligned like all borders, so only zeros are ever cut.
            var length = borders[i + 1] - borders[i];
            if (flat.Count > 0 && flat[^1].IsZeros && patches[last].IsZeros && flat[^1].End == borders[i])
                flat[^1] = flat[^1] with { Length = flat[^1].Length + length };
            else
                flat.Add(patches[last] with { Offset = borders[i], Length = length });
        }

        return flat;
    }
}
