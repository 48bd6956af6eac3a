using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace OvfKit.Disks.Formats.Xva;

/// <summary>Checksums of blocks: SHA-1 of old exports, XXH64 (seed 0, big-endian) since Citrix Hypervisor 8.1. Their length tells them apart.</summary>
internal static class XvaChecksum
{
    public static bool TryParse(ReadOnlySpan<char> text, out byte[] checksum)
    {
        checksum = [];
        text = text.Trim(" \t\r\n\0");
        if (text.Length is not (2 * SHA1.HashSizeInBytes or 2 * sizeof(ulong)))
            return false;
        checksum = new byte[text.Length / 2];
        return Convert.FromHexString(text, checksum, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out byte[] checksum) => TryParse(Encoding.Latin1.GetString(text), out checksum);

    public static bool Matches(ReadOnlySpan<byte> block, ReadOnlySpan<byte> checksum)
    {
        Span<byte> actual = stackalloc byte[SHA1.HashSizeInBytes];
        if (checksum.Length == SHA1.HashSizeInBytes)
            Sha1(block, actual);
        else
            BinaryPrimitives.WriteUInt64BigEndian(actual, XxHash64.HashToUInt64(block));
        return actual[..checksum.Length].SequenceEqual(checksum);
    }

#pragma warning disable CA5350 // The format says so, and it guards against accidents, not attackers.
    private static void Sha1(ReadOnlySpan<byte> block, Span<byte> destination) => SHA1.HashData(block, destination);
#pragma warning restore CA5350
}
