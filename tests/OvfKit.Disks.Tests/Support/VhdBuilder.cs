using System.Buffers.Binary;
using System.Text;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes VHD files structure by structure, sound or not, without help from the code under test.</summary>
public sealed class VhdBuilder
{
    public const int MiB = 1 << 20;
    public const int Header = 512, Table = 1536;

    private readonly SparseBytes _file = new();
    private readonly long _size;
    private readonly uint _type;
    private readonly List<uint> _entries;
    private readonly List<(string Code, byte[] Name)> _locators = [];
    private readonly int _blockSize;

    public VhdBuilder(long size, uint type = 3, int blockSize = 2 * MiB)
    {
        (_size, _type, _blockSize) = (size, type, blockSize);
        Geometry = GeometryOf(size);
        _entries = [.. Enumerable.Repeat(uint.MaxValue, (int)((size + blockSize - 1) / blockSize))];
        Next = type == 2 ? 0 : Table + ((_entries.Count * 4) + 511) / 512 * 512;
    }

    /// <summary>Where the next block or name goes, a multiple of 512.</summary>
    public long Next { get; set; }

    public string Creator { get; set; } = "win ";

    public (int Cylinders, int Heads, int Sectors) Geometry { get; set; }

    public Guid Id { get; set; } = new("11112222-3333-4444-5555-666677778888");

    public Guid ParentId { get; set; }

    public string ParentName { get; set; } = "";

    public uint FooterVersion { get; set; } = 0x10000;

    public uint HeaderVersion { get; set; } = 0x10000;

    public long HeaderOffset { get; set; } = Header;

    public long TableOffset { get; set; } = Table;

    public uint? EntryCount { get; set; }

    public long? CurrentSize { get; set; }

    /// <summary>511 for the footer of old Virtual PCs, 0 for none.</summary>
    public int FooterSize { get; set; } = 512;

    /// <summary>Whether the last block is cut where the disk ends, as some builders do.</summary>
    public bool CutLastBlock { get; set; }

    private int BitmapSize => (((_blockSize / 512) + 7) / 8 + 511) / 512 * 512;

    /// <summary>The child's id of its parent, and names of it.</summary>
    public VhdBuilder Of(Guid parent, params (string Code, string Name)[] names)
    {
        ParentId = parent;
        foreach (var (code, name) in names)
            _locators.Add((code, (code is "W2ru" or "W2ku" ? Encoding.Unicode : Encoding.UTF8).GetBytes(name)));
        return this;
    }

    /// <summary>Stores a block with the sectors whose bits are to be set; all of them unless told.</summary>
    public VhdBuilder Block(int block, ReadOnlySpan<byte> data, Func<int, bool>? kept = null)
    {
        var bitmap = new byte[BitmapSize];
        for (var sector = 0; sector < _blockSize / 512; sector++)
        {
            if (kept?.Invoke(sector) ?? true)
                bitmap[sector / 8] |= (byte)(0x80 >> (sector % 8));
        }

        _file.Write(Next, bitmap);
        _file.Write(Next + BitmapSize, data);
        return Entry(block, (uint)(Next / 512), BitmapSize + (CutLastBlock ? (data.Length + 511) / 512 * 512 : _blockSize));
    }

    /// <summary>Writes a table entry as it is told.</summary>
    public VhdBuilder Entry(int block, uint sector, int advance = 0)
    {
        _entries[block] = sector;
        Next += advance;
        return this;
    }

    /// <summary>The guest's bytes: as they are in a fixed disk, in blocks otherwise.</summary>
    public VhdBuilder With(Guest guest)
    {
        if (_type == 2)
        {
            foreach (var data in guest.Bytes.Data())
                _file.Write(data.Offset, guest.Bytes.Bytes(data.Offset, (int)data.Length));
            Next = _size;
            return this;
        }

        foreach (var block in guest.Blocks(_blockSize))
            Block(block, guest.Bytes.Bytes((long)block * _blockSize, (int)Math.Min(_blockSize, guest.Length - ((long)block * _blockSize))));
        return this;
    }

    public SparseBytes Build()
    {
        var names = _locators.Select(locator =>
        {
            var at = Next;
            _file.Write(at, locator.Name);
            Next += (locator.Name.Length + 511) / 512 * 512;
            return at;
        }).ToList();
        _file.SetLength(Next);
        var footer = Footer();
        if (_type != 2)
        {
            _file.Write(0, footer);
            _file.Write(HeaderOffset, HeaderBytes(names));
            for (var i = 0; i < _entries.Count; i++)
                _file.Write(Table + (i * 4), Big(_entries[i]));
        }

        _file.Write(Next, footer.AsSpan(0, FooterSize));
        return _file;
    }

    public ByteSource BuildSource(string name = "disk.vhd") => Build().AsSource(name);

    /// <summary>Puts the right checksum into a footer (512 bytes) or dynamic header (1024) that was changed by hand.</summary>
    public static void Seal(SparseBytes file, long offset, int length)
    {
        var bytes = file.Bytes(offset, length);
        Seal(bytes);
        file.Write(offset, bytes);
    }

    /// <summary>Cylinders, heads and sectors as the specification's appendix computes them.</summary>
    public static (int Cylinders, int Heads, int Sectors) GeometryOf(long size)
    {
        var total = Math.Min(size / 512, 65535L * 16 * 255);
        if (total >= 65535L * 16 * 63)
            return ((int)(total / 255 / 16), 16, 255);
        var (sectors, heads) = (17, Math.Max(4L, ((total / 17) + 1023) / 1024));
        if (total / 17 >= heads * 1024 || heads > 16)
            (sectors, heads) = (31, 16);
        if (sectors == 31 && total / 31 >= heads * 1024)
            sectors = 63;
        return ((int)(total / sectors / heads), (int)heads, sectors);
    }

    private static void Seal(byte[] bytes)
    {
        var at = bytes.Length == 512 ? 64 : 36;
        bytes.AsSpan(at, 4).Clear();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), ~(uint)bytes.Sum(value => value));
    }

    private static byte[] Big(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Big(long value) => [.. Big((uint)(value >> 32)), .. Big((uint)value)];

    private byte[] Footer()
    {
        var footer = new byte[512];
        "conectix"u8.CopyTo(footer);
        footer[11] = 2;
        Big(FooterVersion).CopyTo(footer, 12);
        Big(_type == 2 ? -1 : HeaderOffset).CopyTo(footer, 16);
        Big(820_000_000u).CopyTo(footer, 24);
        Encoding.Latin1.GetBytes(Creator).CopyTo(footer, 28);
        Big(0x00060003u).CopyTo(footer, 32);
        "Wi2k"u8.CopyTo(footer.AsSpan(36));
        Big(_size).CopyTo(footer, 40);
        Big(CurrentSize ?? _size).CopyTo(footer, 48);
        BinaryPrimitives.WriteUInt16BigEndian(footer.AsSpan(56), (ushort)Geometry.Cylinders);
        (footer[58], footer[59]) = ((byte)Geometry.Heads, (byte)Geometry.Sectors);
        Big(_type).CopyTo(footer, 60);
        Convert.FromHexString(Id.ToString("n")).CopyTo(footer, 68);
        Seal(footer);
        return footer;
    }

    private byte[] HeaderBytes(List<long> names)
    {
        var header = new byte[1024];
        "cxsparse"u8.CopyTo(header);
        header.AsSpan(8, 8).Fill(255);
        Big(TableOffset).CopyTo(header, 16);
        Big(HeaderVersion).CopyTo(header, 24);
        Big(EntryCount ?? (uint)_entries.Count).CopyTo(header, 28);
        Big((uint)_blockSize).CopyTo(header, 32);
        Convert.FromHexString(ParentId.ToString("n")).CopyTo(header, 40);
        Encoding.BigEndianUnicode.GetBytes(ParentName).CopyTo(header, 64);
        for (var i = 0; i < names.Count; i++)
        {
            var at = 576 + (i * 24);
            Encoding.Latin1.GetBytes(_locators[i].Code).CopyTo(header, at);
            // Some writers give the space in sectors, some in bytes; nothing must depend on it.
            Big(i % 2 == 0 ? 1u : 512u).CopyTo(header, at + 4);
            Big((uint)_locators[i].Name.Length).CopyTo(header, at + 8);
            Big(names[i]).CopyTo(header, at + 16);
        }

        Seal(header);
        return header;
    }
}
