using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes sparse VMDK extents in every layout that is met, without help from the code under test.</summary>
public sealed class VmdkBuilder
{
    public const int Sector = 512;
    public const uint NewLineTest = 1, RedundantTables = 2, ZeroedGrains = 4, CompressedGrains = 1 << 16, Markers = 1 << 17;

    public uint Version { get; set; } = 3;

    public uint Flags { get; set; } = NewLineTest | CompressedGrains | Markers;

    public int GrainSectors { get; set; } = 128;

    public int EntriesPerTable { get; set; } = 512;

    /// <summary>Guest sectors as the header has them.</summary>
    public long Capacity { get; set; }

    /// <summary>The descriptor's bytes; null for a usual one.</summary>
    public byte[]? Descriptor { get; set; }

    public int DescriptorSectors { get; set; } = 20;

    /// <summary>Whether the header has no descriptor, as in VMware's pieces of split disks.</summary>
    public bool IsPiece { get; set; }

    public bool Unclean { get; set; }

    /// <summary>Directory and tables before the grains, as qemu writes them; else behind them with markers.</summary>
    public bool TablesInFront { get; set; }

    public bool Footer { get; set; } = true;

    public bool EndOfStream { get; set; } = true;

    /// <summary>What the header says of the directory where a footer has the truth; null for "at the end".</summary>
    public long? HeaderDirectory { get; set; }

    public int Padding { get; set; }

    /// <summary>The grains that are stored, in the order in which they are stored.</summary>
    public List<(long Grain, byte[] Data)> Grains { get; } = [];

    public List<long> Zeroed { get; } = [];

    public Func<byte[], byte[]> Compress { get; set; } = data => Zlib(data);

    // Where things came to be, known after Build.
    public Dictionary<long, long> GrainOffsets { get; } = [];

    public Dictionary<int, long> TableOffsets { get; } = [];

    public long DirectoryOffset { get; private set; }

    public long RedundantOffset { get; private set; }

    public Dictionary<int, long> RedundantTableOffsets { get; } = [];

    public long FooterOffset { get; private set; }

    private int GrainBytes => GrainSectors * Sector;

    private bool IsCompressed => (Flags & CompressedGrains) != 0;

    private bool HasMarkers => (Flags & Markers) != 0;

    /// <summary>An uncompressed extent with its tables in front, as Workstation and qemu write it.</summary>
    public static VmdkBuilder Monolithic() => new() { Version = 1, Flags = NewLineTest, TablesInFront = true, Footer = false, EndOfStream = false };

    public static byte[] Zlib(ReadOnlySpan<byte> data, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, level, leaveOpen: true))
            zlib.Write(data);
        return output.ToArray();
    }

    public static string DescriptorText(long sectors, string createType = "streamOptimized", string parentId = "ffffffff", string? parent = null, string id = "12345678") =>
        $"# Disk DescriptorFile\nversion=1\nCID={id}\nparentCID={parentId}\n{(parent is null ? "" : $"parentFileNameHint=\"{parent}\"\n")}createType=\"{createType}\"\n\n"
        + $"# Extent description\nRW {sectors} SPARSE \"disk.vmdk\"\n\nddb.adapterType = \"lsilogic\"\n";

    /// <summary>Takes size and content from a disk: every grain that is not all zero is stored.</summary>
    public VmdkBuilder With(Guest guest, bool shortLastGrain = false)
    {
        Capacity = guest.Length / Sector;
        for (var grain = 0L; grain * GrainBytes < guest.Length; grain++)
        {
            var rest = (int)Math.Min(GrainBytes, guest.Length - (grain * GrainBytes));
            var data = guest.Bytes.Bytes(grain * GrainBytes, shortLastGrain ? rest : GrainBytes);
            if (data.AsSpan().ContainsAnyExcept((byte)0))
                Grains.Add((grain, data));
        }

        return this;
    }

    public VmdkBuilder Described(string text)
    {
        Descriptor = Encoding.UTF8.GetBytes(text);
        return this;
    }

    public byte[] Build()
    {
        var tables = (int)(((Capacity * Sector) + ((long)EntriesPerTable * GrainBytes) - 1) / ((long)EntriesPerTable * GrainBytes));
        var entries = new uint[tables * EntriesPerTable];
        foreach (var grain in Zeroed)
            entries[grain] = 1;
        var used = Enumerable.Range(0, tables)
            .Where(table => TablesInFront || Grains.Exists(g => g.Grain / EntriesPerTable == table) || Zeroed.Exists(g => g / EntriesPerTable == table)).ToList();

        var file = new MemoryStream();
        file.SetLength((1 + DescriptorSectors) * Sector);
        file.Position = file.Length;
        var directory = new uint[tables];
        var redundant = new uint[tables];
        if ((Flags & RedundantTables) != 0)
        {
            ReserveTables(file, used, tables, redundant);
            RedundantOffset = DirectoryOffset;
            foreach (var (table, offset) in TableOffsets)
                RedundantTableOffsets.Add(table, offset);
        }

        if (TablesInFront)
            ReserveTables(file, used, tables, directory);
        Align(file, IsCompressed ? Sector : GrainBytes);
        var overhead = file.Position / Sector;

        foreach (var (grain, data) in Grains)
        {
            GrainOffsets[grain] = file.Position;
            entries[grain] = (uint)(file.Position / Sector);
            Store(file, grain, data);
        }

        if (!TablesInFront)
            AppendTables(file, used, tables, directory, entries);
        if (Footer)
        {
            Marker(file, 3, 1);
            FooterOffset = file.Position;
            file.Write(Header(DirectoryOffset / Sector, overhead));
        }

        if (EndOfStream)
            file.Write(new byte[Sector]);
        file.Write(new byte[Padding]);

        var bytes = file.ToArray();
        Header(Footer ? HeaderDirectory ?? -1 : DirectoryOffset / Sector, overhead).CopyTo(bytes, 0);
        (IsPiece ? [] : Descriptor ?? Encoding.UTF8.GetBytes(DescriptorText(Capacity, IsCompressed ? "streamOptimized" : "monolithicSparse"))).CopyTo(bytes, Sector);
        FillTables(bytes, DirectoryOffset, directory, TableOffsets, entries);
        FillTables(bytes, RedundantOffset, redundant, RedundantTableOffsets, entries);
        return bytes;
    }

    public ByteSource BuildSource(string name = "disk.vmdk") => ByteSource.FromMemory(Build(), name);

    private static void Align(MemoryStream file, int unit)
    {
        file.SetLength((file.Length + unit - 1) / unit * unit);
        file.Position = file.Length;
    }

    private static void Marker(MemoryStream file, uint type, long sectors)
    {
        var marker = new byte[Sector];
        BinaryPrimitives.WriteInt64LittleEndian(marker, sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(marker.AsSpan(12), type);
        file.Write(marker);
    }

    private void FillTables(byte[] bytes, long at, uint[] directory, Dictionary<int, long> tables, uint[] entries)
    {
        foreach (var (table, offset) in tables)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)at + (table * 4)), directory[table]);
            for (var i = 0; i < EntriesPerTable; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)offset + (i * 4)), entries[(table * EntriesPerTable) + i]);
        }
    }

    private void ReserveTables(MemoryStream file, List<int> used, int tables, uint[] directory)
    {
        DirectoryOffset = file.Position;
        file.Write(new byte[tables * 4]);
        Align(file, Sector);
        foreach (var table in used)
            ReserveTable(file, table, directory);
    }

    private void ReserveTable(MemoryStream file, int table, uint[] directory)
    {
        TableOffsets[table] = file.Position;
        directory[table] = (uint)(file.Position / Sector);
        file.Write(new byte[EntriesPerTable * 4]);
        Align(file, Sector);
    }

    private void AppendTables(MemoryStream file, List<int> used, int tables, uint[] directory, uint[] entries)
    {
        foreach (var table in used)
        {
            Marker(file, 1, ((EntriesPerTable * 4) + Sector - 1) / Sector);
            ReserveTable(file, table, directory);
        }

        Marker(file, 2, ((tables * 4) + Sector - 1) / Sector);
        DirectoryOffset = file.Position;
        file.Write(new byte[tables * 4]);
        Align(file, Sector);
    }

    private void Store(MemoryStream file, long grain, byte[] data)
    {
        var stored = IsCompressed ? Compress(data) : data;
        if (HasMarkers)
        {
            var head = new byte[12];
            BinaryPrimitives.WriteInt64LittleEndian(head, grain * GrainSectors);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), stored.Length);
            file.Write(head);
        }

        file.Write(stored);
        Align(file, Sector);
    }

    private byte[] Header(long directory, long overhead)
    {
        var header = new byte[Sector];
        "KDMV"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Flags);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(12), Capacity);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(20), GrainSectors);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(28), IsPiece ? 0 : 1);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(36), IsPiece ? 0 : DescriptorSectors);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(44), EntriesPerTable);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(48), RedundantOffset / Sector);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(56), directory);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(64), overhead);
        "\n \r\n"u8.CopyTo(header.AsSpan(73));
        header[72] = Unclean ? (byte)1 : (byte)0;
        header[77] = IsCompressed ? (byte)1 : (byte)0;
        return header;
    }
}
