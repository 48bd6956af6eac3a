namespace OvfKit.Disks;

/// <summary>How the blocks of a disk are encoded, each on its own. Between an image and a writer with equal encodings blocks are copied as they are stored.</summary>
/// <param name="Codec">The form of the stored bytes, such as <see cref="Zlib"/>.</param>
/// <param name="BlockSize">The guest bytes of a block, a power of two.</param>
public sealed record BlockEncoding(string Codec, int BlockSize)
{
    /// <summary>A zlib stream (RFC 1950), which ends in a checksum of the guest bytes.</summary>
    public const string Zlib = "zlib";

    /// <summary>A deflate stream (RFC 1951), without a checksum.</summary>
    public const string Deflate = "deflate";

    /// <summary>A Zstandard frame (RFC 8878).</summary>
    public const string Zstandard = "zstd";
}
