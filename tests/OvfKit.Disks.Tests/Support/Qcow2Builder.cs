using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes QCOW2 files structure by structure, sound or not, without help from the code under test.</summary>
public sealed class Qcow2Builder
{
    public const ulong Copied = 1UL << 63, CompressedFlag = 1UL << 62;
    public const ulong ExternalData = 4, CompressionTypeBit = 8, ExtendedL2 = 16;

    private readonly SparseBytes _file = new();
    private readonly Dictionary<long, ulong> _entries = [];
    private readonly Dictionary<long, ulong> _bitmaps = [];

    public Qcow2Builder(long diskSize, int clusterBits = 12, int version = 3)
    {
        (DiskSize, ClusterBits, Version) = (diskSize, clusterBits, version);
        // Header, table of counts, one block of counts, then the first level.
        L1Offset = 3 << clusterBits;
        Next = 4 << clusterBits;
    }

    public int Version { get; }

    public long DiskSize { get; }

    public int ClusterBits { get; }

    public int ClusterSize => 1 << ClusterBits;

    public ulong Incompatible { get; set; }

    public ulong AutoClear { get; set; }

    public byte CompressionType { get; set; }

    public string? ParentName { get; set; }

    public long L1Offset { get; set; }

    public int? L1Entries { get; set; }

    /// <summary>Where the next cluster goes.</summary>
    public long Next { get; set; }

    public List<(uint Type, byte[] Data)> Extensions { get; } = [];

    public List<byte[]> Snapshots { get; } = [];

    public long SnapshotsOffset { get; private set; }

    private int EntrySize => (Incompatible & ExtendedL2) != 0 ? 16 : 8;

    private long PerTable => ClusterSize / EntrySize;

    public Qcow2Builder Extension(uint type, string text)
    {
        Extensions.Add((type, Encoding.UTF8.GetBytes(text)));
        return this;
    }

    /// <summary>Stores a cluster; its bytes may be fewer than it has.</summary>
    public Qcow2Builder Cluster(long cluster, ReadOnlySpan<byte> data, ulong? bitmap = null)
    {
        var at = Next;
        _file.Write(at, data);
        Next += ClusterSize;
        return Entry(cluster, (ulong)at | Copied, bitmap ?? 0xFFFF_FFFF);
    }

    /// <summary>Stores a cluster compressed, a few bytes behind a sector's beginning, with garbage behind it.</summary>
    public Qcow2Builder Packed(long cluster, byte[] compressed, long? place = null)
    {
        const int shift = 13;
        var at = place ?? Next + shift;
        _file.Write(at, [.. compressed, 0xDE, 0xAD, 0xBE, 0xEF]);
        if (place is null)
            Next += (shift + compressed.Length + 4 + ClusterSize) / ClusterSize * ClusterSize;
        var sectors = ((at + compressed.Length + 3) / 512) - (at / 512);
        return Entry(cluster, CompressedFlag | ((ulong)sectors << (62 - (ClusterBits - 8))) | (ulong)at);
    }

    public static byte[] Deflate(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal))
            deflate.Write(bytes);
        return output.ToArray();
    }

    /// <summary>Writes an entry of the second level as it is told.</summary>
    public Qcow2Builder Entry(long cluster, ulong entry, ulong bitmap = 0)
    {
        _entries[cluster] = entry;
        _bitmaps[cluster] = bitmap;
        return this;
    }

    public Qcow2Builder With(Guest guest)
    {
        var places = guest.Bytes.Data().SelectMany(data => Enumerable.Range(0, (int)((data.Length + ClusterSize - 1) / ClusterSize)).Select(i => (data.Offset / ClusterSize) + i));
        foreach (var cluster in places.Distinct())
        {
            var data = guest.Bytes.Bytes(cluster * ClusterSize, ClusterSize);
            if (data.AsSpan().ContainsAnyExcept((byte)0))
                Cluster(cluster, data);
        }

        return this;
    }

    /// <summary>Keeps a state under an id and a name: what the entries are now, as a first level of its own.</summary>
    public Qcow2Builder Snapshot(string id, string name, long? diskSize, Action<byte[]>? damage = null)
    {
        var l1 = Next;
        Next += ClusterSize;
        var entries = WriteTables(l1);
        var fixedPart = new byte[40 + (diskSize is null ? 0 : 16)];
        BinaryPrimitives.WriteInt64BigEndian(fixedPart, l1);
        BinaryPrimitives.WriteInt32BigEndian(fixedPart.AsSpan(8), entries);
        BinaryPrimitives.WriteInt16BigEndian(fixedPart.AsSpan(12), (short)id.Length);
        BinaryPrimitives.WriteInt16BigEndian(fixedPart.AsSpan(14), (short)name.Length);
        BinaryPrimitives.WriteInt32BigEndian(fixedPart.AsSpan(16), 1_735_732_800);
        if (diskSize is { } size)
        {
            BinaryPrimitives.WriteInt32BigEndian(fixedPart.AsSpan(36), 16);
            BinaryPrimitives.WriteInt64BigEndian(fixedPart.AsSpan(48), size);
        }

        byte[] entry = [.. fixedPart, .. Encoding.UTF8.GetBytes(id + name)];
        Array.Resize(ref entry, (entry.Length + 7) / 8 * 8);
        damage?.Invoke(entry);
        Snapshots.Add(entry);
        return this;
    }

    public SparseBytes Build(Action<SparseBytes>? damage = null)
    {
        if (Snapshots.Count > 0)
        {
            SnapshotsOffset = Next;
            byte[] table = [.. Snapshots.SelectMany(entry => entry)];
            _file.Write(Next, table);
            Next += (table.Length + ClusterSize - 1) / ClusterSize * ClusterSize;
        }

        var entries = WriteTables(L1Offset);
        _file.SetLength(Math.Max(_file.Length, Next));
        _file.Write(0, Head(L1Entries ?? entries));
        _file.Write(ClusterSize, BigEndian(2L * ClusterSize));
        damage?.Invoke(_file);
        return _file;
    }

    public ByteSource BuildSource(string name = "disk.qcow2") => Build().AsSource(name);

    /// <summary>Where the entry of a cluster stands in the built file.</summary>
    public long EntryOffset(long cluster) =>
        (long)(BinaryPrimitives.ReadUInt64BigEndian(_file.Bytes(L1Offset + (cluster / PerTable * 8), 8)) & ~Copied) + (cluster % PerTable * EntrySize);

    public static byte[] BigEndian(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    private int WriteTables(long l1)
    {
        var count = (int)Math.Max(1, (DiskSize + (PerTable * ClusterSize) - 1) / (PerTable * ClusterSize));
        foreach (var table in _entries.GroupBy(entry => entry.Key / PerTable).OrderBy(table => table.Key))
        {
            foreach (var (cluster, entry) in table)
            {
                _file.Write(Next + (cluster % PerTable * EntrySize), BigEndian((long)entry));
                if (EntrySize == 16)
                    _file.Write(Next + (cluster % PerTable * EntrySize) + 8, BigEndian((long)_bitmaps[cluster]));
            }

            _file.Write(l1 + (table.Key * 8), BigEndian((long)((ulong)Next | Copied)));
            Next += ClusterSize;
        }

        return count;
    }

    private byte[] Head(int l1Entries)
    {
        var head = new byte[ClusterSize];
        byte[] magic = [(byte)'Q', (byte)'F', (byte)'I', 0xFB];
        magic.CopyTo(head, 0);
        void Put32(int at, long value) => BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(at), (uint)value);
        void Put64(int at, long value) => BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(at), value);
        Put32(4, Version);
        Put32(20, ClusterBits);
        Put64(24, DiskSize);
        Put32(36, l1Entries);
        Put64(40, L1Offset);
        Put64(48, ClusterSize);
        Put32(56, 1);
        Put32(60, Snapshots.Count);
        Put64(64, SnapshotsOffset);
        var at = 72;
        if (Version == 3)
        {
            Put64(72, (long)Incompatible);
            Put64(88, (long)AutoClear);
            Put32(96, 4);
            Put32(100, 112);
            head[104] = CompressionType;
            at = 112;
        }

        foreach (var (type, data) in Extensions)
        {
            Put32(at, type);
            Put32(at + 4, data.Length);
            data.CopyTo(head, at + 8);
            at += 8 + ((data.Length + 7) / 8 * 8);
        }

        if (ParentName is { } name)
        {
            Put64(8, at + 8);
            Put32(16, Encoding.UTF8.GetBytes(name, head.AsSpan(at + 8)));
        }

        return head;
    }
}
