using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Support;

/// <summary>A disk whose every byte is known: the truth that images are compared with.</summary>
public sealed class Guest
{
    private const int SmallDisk = 64 << 20;

    private Guest(string name, long length)
    {
        Name = name;
        Bytes.SetLength(length);
    }

    /// <summary>The names of all disks, for theories.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["empty", "random", "patterns", "one sector", "odd sectors", "below a block", "last sector only", "0xFF", "text", "sparse above 4 GiB", "zero length"];

    public string Name { get; }

    public SparseBytes Bytes { get; } = new();

    public long Length => Bytes.Length;

    /// <summary>Makes a disk by its name; the same name gives the same bytes.</summary>
    public static Guest Make(string name) => name switch
    {
        "empty" => new(name, (3 << 20) + (5 * 512)),
        "random" => new Guest(name, (2 << 20) + (3 * 512)).Random(0, (2 << 20) + (3 * 512)),
        "patterns" => Patterns(name),
        "one sector" => new Guest(name, 512).Random(0, 512),
        "odd sectors" => new Guest(name, (1 << 20) + (7 * 512)).Random(1000, 70_001).Random((1 << 20) - 300, 700),
        "below a block" => new Guest(name, 24 * 512).Random(3 * 512, 9 * 512),
        "last sector only" => new Guest(name, (5 << 20) + (3 * 512)).Random((5 << 20) + (2 * 512), 512),
        "0xFF" => new Guest(name, 1 << 20).Fill(0, 1 << 20, 0xFF),
        "text" => new Guest(name, 1 << 20).Text(0, 1 << 20),
        "sparse above 4 GiB" => Sparse(name),
        "zero length" => new(name, 0),
        _ => throw new ArgumentException($"no disk is called {name}"),
    };

    /// <summary>A disk of zeros, to be filled by the caller.</summary>
    public static Guest Empty(long length) => new("made", length);

    /// <summary>Pseudo-random bytes; different for each place, never all zero.</summary>
    public Guest Random(long offset, int length)
    {
        var bytes = new byte[length];
        new Random((int)(offset ^ (offset >> 32) ^ length)).NextBytes(bytes);
        bytes[0] |= 1;
        Bytes.Write(offset, bytes);
        return this;
    }

    public Guest Fill(long offset, int length, byte value)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        Bytes.Write(offset, bytes);
        return this;
    }

    public Guest Text(long offset, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = "the quick brown fox jumps over the lazy dog\n"u8[i % 44];
        Bytes.Write(offset, bytes);
        return this;
    }

    public ByteSource ToSource(bool knowsHoles = true) => Bytes.AsSource(Name + ".raw", knowsHoles);

    public DiskImage OpenRaw() => DiskFormats.BuiltIn.Open(ToSource(), null, DiskFormats.BuiltIn.Find("raw"));

    /// <summary>Fails unless the image holds exactly these bytes. Of a large disk all data, its surroundings and a sample of the rest are read.</summary>
    public void AssertIn(DiskImage image)
    {
        Assert.Equal(Length, image.Length);
        foreach (var (offset, length) in Places())
            AssertRange(image, offset, length);
    }

    /// <summary>Fails unless a range of the image holds exactly these bytes.</summary>
    public void AssertRange(DiskImage image, long offset, int length)
    {
        // One byte too many on both sides shows a read that leaves its destination.
        var actual = new byte[length + 2];
        actual[0] = actual[^1] = 0xA5;
        image.Read(offset, actual.AsSpan(1, length));
        Assert.Equal((0xA5, 0xA5), (actual[0], actual[^1]));
        var expected = Bytes.Bytes(offset, length);
        var same = expected.AsSpan().CommonPrefixLength(actual.AsSpan(1, length));
        Assert.True(same == length, $"{Name}: guest byte {offset + same} is {(same < length ? actual[same + 1] : 0):x2}, not {(same < length ? expected[same] : 0):x2} (read of {length} bytes at {offset})");
    }

    /// <summary>Whether the whole image holds exactly these bytes; for disks that fit in memory.</summary>
    public bool Equals(DiskImage image) => image.Length == Length && DiskAssert.Bytes(image).AsSpan().SequenceEqual(Bytes.ToArray());

    /// <summary>The numbers of the blocks of a size that were written to, ascending.</summary>
    public IEnumerable<int> Blocks(int blockSize) => Bytes.Data()
        .SelectMany(data => Enumerable.Range((int)(data.Offset / blockSize), (int)((data.End - 1) / blockSize) - (int)(data.Offset / blockSize) + 1))
        .Distinct();

    /// <summary>Ranges that together touch every byte of a small disk, and every byte of data of a large one.</summary>
    public IEnumerable<(long Offset, int Length)> Places()
    {
        const int step = 1 << 20;
        if (Length <= SmallDisk)
        {
            for (var offset = 0L; offset < Length; offset += step)
                yield return (offset, (int)Math.Min(step, Length - offset));
            yield break;
        }

        var done = 0L;
        foreach (var data in Bytes.Data())
        {
            var start = Math.Max(done, data.Offset - (128 << 10));
            done = Math.Min(Length, data.End + (128 << 10));
            if (done > start)
                yield return (start, (int)(done - start));
        }

        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            var offset = random.NextInt64(Length);
            yield return (offset, (int)Math.Min(random.Next(1, 5000), Length - offset));
        }
    }

    private static Guest Patterns(string name)
    {
        const int MiB = 1 << 20;
        const int length = (33 * MiB) + (7 * 512);
        return new Guest(name, length)
            .Text(0, 512)
            .Random(65536, 65536)                       // exactly one grain
            .Random((3 * 65536) + (5 * 512), 512)       // one sector in an empty grain
            .Fill((6 * 65536) + 777, 1, 1)              // one byte in an empty grain
            .Random((8 * 65536) - 33, 65)               // over a 64 KiB border
            .Random(MiB - 100_000, 200_000)             // over a MiB border, odd length
            .Fill(2 * MiB, MiB, 0)                      // zeros that were written
            .Text(4 * MiB, 1_500_000)
            .Fill(6 * MiB, 65536, 0xFF)
            .Random(8 * MiB, 2 * MiB)
            .Random((14 * MiB) - 2048, 4096)
            .Random((20 * MiB) - (4 * 512) - 1, 2)      // over a sector border
            .Random((32 * MiB) - 350_000, 700_000)      // over the border of a grain table
            .Random(length - 512, 512);
    }

    private static Guest Sparse(string name)
    {
        const long GiB = 1L << 30;
        const long length = (5 * GiB) + (3 * 512);
        return new Guest(name, length)
            .Random(0, 4096)
            .Random((2 * GiB) - 35_000, 70_000)
            .Random((4 * GiB) - 512, 512)
            .Random(4 * GiB, 1536)
            .Random((4 * GiB) + (32 << 20) - 65_536, 131_072)
            .Random(length - 512, 512);
    }
}
