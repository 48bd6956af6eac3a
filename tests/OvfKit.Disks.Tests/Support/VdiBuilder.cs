using System.Buffers.Binary;
using System.Text;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes VDI files field by field, sound or not, without help from the code under test.</summary>
public sealed class VdiBuilder
{
    public const int MiB = 1 << 20;

    private readonly SparseBytes _file = new();
    private readonly Dictionary<int, uint> _entries = [];

    public VdiBuilder(long size, uint type = 1, int blockSize = MiB)
    {
        (Size, Type, BlockSize) = (size, type, (uint)blockSize);
        BlockCount = (uint)((size + blockSize - 1) / blockSize);
        DataOffset = MapOffset + Math.Max(512, ((BlockCount * 4) + 511) / 512 * 512);
    }

    public uint HeaderLength { get; set; } = 0x190;

    public uint Version { get; set; } = 0x10001;

    public uint Type { get; set; }

    public uint Flags { get; set; }

    public string Comment { get; set; } = "";

    public uint MapOffset { get; set; } = 512;

    public uint DataOffset { get; set; }

    public uint GeometrySectorSize { get; set; } = 512;

    public long Size { get; set; }

    public uint BlockSize { get; set; }

    public uint BlockExtra { get; set; }

    public uint BlockCount { get; set; }

    /// <summary>How many blocks the header calls allocated; what is stored unless told.</summary>
    public uint? Allocated { get; set; }

    public uint Stored { get; private set; }

    public Guid Id { get; set; } = new("aaaa0000-1111-2222-3333-444455556666");

    public Guid ModifyId { get; set; } = new("bbbb0000-1111-2222-3333-444455556666");

    public Guid LinkId { get; set; }

    public Guid ParentModifyId { get; set; }

    /// <summary>Stores a block of the guest behind the ones stored before; its extra bytes are filled with FF.</summary>
    public VdiBuilder Block(int block, ReadOnlySpan<byte> data)
    {
        var at = DataOffset + (Stored * ((long)BlockSize + BlockExtra));
        var extra = new byte[BlockExtra];
        extra.AsSpan().Fill(0xFF);
        _file.Write(at, extra);
        _file.Write(at + BlockExtra, data);
        _file.SetLength(Math.Max(_file.Length, at + BlockExtra + BlockSize));
        return Entry(block, Stored++);
    }

    /// <summary>Writes an entry of the map as it is told.</summary>
    public VdiBuilder Entry(int block, uint value)
    {
        _entries[block] = value;
        return this;
    }

    /// <summary>Stores the blocks of a guest that hold data, in the order of a seed.</summary>
    public VdiBuilder With(Guest guest, int seed = 0)
    {
        var blocks = guest.Blocks((int)BlockSize).ToArray();
        if (seed != 0)
            new Random(seed).Shuffle(blocks);
        foreach (var block in blocks)
            Block(block, guest.Bytes.Bytes(block * (long)BlockSize, (int)Math.Min(BlockSize, guest.Length - (block * (long)BlockSize))));
        return this;
    }

    public SparseBytes Build()
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes("<<< A disk of a test >>>\n").CopyTo(header, 0);
        foreach (var (offset, value) in new (int, uint)[]
        {
            (64, 0xBEDA107F), (68, Version), (72, HeaderLength), (76, Type), (80, Flags), (340, MapOffset), (344, DataOffset), (360, 512), (376, BlockSize),
            (380, BlockExtra), (384, BlockCount), (388, Allocated ?? Stored), (468, HeaderLength >= 0x190 ? GeometrySectorSize : 0),
        })
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(offset), value);
        }

        Encoding.UTF8.GetBytes(Comment).CopyTo(header, 84);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(368), Size);
        foreach (var (offset, id) in new[] { (392, Id), (408, ModifyId), (424, LinkId), (440, ParentModifyId) })
            id.TryWriteBytes(header.AsSpan(offset));
        _file.Write(0, header);
        for (var block = 0; block < Math.Min(BlockCount, 1 << 16); block++)
            _file.Write(MapOffset + (block * 4), BitConverter.GetBytes(_entries.GetValueOrDefault(block, uint.MaxValue)));
        _file.SetLength(Math.Max(_file.Length, DataOffset));
        return _file;
    }

    public ByteSource BuildSource(string name = "disk.vdi") => Build().AsSource(name);
}
