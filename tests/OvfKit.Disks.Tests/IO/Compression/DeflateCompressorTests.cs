using CsCheck;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO.Compression;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO.Compression;

public class DeflateCompressorTests
{
    // Gives out a few bytes at a time, so that the decoder has nothing but its window of 4 KiB to look back into.
    private const string SmallWindow = """
        import sys, zlib
        stored, size = open('stored', 'rb').read(), int(sys.argv[1])
        decoder, plain = zlib.decompressobj(-12), b''
        while not decoder.eof:
            plain += decoder.decompress(stored, 16)
            stored = decoder.unconsumed_tail
        assert len(plain) == size and plain == open('plain', 'rb').read()
        """;

    private static readonly Gen<byte[]> Piece = Gen.OneOf(
        Gen.Int[1, 3000].SelectMany(length => Gen.Byte.Array[length]),
        Gen.Select(Gen.Byte, Gen.Int[1, 70_000], (value, length) => Enumerable.Repeat(value, length).ToArray()),
        Gen.Select(Gen.Byte[0, 3].Array[1, 40], Gen.Int[1, 300], (word, count) => Enumerable.Repeat(word, count).SelectMany(bytes => bytes).ToArray()),
        Gen.Int[1, 20_000].SelectMany(length => Gen.Int[0, 1 << 20].Select(seed => Skewed(seed, length))));

    [Fact]
    public void What_is_compressed_inflates_to_the_same()
    {
        using var decompressor = new DeflateDecompressor();
        Gen.Select(Piece.Array[1, 6], Gen.Int[1, 9]).Sample(
            (pieces, level) =>
            {
                byte[] plain = [.. pieces.SelectMany(piece => piece)];
                using var compressor = new DeflateCompressor(level);
                for (var round = 0; round < 2; round++)
                {
                    var stored = Compress(compressor, plain);
                    var inflated = new byte[plain.Length];
                    Assert.True(decompressor.TryDecompress(stored, inflated));
                    Assert.True(plain.AsSpan().SequenceEqual(inflated));
                }
            },
            iter: 200,
            seed: "0000KOIXohv7",
            threads: 1);
    }

    [Fact]
    public void Each_byte_of_the_room_counts()
    {
        using var compressor = new DeflateCompressor(6);
        foreach (var plain in (byte[][])[Guest.Empty(5000).Random(0, 5000).Bytes.ToArray(), Guest.Empty(5000).Text(0, 5000).Bytes.ToArray(), new byte[5000]])
        {
            var stored = Compress(compressor, plain);
            for (var room = 0; room < stored.Length; room++)
                Assert.Equal(0, compressor.Compress(plain, new byte[room]));
            Assert.Equal(stored.Length, compressor.Compress(plain, new byte[stored.Length]));
        }
    }

    [Fact]
    public void Incompressible_data_grows_by_a_few_bytes_only()
    {
        using var compressor = new DeflateCompressor(9);
        Assert.InRange(Compress(compressor, Guest.Empty(200_000).Random(0, 200_000).Bytes.ToArray()).Length, 200_000, 200_000 + (14 * 5));
    }

    [Theory, InlineData(1), InlineData(6), InlineData(9)]
    public void A_decoder_with_a_window_of_4_KiB_reads_it(int level)
    {
        var python = ForeignTool.Require("python3");
        using var folder = new TempFolder();
        byte[] plain = [.. Skewed(1, 100_000), .. Guest.Empty(60_000).Text(0, 60_000).Random(20_000, 9000).Random(33_000, 9000).Bytes.ToArray(), .. Skewed(1, 5000), .. Skewed(1, 5000)];
        using var compressor = new DeflateCompressor(level);
        File.WriteAllBytes(folder["plain"], plain);
        File.WriteAllBytes(folder["stored"], Compress(compressor, plain));

        python.RunIn(folder.Path, "-c", SmallWindow, plain.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static byte[] Compress(DeflateCompressor compressor, byte[] plain)
    {
        var stored = new byte[plain.Length + 1000];
        var length = compressor.Compress(plain, stored);
        Assert.True(length > 0);
        return stored[..length];
    }

    // Few values are common, many are rare: codes of very different lengths.
    private static byte[] Skewed(int seed, int length)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)Math.Min(255, Math.Pow(1 / (1 - random.NextDouble()), 1.5));
        return bytes;
    }
}
