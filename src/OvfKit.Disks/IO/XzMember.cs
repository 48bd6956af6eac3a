using SharpCompress.Compressors.Xz;

namespace OvfKit.IO;

/// <summary>Begins to unpack one xz stream.</summary>
internal static class XzMember
{
    private const int StreamHeader = 12;
    private const byte LzmaFilter = 0x21;

    // xz -9 takes 64 MiB; a dictionary is allocated before the first byte is unpacked.
    private const int LargestDictionary = 1 << 30;

    /// <exception cref="NotSupportedException">The stream needs a larger dictionary than is allowed.</exception>
    public static Stream Open(Stream packed)
    {
        CheckDictionary(packed);
        return new XZStream(packed);
    }

    // All blocks of a stream have the same filters, as far as anyone writes them.
    private static void CheckDictionary(Stream packed)
    {
        var start = packed.Position;
        Span<byte> block = stackalloc byte[1024];
        packed.Position += StreamHeader;
        var read = packed.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        packed.Position = start;
        block = block[..Math.Min(read, (block[0] + 1) * 4)];
        // Behind the last filter's id stand the length of its properties, 1, and the size: 2 or 3 shifted by every second step.
        for (var at = 2; block.Length > 0 && block[0] != 0 && at + 2 < block.Length; at++)
        {
            if (block[at] == LzmaFilter && block[at + 1] == 1 && block[at + 2] <= 40 && (long)(2 | (block[at + 2] & 1)) << ((block[at + 2] / 2) + 11) > LargestDictionary)
                throw new NotSupportedException($"it needs more than {LargestDictionary >> 20} MiB of memory");
        }
    }
}
