using System.Buffers.Binary;
using System.Text;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes COWD extents as the "Virtual Disk Format" note describes them; nothing current writes them.</summary>
public sealed class CowdBuilder(long sectors)
{
    private const int Sector = 512;
    private const int EntriesPerTable = 4096;

    public int GrainSectors { get; init; } = 1;

    public string? ParentName { get; init; }

    public (int Cylinders, int Heads, int Sectors) Geometry { get; init; }

    public uint Generation { get; init; } = 1;

    public bool Unclean { get; init; }

    public List<long> Zeroed { get; } = [];

    public List<(long Grain, byte[] Data)> Grains { get; } = [];

    public Dictionary<long, long> TableOffsets { get; } = [];

    /// <summary>Stores every grain the disk has a byte in.</summary>
    public CowdBuilder With(Guest guest)
    {
        var size = GrainSectors * Sector;
        for (var grain = 0L; grain * size < guest.Length; grain++)
        {
            var data = guest.Bytes.Bytes(grain * size, size);
            if (data.AsSpan().ContainsAnyExcept((byte)0))
                Grains.Add((grain, data));
        }

        return this;
    }

    public byte[] Build()
    {
        var coverage = (long)GrainSectors * EntriesPerTable;
        var tables = (int)((sectors + coverage - 1) / coverage);
        var entries = new Dictionary<long, uint>();
        using var file = new MemoryStream();
        file.SetLength((4 * Sector) + (((tables * 4) + Sector - 1) / Sector * Sector));
        file.Position = file.Length;

        // Tables are made when their first grain is written, so they lie among the grains.
        foreach (var (grain, data) in Grains)
        {
            Table(file, grain / EntriesPerTable);
            entries[grain] = (uint)(file.Position / Sector);
            file.Write(data);
        }

        foreach (var grain in Zeroed)
        {
            Table(file, grain / EntriesPerTable);
            entries[grain] = 1;
        }

        var bytes = file.ToArray();
        foreach (var (table, offset) in TableOffsets)
            Put(bytes, (4 * Sector) + (table * 4), (uint)(offset / Sector));
        foreach (var (grain, entry) in entries)
            Put(bytes, TableOffsets[grain / EntriesPerTable] + (grain % EntriesPerTable * 4), entry);
        Header(bytes, tables);
        return bytes;
    }

    private static void Put(byte[] bytes, long at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)at), value);

    private void Header(byte[] bytes, int tables)
    {
        "COWD"u8.CopyTo(bytes);
        Put(bytes, 4, 1);
        Put(bytes, 8, 3);
        Put(bytes, 12, (uint)sectors);
        Put(bytes, 16, (uint)GrainSectors);
        Put(bytes, 20, 4);
        Put(bytes, 24, (uint)tables);
        Put(bytes, 28, (uint)(bytes.Length / Sector));
        if (ParentName is { } name)
        {
            Encoding.UTF8.GetBytes(name).CopyTo(bytes, 32);
        }
        else
        {
            Put(bytes, 32, (uint)Geometry.Cylinders);
            Put(bytes, 36, (uint)Geometry.Heads);
            Put(bytes, 40, (uint)Geometry.Sectors);
        }

        Put(bytes, 1060, Generation);
        Put(bytes, 1636, Generation);
        bytes[1648] = Unclean ? (byte)1 : (byte)0;
    }

    private void Table(MemoryStream file, long table)
    {
        if (TableOffsets.TryAdd(table, file.Position))
            file.Write(new byte[EntriesPerTable * 4]);
    }
}
