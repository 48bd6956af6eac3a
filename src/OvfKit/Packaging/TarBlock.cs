using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>What must be known of a raw tar header before a reader is trusted with it.</summary>
/// <remarks><see cref="System.Formats.Tar.TarReader"/> reads headers with wrong checksums, and allocates what a long-name header claims.</remarks>
internal static class TarBlock
{
    public const int Size = TarHeader.BlockSize;
    private const int MaxMetadata = 1 << 20;
    private const int TypeField = 156;
    private const int MagicField = 257;

    public static long RoundUp(long length) => TarHeader.RoundUp(length);

    public static bool LooksLikeTar(ByteSource source)
    {
        Span<byte> block = stackalloc byte[Size];
        return source.Read(0, block) == Size && LooksLikeTar(block);
    }

    public static bool LooksLikeTar(ReadOnlySpan<byte> block) => block[MagicField..].StartsWith("ustar"u8) || (block[0] != 0 && TarHeader.ChecksumHolds(block));

    /// <summary>Checks the headers that stand before the next entry's content: its own and those of long names and attributes.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="offset">Where the headers begin.</param>
    /// <returns>Whether there is an entry; false at the end of the archive.</returns>
    /// <exception cref="InvalidContentException">A header is cut off, damaged, or claims absurd metadata.</exception>
    public static bool CheckHeaders(ByteSource source, long offset)
    {
        Span<byte> block = stackalloc byte[Size];
        while (source.Read(offset, block) is var read && read > 0)
        {
            if (read < Size)
                throw PackageDiagnostics.ArchiveTruncated.Invalid(Location.AtOffset(source.Name, offset),
                    "the archive ends inside a header; it is cut off, so copy or download it again");
            if (!block.ContainsAnyExcept((byte)0))
                return false;
            if (!TarHeader.ChecksumHolds(block))
                throw PackageDiagnostics.ArchiveDamaged.Invalid(Location.AtOffset(source.Name, offset),
                    "the checksum of this header is wrong; the archive is damaged, so copy or download it again");
            if (block[TypeField] is not ((byte)'L' or (byte)'K' or (byte)'x' or (byte)'g'))
                return true;
            if (TarHeader.ReadLength(block) is not (>= 0 and <= MaxMetadata and var size))
                throw PackageDiagnostics.ArchiveDamaged.Invalid(Location.AtOffset(source.Name, offset),
                    $"a header of long names or attributes claims more than {MaxMetadata} bytes; no packer writes that");
            offset += Size + RoundUp(size);
        }

        return false;
    }
}
