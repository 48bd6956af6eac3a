using System.Buffers.Binary;
using System.Text;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>One of the eight places a differencing VHD gives for its parent (VHD specification, "Parent Locator Entries").</summary>
/// <param name="Code">What kind of name it is: <c>W2ru</c>, <c>W2ku</c>, <c>MacX</c> and older ones.</param>
/// <param name="Offset">The file offset of the name.</param>
/// <param name="Length">The name's length in bytes.</param>
internal readonly record struct VhdLocator(string Code, long Offset, uint Length)
{
    public const int FirstOffset = 576;
    public const int EntrySize = 24;
    public const int Count = 8;

    public const string RelativeUnicode = "W2ru";
    public const string AbsoluteUnicode = "W2ku";
    public const string FileUrl = "MacX";

    /// <summary>The bytes set aside for the name: whole sectors.</summary>
    public long Space => Rounding.Up(Length, VhdFooter.SectorSize);

    public static VhdLocator Parse(ReadOnlySpan<byte> entry) => new(
        Encoding.Latin1.GetString(entry[..4]), BinaryPrimitives.ReadInt64BigEndian(entry[16..]), BinaryPrimitives.ReadUInt32BigEndian(entry[8..]));

    /// <summary>Writes the entry's 24 bytes. The space is given in bytes, as Windows does, not in sectors, as the specification says.</summary>
    public void Write(Span<byte> entry)
    {
        Encoding.Latin1.GetBytes(Code, entry);
        BinaryPrimitives.WriteUInt32BigEndian(entry[4..], (uint)Space);
        BinaryPrimitives.WriteUInt32BigEndian(entry[8..], Length);
        BinaryPrimitives.WriteInt64BigEndian(entry[16..], Offset);
    }

    /// <summary>The name the locator's bytes spell; null for a kind that no longer means anything.</summary>
    public string? Decode(ReadOnlySpan<byte> bytes) => Code switch
    {
        RelativeUnicode or AbsoluteUnicode => Text(Encoding.Unicode, bytes),
        "Wi2r" or "Wi2k" => Text(Encoding.Latin1, bytes),
        FileUrl => FromUrl(Text(Encoding.UTF8, bytes)),
        _ => null,
    };

    /// <summary>Text up to its first NUL.</summary>
    public static string Text(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        var text = encoding.GetString(bytes);
        return text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;
    }

    // "file:///Users/me/a.vhd", and "file://./a.vhd" as XenServer writes it, which no URL parser takes.
    private static string FromUrl(string url)
    {
        const string scheme = "file://", host = "localhost/";
        if (!url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return url;
        var path = url[scheme.Length..];
        return Uri.UnescapeDataString(path.StartsWith(host, StringComparison.OrdinalIgnoreCase) ? path[(host.Length - 1)..] : path);
    }
}
