using System.Text;

namespace OvfKit.IO;

/// <summary>The header block of a member of a tar archive, as it stands in the file.</summary>
/// <param name="Name">The name with the prefix of ustar, bytes taken as Latin-1; up to 256 characters.</param>
/// <param name="Length">The length of the content in bytes.</param>
/// <param name="Type">The type flag, such as <c>'0'</c> or NUL for a file.</param>
public readonly record struct TarHeader(string Name, long Length, byte Type)
{
    /// <summary>The size of a block in bytes: headers have one, contents are filled up to whole ones.</summary>
    public const int BlockSize = 512;

    private const int NameLength = 100;
    private const int ChecksumField = 148;
    private const int MagicField = 257;
    private const int PrefixField = 345;

    /// <summary>Whether the member is a plain file.</summary>
    public bool IsFile => Type is 0 or (byte)'0' or (byte)'7';

    /// <summary>Reads a header block.</summary>
    /// <param name="block">The block, <see cref="BlockSize"/> bytes.</param>
    /// <param name="header">Receives what it says.</param>
    /// <returns>Whether it is a header: its checksum holds and its length is a number.</returns>
    public static bool TryRead(ReadOnlySpan<byte> block, out TarHeader header)
    {
        var length = ReadLength(block);
        header = default;
        if (length < 0 || !ChecksumHolds(block))
            return false;
        var name = Text(block[..NameLength]);
        if (block[MagicField..].StartsWith("ustar\0"u8) && Text(block.Slice(PrefixField, 155)) is { Length: > 0 } prefix)
            name = prefix + "/" + name;
        header = new TarHeader(name, length, block[156]);
        return true;
    }

    /// <summary>The number of bytes a content takes in the archive.</summary>
    /// <param name="length">Its length in bytes.</param>
    public static long RoundUp(long length) => (length + BlockSize - 1) / BlockSize * BlockSize;

    /// <summary>The length of the content, or -1 when the field holds no such number.</summary>
    /// <param name="block">The block, <see cref="BlockSize"/> bytes.</param>
    public static long ReadLength(ReadOnlySpan<byte> block) => Number(block.Slice(124, 12));

    /// <summary>Whether the checksum of a header block is right.</summary>
    /// <param name="block">The block, <see cref="BlockSize"/> bytes.</param>
    public static bool ChecksumHolds(ReadOnlySpan<byte> block)
    {
        // Old packers added up signed bytes.
        int unsigned = 8 * ' ', signed = 8 * ' ';
        for (var i = 0; i < BlockSize; i++)
        {
            if (i is >= ChecksumField and < ChecksumField + 8)
                continue;
            unsigned += block[i];
            signed += (sbyte)block[i];
        }

        var stated = Number(block.Slice(ChecksumField, 8));
        return stated == unsigned || stated == signed;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.Latin1.GetString(field[..(field.IndexOf((byte)0) is >= 0 and var end ? end : field.Length)]);

    private static long Number(ReadOnlySpan<byte> field)
    {
        // GNU and others write what octal digits cannot hold as a big-endian number behind a set bit.
        if (field[0] == 0x80)
        {
            var large = 0L;
            foreach (var part in field[1..])
                large = large < 0 || large > long.MaxValue >> 8 ? -1 : (large << 8) | part;
            return large;
        }

        var digits = field.Trim(" \0"u8);
        var value = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return -1;
            value = (value << 3) + (digit - '0');
        }

        return digits.IsEmpty ? -1 : value;
    }
}
