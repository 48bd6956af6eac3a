using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Builds XVA archives from the description of the format: ova.xml, blocks and checksums in a ustar archive.</summary>
public sealed class XvaBuilder
{
    public const int Block = 1 << 20;

    private readonly List<(string Name, byte[] Content)> _members = [];
    private readonly StringBuilder _objects = new();

    /// <summary>The file extension of checksums, or null for none beside the blocks.</summary>
    public string? Checksum { get; set; } = ".xxhash";

    /// <summary>Whether the last block is as short as the disk, instead of filled with zeros.</summary>
    public bool HasShortEnd { get; set; }

    /// <summary>Whether checksums stand in one list at the end, as in exports of version 1.</summary>
    public bool HasList { get; set; }

    public bool HasEnd { get; set; } = true;

    public static string ChecksumOf(byte[] content, string kind) => kind == ".xxhash"
        ? XxHash64.HashToUInt64(content).ToString("X16", CultureInfo.InvariantCulture)
#pragma warning disable CA5350 // The format says so.
        : Convert.ToHexStringLower(SHA1.HashData(content));
#pragma warning restore CA5350

    /// <summary>Where a member's content begins, and in the 512 bytes before its header.</summary>
    public static long Find(SparseBytes file, string name)
    {
        for (var at = 0L; at < file.Length;)
        {
            var header = file.Bytes(at, 512);
            if (Encoding.ASCII.GetString(header, 0, 100).TrimEnd('\0') == name)
                return at + 512;
            at += 512 + ((Convert.ToInt64(Encoding.ASCII.GetString(header, 124, 11), 8) + 511) / 512 * 512);
        }

        throw new ArgumentException($"no member is called {name}");
    }

    /// <summary>Adds a disk: the blocks that hold data, the first and the last.</summary>
    public XvaBuilder With(Guest guest, string id = "Ref:7", string name = "system", int device = 0, bool isAttached = true)
    {
        Describe(id, name, guest.Length, device, isAttached);
        var last = (guest.Length - 1) / Block;
        var touched = guest.Bytes.Data().SelectMany(data => (long[])[data.Offset / Block, (data.End - 1) / Block]).Append(0).Append(last).ToHashSet();
        for (var index = 0L; index <= last; index++)
        {
            if (!touched.Contains(index))
                continue;
            var length = (int)Math.Min(Block, guest.Length - (index * Block));
            var content = new byte[HasShortEnd ? length : Block];
            guest.Bytes.Read(index * Block, content.AsSpan(0, length));
            if (index == 0 || index == last || content.AsSpan().ContainsAnyExcept((byte)0))
                AddBlock(id, index, content);
        }

        return this;
    }

    public XvaBuilder Describe(string id, string name, long length, int device = 0, bool isAttached = true)
    {
        if (isAttached)
            _objects.Append(Value(Struct(("class", "VBD"), ("id", id + "0"), ("snapshot", Struct(("VDI", id), ("userdevice", $"{device}"), ("type", "Disk"), ("bootable", "<boolean>1</boolean>"))))));
        _objects.Append(Value(Struct(("class", "VDI"), ("id", id), ("snapshot", Struct(("uuid", $"00000000-0000-0000-0000-00000000000{device}"), ("name_label", name), ("virtual_size", $"{length}"))))));
        return this;
    }

    public XvaBuilder AddBlock(string id, long index, byte[] content)
    {
        Add($"{id}/{index:00000000}", content);
        return Checksum is null || HasList ? this : Add($"{id}/{index:00000000}{Checksum}", Encoding.ASCII.GetBytes(ChecksumOf(content, Checksum)));
    }

    public XvaBuilder Add(string name, byte[] content)
    {
        _members.Add((name, content));
        return this;
    }

    public SparseBytes Build()
    {
        var file = new SparseBytes();
        var text = $"<?xml version=\"1.0\"?>{Value(Struct(("version", Struct(("product_version", "8.2.1"), ("export_vsn", "2"))), ("objects", $"<array><data>{_objects}</data></array>")))}";
        Append(file, "ova.xml", Encoding.UTF8.GetBytes(text));
        foreach (var (name, content) in _members)
            Append(file, name, content);
        if (HasList)
        {
            var list = Value(Struct([.. _members.Where(member => !member.Name.Contains('.', StringComparison.Ordinal)).Select(member => (member.Name, ChecksumOf(member.Content, ".checksum")))]));
            Append(file, "checksum.xml", Encoding.UTF8.GetBytes(list));
        }

        if (HasEnd)
            file.SetLength(file.Length + 1024);
        return file;
    }

    /// <summary>The description alone.</summary>
    public byte[] Description() => Build() is var file ? file.Bytes(512, (int)Convert.ToInt64(Encoding.ASCII.GetString(file.Bytes(124, 11)), 8)) : [];

    private static string Struct(params (string Name, string Value)[] members) =>
        $"<struct>{string.Concat(members.Select(member => $"<member><name>{member.Name}</name>{Value(member.Value)}</member>"))}</struct>";

    private static string Value(string value) => $"<value>{value}</value>";

    private static void Append(SparseBytes file, string name, byte[] content)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        foreach (var (at, text) in ((int, string)[])[(100, "0000644"), (108, "0000000"), (116, "0000000"), (124, Convert.ToString(content.Length, 8).PadLeft(11, '0')), (136, "00000000000"), (156, "0"), (257, "ustar"), (263, "00")])
            Encoding.ASCII.GetBytes(text).CopyTo(header, at);
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        var at2 = file.Length;
        file.Write(at2, header);
        file.Write(at2 + 512, content);
        file.SetLength(at2 + 512 + ((content.Length + 511) / 512 * 512));
    }
}
