using System.Buffers.Binary;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes seSparse extents with the fields qemu's block/vmdk.c reads; only ESXi writes them otherwise.</summary>
public sealed class SeSparseBuilder(long sectors)
{
    public const int GrainBytes = 4096, DirectoryOffset = 4 * 512;
    private const int Sector = 512, EntriesPerTable = 4096, TableBytes = 32768;

    /// <summary>The mark of a journal that must be replayed.</summary>
    public ulong Replay { get; init; }

    public List<(long Grain, byte[] Data)> Grains { get; } = [];

    public List<long> Zeroed { get; } = [];

    public List<long> Unmapped { get; } = [];

    /// <summary>The number the first grain gets; high ones show in which order its bits are kept.</summary>
    public long FirstGrain { get; init; }

    public long TablesOffset { get; private set; }

    public long GrainsOffset { get; private set; }

    /// <summary>Stores every grain the disk was written in.</summary>
    public SeSparseBuilder With(Guest guest)
    {
        foreach (var page in guest.Bytes.Data())
            Grains.Add((page.Offset / GrainBytes, guest.Bytes.Bytes(page.Offset, GrainBytes)));

        return this;
    }

    public byte[] Build() => BuildSparse().ToArray();

    public SparseBytes BuildSparse()
    {
        var tables = (int)((sectors + (8 * EntriesPerTable) - 1) / (8 * EntriesPerTable));
        var directory = new ulong[tables];
        var used = Grains.Select(g => g.Grain).Concat(Zeroed).Concat(Unmapped).Select(grain => grain / EntriesPerTable).Distinct().ToList();
        // Tables are numbered in the order in which they were made, which need not be that of the disk.
        used.Reverse();
        var directorySectors = ((tables * 8) + Sector - 1) / Sector;
        TablesOffset = (4 + directorySectors) * Sector;
        GrainsOffset = TablesOffset + (used.Count * TableBytes);

        var file = new SparseBytes();
        for (var i = 0; i < used.Count; i++)
            directory[used[i]] = 0x1000000000000000 + (ulong)i;
        for (var i = 0; i < tables; i++)
            Put(file, DirectoryOffset + (i * 8), directory[i]);
        foreach (var grain in Zeroed)
            Put(file, EntryOffset(used, grain), 0x2000000000000000);
        foreach (var grain in Unmapped)
            Put(file, EntryOffset(used, grain), 0x1000000000000123);
        var number = FirstGrain;
        file.SetLength(GrainsOffset);
        foreach (var (grain, data) in Grains)
        {
            Put(file, EntryOffset(used, grain), 0x3000000000000000 | ((ulong)(number & 0xFFF) << 48) | ((ulong)number >> 12));
            file.Write(GrainsOffset + (number++ * GrainBytes), data);
        }

        ulong[] header = [0xCAFEBABE, 0x0000000200000001, (ulong)sectors, 8, 64, 0, 0, 0, 0, 0];
        long[] areas = [1, 1, 2, 1, 3, 1, 4, directorySectors, TablesOffset / Sector, used.Count * 64, 3, 1, 3, 1, GrainsOffset / Sector, Grains.Count * 8];
        foreach (var (value, i) in header.Concat(areas.Select(area => (ulong)area)).Select((value, i) => (value, i)))
            Put(file, i * 8, value);
        Put(file, Sector, 0xCAFECAFE);
        Put(file, Sector + 24, Replay);
        return file;
    }

    private static void Put(SparseBytes file, long at, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        file.Write(at, bytes);
    }

    private long EntryOffset(List<long> used, long grain) => TablesOffset + (used.IndexOf(grain / EntriesPerTable) * (long)TableBytes) + (grain % EntriesPerTable * 8);
}
