using OvfKit.Disks.Tests.Support;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.IO;

public class ConcatByteSourceTests
{
    [Theory]
    [InlineData(100), InlineData(100, 50), InlineData(0, 100), InlineData(100, 0), InlineData(0, 0, 10, 0, 0, 0, 5, 0, 1, 0, 0), InlineData(1, 1, 1, 1), InlineData(0), InlineData()]
    public void Every_range_reads_across_the_parts(params int[] lengths)
    {
        var all = new byte[lengths.Sum()];
        new Random(5).NextBytes(all);
        var start = 0;
        var parts = lengths.Select((length, i) => ByteSource.FromMemory(all.AsMemory((start += length) - length, length), $"part {i}")).ToList();
        using var source = ByteSource.Concat(parts, "all");
        Assert.Equal((all.Length, "all"), (source.Length, source.Name));

        for (var offset = 0; offset <= all.Length; offset++)
        {
            for (var length = 0; length <= all.Length - offset; length += 1 + (length / 8))
            {
                var destination = new byte[length + 3];
                Assert.Equal(Math.Min(length + 3, all.Length - offset), source.Read(offset, destination));
                Assert.Equal(all[offset..Math.Min(all.Length, offset + length + 3)], destination[..Math.Min(length + 3, all.Length - offset)]);
            }
        }
    }

    [Fact]
    public void Holes_of_the_parts_are_known()
    {
        var first = new SparseBytes();
        first.SetLength(1 << 20);
        first.Write(8192, [1]);
        var second = new SparseBytes();
        second.SetLength(3 << 20);
        second.Write((2 << 20) + 5, [1]);
        using var source = ByteSource.Concat([first.AsSource("a"), ByteSource.FromMemory(default, "b"), second.AsSource("c"), ByteSource.FromMemory(new byte[100], "d")], "all");

        Assert.Equal([new(8192, 4096), new((3 << 20), 4096), new(4 << 20, 100)], source.DataRanges());
        Assert.Equal(new ByteRange((3 << 20) + 7, 4089), source.NextData((3 << 20) + 7));
        Assert.Equal(new ByteRange((4 << 20) + 99, 1), source.NextData((4 << 20) + 99));
        Assert.Null(source.NextData((4 << 20) + 100));
    }

    [Fact]
    public void A_part_that_shrank_ends_the_read()
    {
        using var source = ByteSource.Concat([ByteSource.FromMemory(new byte[10], "a"), new Shrunk(), ByteSource.FromMemory(new byte[10], "c")], "all");

        Assert.Equal(14, source.Read(0, new byte[30]));
        Assert.Equal(10, source.Read(20, new byte[30]));
    }

    private sealed class Shrunk : ByteSource
    {
        public override string Name => "b";

        public override long Length => 10;

        protected override int ReadCore(long offset, Span<byte> destination) => (int)Math.Clamp(4 - offset, 0, destination.Length);
    }
}
