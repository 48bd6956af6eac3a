using System.Globalization;
using System.Text;

namespace OvfKit.Tests.Packaging;

/// <summary>Builds archives byte by byte, also ones no packer would write.</summary>
internal sealed class TarBuilder
{
    private readonly List<byte> _bytes = [];

    public long Length => _bytes.Count;

    public TarBuilder File(string name, string content = "") => Member(name, '0', Encoding.UTF8.GetBytes(content));

    public TarBuilder Member(string name, char type, byte[] content, long? statedSize = null, bool wrongChecksum = false)
    {
        _bytes.AddRange(Header(name, type, statedSize ?? content.Length, wrongChecksum));
        _bytes.AddRange(content);
        return Pad();
    }

    public TarBuilder Pax(string record)
    {
        var length = record.Length + 3;
        length += length.ToString(CultureInfo.InvariantCulture).Length - 1;
        return Member("PaxHeaders/x", 'x', Encoding.UTF8.GetBytes($"{length} {record}\n"));
    }

    public TarBuilder Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] End() => Raw(new byte[1024]).Bytes();

    public byte[] Bytes() => _bytes.ToArray();

    private TarBuilder Pad()
    {
        _bytes.AddRange(new byte[(512 - (_bytes.Count % 512)) % 512]);
        return this;
    }

    private static byte[] Header(string name, char type, long size, bool wrongChecksum)
    {
        var block = new byte[512];
        Encoding.UTF8.GetBytes(name).CopyTo(block, 0);
        "0000644\0"u8.CopyTo(block.AsSpan(100));
        "0000000\0"u8.CopyTo(block.AsSpan(108));
        "0000000\0"u8.CopyTo(block.AsSpan(116));
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0')).CopyTo(block, 124);
        "00000000001\0"u8.CopyTo(block.AsSpan(136));
        block[156] = (byte)type;
        "ustar\000"u8.CopyTo(block.AsSpan(257));
        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = block.Sum(b => b) + (wrongChecksum ? 1 : 0);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0").CopyTo(block, 148);
        return block;
    }
}
