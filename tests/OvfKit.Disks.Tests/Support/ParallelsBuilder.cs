using System.Buffers.Binary;
using System.Text;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Builds expanding images of Parallels from the description of the format, apart from the writer under test.</summary>
public sealed class ParallelsBuilder(long sectors, int blockSectors = 2048)
{
    public const int Header = 0, Version = 16, BlockSectors = 28, Entries = 32, Sectors = 36, InUse = 44, DataOffset = 48, Flags = 52, Table = 64;

    private readonly SortedDictionary<long, byte[]> _blocks = [];

    /// <summary>The old header counts blocks in sectors, so that they may lie anywhere.</summary>
    public bool IsOld { get; set; }

    public uint State { get; set; } = 0x312E3276;

    public uint Marks { get; set; }

    /// <summary>Overrules where blocks begin, in sectors; the header then says 0.</summary>
    public int? FirstSector { get; set; }

    /// <summary>Puts later blocks first.</summary>
    public bool IsReversed { get; set; }

    private long BlockBytes => blockSectors * 512L;

    /// <summary>Stores every block in which the guest has data.</summary>
    public ParallelsBuilder With(Guest guest, long from = 0)
    {
        foreach (var data in guest.Bytes.Data())
        {
            for (var block = Math.Max(0, data.Offset - from) / BlockBytes; block * BlockBytes < Math.Min(data.End - from, sectors * 512); block++)
                _blocks[block] = guest.Bytes.Bytes(from + (block * BlockBytes), (int)Math.Min(BlockBytes, guest.Length - from - (block * BlockBytes)));
        }

        return this;
    }

    public ParallelsBuilder Block(long block, byte[] content)
    {
        _blocks[block] = content;
        return this;
    }

    public SparseBytes Build()
    {
        var file = new SparseBytes();
        var count = (sectors + blockSectors - 1) / blockSectors;
        var header = new byte[64];
        Encoding.ASCII.GetBytes(IsOld ? "WithoutFreeSpace" : "WithouFreSpacExt").CopyTo(header, 0);
        var tableSectors = (64 + (count * 4) + 511) / 512;
        var first = FirstSector ?? (tableSectors + blockSectors - 1) / blockSectors * blockSectors;
        foreach (var (at, value) in ((int, long)[])[(Version, 2), (20, 16), (24, sectors / 512), (BlockSectors, blockSectors), (Entries, count), (InUse, State), (DataOffset, FirstSector is null ? first : 0), (Flags, Marks)])
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at), (uint)value);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(Sectors), sectors);
        file.Write(0, header);
        file.SetLength(Math.Max(first * 512, 64 + (count * 4)));

        var next = first;
        foreach (var (block, content) in IsReversed ? _blocks.Reverse() : _blocks)
        {
            file.Write(Table + (block * 4), BitConverter.GetBytes((uint)(IsOld ? next : next / blockSectors)));
            file.Write(next * 512, content);
            next += blockSectors;
            file.SetLength(next * 512);
        }

        return file;
    }
}

/// <summary>Builds the descriptor of a bundle.</summary>
public static class ParallelsBundle
{
    public const string Base = "{5fbaabe3-6958-40ff-92a7-860e329aab41}";
    public const string None = "{00000000-0000-0000-0000-000000000000}";

    public static string Storage(long start, long end, params (string Id, string Type, string File)[] images) =>
        $"<Storage><Start>{start}</Start><End>{end}</End><Blocksize>2048</Blocksize>{string.Concat(images.Select(i => $"<Image><GUID>{i.Id}</GUID><Type>{i.Type}</Type><File>{i.File}</File></Image>"))}</Storage>";

    public static string Shot(string id, string parent) => $"<Shot><GUID>{id}</GUID><ParentGUID>{parent}</ParentGUID></Shot>";

    public static string Text(long sectors, string storages, string snapshots, string parameters = "<Padding>0</Padding>") =>
        $"""
        <?xml version='1.0' encoding='UTF-8'?>
        <Parallels_disk_image Version="1.0">
        <Disk_Parameters><Disk_size>{sectors}</Disk_size>{parameters}</Disk_Parameters>
        <StorageData>{storages}</StorageData>
        <Snapshots>{snapshots}</Snapshots>
        </Parallels_disk_image>
        """;

    /// <summary>A bundle in memory: the descriptor, with its files as siblings.</summary>
    public static SparseBytes Of(string descriptor, params (string Name, SparseBytes File)[] files)
    {
        var main = SparseBytes.Of(Encoding.UTF8.GetBytes(descriptor));
        foreach (var (name, file) in files)
            main.Siblings.Add(name, file);
        return main;
    }
}
