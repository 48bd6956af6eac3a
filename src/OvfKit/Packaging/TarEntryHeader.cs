using System.Text;
using ICSharpCode.SharpZipLib.Tar;

namespace OvfKit.Packaging;

/// <summary>Makes the header bytes of an archive member: ustar as long as name and size fit, GNU beyond.</summary>
/// <remarks>Never pax: vSphere and VirtualBox refuse it.</remarks>
internal static class TarEntryHeader
{
    private const int NameLength = 100;
    private const long FirstTooLargeForUstar = 8L << 30;
    private const int Mode = 0b110_100_100; // rw-r--r--
    private static readonly byte[] LongNameMark = "././@LongLink"u8.ToArray();

    /// <summary>The number of bytes <see cref="Make"/> makes for a name, whatever the size of the content.</summary>
    public static int LengthFor(string name)
    {
        var bytes = Encoding.UTF8.GetByteCount(name);
        return TarBlock.Size + (bytes <= NameLength ? 0 : TarBlock.Size + (int)TarBlock.RoundUp(bytes + 1));
    }

    public static byte[] Make(string name, long size, DateTime modified)
    {
        var headers = new byte[LengthFor(name)];
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length <= NameLength)
        {
            Block(bytes, size, modified, TarHeader.LF_NORMAL, isGnu: size >= FirstTooLargeForUstar).CopyTo(headers, 0);
            return headers;
        }

        // A member of its own carries the name with a zero behind it; the true header repeats what fits.
        Block(LongNameMark, bytes.Length + 1, DateTime.UnixEpoch, TarHeader.LF_GNU_LONGNAME, isGnu: true).CopyTo(headers, 0);
        bytes.CopyTo(headers, TarBlock.Size);
        Block(bytes.AsSpan(0, NameLength), size, modified, TarHeader.LF_NORMAL, isGnu: true).CopyTo(headers, headers.Length - TarBlock.Size);
        return headers;
    }

    private static byte[] Block(ReadOnlySpan<byte> name, long size, DateTime modified, byte type, bool isGnu)
    {
        var header = new TarHeader
        {
            // Latin-1 there and back keeps the name's bytes, even where the cut went through a character.
            Name = Encoding.Latin1.GetString(name),
            Size = size,
            Mode = Mode,
            ModTime = modified,
            TypeFlag = type,
            UserId = 0,
            GroupId = 0,
            UserName = "",
            GroupName = "",
            Magic = isGnu ? TarHeader.GNU_TMAGIC : TarHeader.TMAGIC,
            Version = isGnu ? " " : "00",
        };
        var block = new byte[TarBlock.Size];
        header.WriteHeader(block, Encoding.Latin1);
        return block;
    }
}
