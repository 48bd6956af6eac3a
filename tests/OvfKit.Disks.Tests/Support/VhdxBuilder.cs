using System.Buffers.Binary;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes VHDX files structure by structure, sound or not, without help from the code under test.</summary>
public sealed class VhdxBuilder
{
    public const int MiB = 1 << 20;
    public const int Header1 = 64 << 10, Header2 = 128 << 10, RegionTable1 = 192 << 10, RegionTable2 = 256 << 10;

    public static readonly Guid BatRegion = new("2DC27766-F623-4200-9D64-115E9BFD4A08");
    public static readonly Guid MetadataRegion = new("8B7CA206-4790-4B9A-B8FE-575F050F886E");
    public static readonly Guid FileParameters = new("CAA16737-FA36-4D43-B3B6-33F0AA44E76B");
    public static readonly Guid DiskSizeItem = new("2FA54224-CD1B-4876-B211-5DBED83BF4B8");
    public static readonly Guid DiskId = new("BECA12AB-B2E6-4523-93EF-C309E000C746");
    public static readonly Guid LogicalSector = new("8141BF1D-A96F-4709-BA47-F233A8FAAB5F");
    public static readonly Guid ParentLocatorItem = new("A8D35F2D-B30B-454D-ABF7-D3D84834AB0C");
    public static readonly Guid ParentLocatorType = new("B04AEFB7-D19E-4A81-B789-25B8E9445913");
    public static readonly Guid PhysicalSector = new("CDA348C7-445D-4471-9CC9-E9885251C556");

    private static readonly uint[][] CrcTables = MakeCrcTables();

    private readonly SparseBytes _file = new();
    private readonly Dictionary<long, ulong> _entries = [];
    private readonly Dictionary<long, long> _bitmaps = [];

    public VhdxBuilder(long diskSize, int blockSize = MiB, int logicalSectorSize = 512, uint parameterFlags = 0)
    {
        BlockSize = blockSize;
        SectorSize = logicalSectorSize;
        ChunkRatio = (1L << 23) * logicalSectorSize / blockSize;
        var blocks = (diskSize + blockSize - 1) / blockSize;
        // Up to the end of the last chunk, which is what a child needs.
        var batLength = Math.Max(1, (((((blocks / ChunkRatio) + 1) * (ChunkRatio + 1) * 8) + MiB - 1) / MiB)) * MiB;
        Regions = [(BatRegion, 3 * MiB, (uint)batLength, 1), (MetadataRegion, 2 * MiB, MiB, 1)];
        Next = (3 * MiB) + batLength;
        var parameters = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(parameters, blockSize);
        BinaryPrimitives.WriteUInt32LittleEndian(parameters.AsSpan(4), parameterFlags);
        Items =
        [
            (FileParameters, parameters, 4), (DiskSizeItem, BitConverter.GetBytes(diskSize), 6), (DiskId, Guid.NewGuid().ToByteArray(), 6),
            (LogicalSector, BitConverter.GetBytes(logicalSectorSize), 6), (PhysicalSector, BitConverter.GetBytes(4096), 6),
        ];
    }

    public int BlockSize { get; }

    public int SectorSize { get; }

    public long ChunkRatio { get; }

    /// <summary>Where the next block goes.</summary>
    public long Next { get; set; }

    public List<(Guid Id, long Offset, uint Length, uint Required)> Regions { get; }

    public List<(Guid Id, byte[] Value, uint Flags)> Items { get; }

    public (ulong First, ulong Second) SequenceNumbers { get; set; } = (7, 6);

    public Guid LogGuid { get; set; }

    public ushort LogVersion { get; set; }

    public Guid DataWriteGuid { get; set; } = new([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    public uint LogLength { get; set; } = MiB;

    public ulong LogOffset { get; set; } = MiB;

    /// <summary>Stores a block of the guest; its bytes may be fewer than the block has.</summary>
    public VhdxBuilder Block(long block, ReadOnlySpan<byte> data)
    {
        _file.Write(Next, data);
        _file.SetLength(Math.Max(_file.Length, Next + BlockSize));
        return Entry(block, 6, Next / MiB, advance: BlockSize);
    }

    /// <summary>A child whose locator holds these keys and values.</summary>
    public static VhdxBuilder Child(long diskSize, int blockSize, int logicalSectorSize, params (string Key, string Value)[] locator)
    {
        var builder = new VhdxBuilder(diskSize, blockSize, logicalSectorSize, parameterFlags: 2);
        builder.Items.Add((ParentLocatorItem, Locator(locator), 4));
        return builder;
    }

    public static byte[] Locator(params (string Key, string Value)[] pairs)
    {
        using var item = new MemoryStream();
        using var texts = new MemoryStream();
        item.Write(ParentLocatorType.ToByteArray());
        item.Write([0, 0, (byte)pairs.Length, 0]);
        var start = 20 + (pairs.Length * 12);
        foreach (var (key, value) in pairs)
        {
            item.Write(BitConverter.GetBytes(start + (int)texts.Length));
            item.Write(BitConverter.GetBytes(start + (int)texts.Length + (key.Length * 2)));
            item.Write(BitConverter.GetBytes((ushort)(key.Length * 2)));
            item.Write(BitConverter.GetBytes((ushort)(value.Length * 2)));
            texts.Write(System.Text.Encoding.Unicode.GetBytes(key + value));
        }

        return [.. item.ToArray(), .. texts.ToArray()];
    }

    /// <summary>Stores sectors of a block that otherwise is the parent's. What the block holds in their place is noise.</summary>
    /// <param name="block">The block.</param>
    /// <param name="guest">Where the sectors' content is.</param>
    /// <param name="sectors">The sectors, counted from the beginning of the disk.</param>
    public VhdxBuilder Partial(long block, Guest guest, params long[] sectors)
    {
        var chunk = block / ChunkRatio;
        if (!_bitmaps.TryGetValue(chunk, out var bitmap))
        {
            _bitmaps.Add(chunk, bitmap = Next);
            BitmapEntry(chunk, ((ulong)(Next / MiB) << 20) | 6);
            Next += MiB;
        }

        for (var at = 0; at < BlockSize; at += BlockSize / 16)
            _file.Write(Next + at, [0xBA, 0xD0]);
        foreach (var sector in sectors)
        {
            _file.Write(Next + (sector * SectorSize % BlockSize), guest.Bytes.Bytes(sector * SectorSize, SectorSize));
            var bit = sector % (1L << 23);
            _file.Write(bitmap + (bit / 8), [(byte)(_file.Bytes(bitmap + (bit / 8), 1)[0] | (1 << (int)(bit % 8)))]);
        }

        _file.SetLength(Math.Max(_file.Length, Next + BlockSize));
        return Entry(block, 7, Next / MiB, advance: BlockSize);
    }

    /// <summary>Puts a log into the file, which then counts as not closed cleanly.</summary>
    public VhdxBuilder With(VhdxLogBuilder log)
    {
        LogGuid = log.Id;
        _file.Write((long)LogOffset, log.Ring);
        return this;
    }

    /// <summary>Writes a table entry as it is told.</summary>
    public VhdxBuilder Entry(long block, int state, long offsetInMiB, int advance = 0)
    {
        _entries[block + (block / ChunkRatio)] = ((ulong)offsetInMiB << 20) | (uint)state;
        Next += advance;
        return this;
    }

    /// <summary>Writes an entry between the payload entries, where the sector bitmaps of a child would be.</summary>
    public VhdxBuilder BitmapEntry(long chunk, ulong value)
    {
        _entries[((chunk + 1) * (ChunkRatio + 1)) - 1] = value;
        return this;
    }

    public VhdxBuilder With(Guest guest)
    {
        // Only blocks with data are looked at, since the disk may have many GiB.
        foreach (var block in guest.Bytes.Data().Select(data => data.Offset / BlockSize).Distinct())
        {
            var data = guest.Bytes.Bytes(block * BlockSize, (int)Math.Min(BlockSize, guest.Length - (block * BlockSize)));
            if (data.AsSpan().ContainsAnyExcept((byte)0))
                Block(block, data);
        }

        return this;
    }

    public long EntryOffset(long block) => Regions[0].Offset + ((block + (block / ChunkRatio)) * 8);

    public SparseBytes Build()
    {
        _file.SetLength(Math.Max(_file.Length, Next));
        _file.Write(0, "vhdxfile"u8);
        WriteHeader(Header1, SequenceNumbers.First);
        WriteHeader(Header2, SequenceNumbers.Second);
        WriteRegionTable(RegionTable1);
        WriteRegionTable(RegionTable2);
        WriteMetadata();
        foreach (var (index, value) in _entries)
            _file.Write(Regions[0].Offset + (index * 8), BitConverter.GetBytes(value));
        return _file;
    }

    public ByteSource BuildSource() => Build().AsSource("disk.vhdx");

    /// <summary>Puts the right checksum into a header (4 KiB) or region table (64 KiB) that was changed by hand.</summary>
    public static void Seal(SparseBytes file, long offset)
    {
        var bytes = file.Bytes(offset, offset < RegionTable1 ? 4096 : 65536);
        Seal(bytes);
        file.Write(offset, bytes);
    }

    public static void Seal(Span<byte> structure)
    {
        structure.Slice(4, 4).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(structure[4..], Crc32C(structure));
    }

    /// <summary>The checksum as its polynomial defines it, eight bytes at a time with a table for each.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = CrcTables[7][(byte)crc] ^ CrcTables[6][(byte)(crc >> 8)] ^ CrcTables[5][(byte)(crc >> 16)] ^ CrcTables[4][crc >> 24]
                ^ CrcTables[3][bytes[4]] ^ CrcTables[2][bytes[5]] ^ CrcTables[1][bytes[6]] ^ CrcTables[0][bytes[7]];
        }

        foreach (var value in bytes)
            crc = CrcTables[0][(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    // Table k holds the effect of a byte that k bytes follow.
    private static uint[][] MakeCrcTables()
    {
        var tables = new uint[8][];
        for (var k = 0; k < 8; k++)
            tables[k] = [.. Enumerable.Range(0, 256).Select(value => k == 0 ? CrcOf((uint)value) : tables[0][(byte)tables[k - 1][value]] ^ (tables[k - 1][value] >> 8))];
        return tables;
    }

    private static uint CrcOf(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? (value >> 1) ^ 0x82F63B78 : value >> 1;
        return value;
    }

    private void WriteHeader(long offset, ulong sequence)
    {
        var header = new byte[4096];
        "head"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), sequence);
        header[16] = 1;
        DataWriteGuid.TryWriteBytes(header.AsSpan(32));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(64), LogVersion);
        LogGuid.TryWriteBytes(header.AsSpan(48));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(66), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(68), LogLength);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(72), LogOffset);
        Seal(header);
        _file.Write(offset, header);
    }

    private void WriteRegionTable(long offset)
    {
        var table = new byte[65536];
        "regi"u8.CopyTo(table);
        BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan(8), Regions.Count);
        for (var i = 0; i < Regions.Count; i++)
        {
            var entry = table.AsSpan(16 + (i * 32));
            Regions[i].Id.TryWriteBytes(entry);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], Regions[i].Offset);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], Regions[i].Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[28..], Regions[i].Required);
        }

        Seal(table);
        _file.Write(offset, table);
    }

    private void WriteMetadata()
    {
        var region = 2 * MiB;
        var table = new byte[65536];
        "metadata"u8.CopyTo(table);
        BinaryPrimitives.WriteUInt16LittleEndian(table.AsSpan(10), (ushort)Items.Count);
        var at = 65536;
        for (var i = 0; i < Items.Count; i++)
        {
            var entry = table.AsSpan(32 + (i * 32));
            Items[i].Id.TryWriteBytes(entry);
            BinaryPrimitives.WriteInt32LittleEndian(entry[16..], at);
            BinaryPrimitives.WriteInt32LittleEndian(entry[20..], Items[i].Value.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], Items[i].Flags);
            _file.Write(region + at, Items[i].Value);
            at += Items[i].Value.Length;
        }

        _file.Write(region, table);
    }
}
