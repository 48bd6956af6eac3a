using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO;

public class ByteSourceTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];

    private static ByteSource Memory => ByteSource.FromMemory(Bytes, "memory");

    [Theory, InlineData(0, 10, 10), InlineData(990, 10, 10), InlineData(990, 11, 10), InlineData(999, 100, 1), InlineData(1000, 1, 0), InlineData(5000, 10, 0), InlineData(long.MaxValue, 10, 0), InlineData(5, 0, 0)]
    public void Reads_end_where_the_source_ends(long offset, int wanted, int expected)
    {
        var destination = new byte[wanted];
        destination.AsSpan().Fill(0xEE);

        Assert.Equal(expected, Memory.Read(offset, destination));
        for (var i = 0; i < wanted; i++)
            Assert.Equal(i < expected ? Bytes[offset + i] : 0xEE, destination[i]);
    }

    [Fact]
    public void A_negative_offset_is_misuse() => Assert.Throws<ArgumentOutOfRangeException>(() => Memory.Read(-1, new byte[1]));

    [Theory, InlineData(995, 6, 1000), InlineData(1000, 1, 1000), InlineData(3000, 1, 3000)]
    public void A_read_that_must_be_whole_says_where_the_bytes_end(long offset, int wanted, long at)
    {
        var cut = Assert.Throws<InvalidContentException>(() => Memory.ReadExactly(offset, new byte[wanted]));

        Assert.Same(DiskDiagnostics.Truncated, cut.Diagnostic.Descriptor);
        Assert.Equal(Location.AtOffset("memory", at), cut.Diagnostic.Location);
        Memory.ReadExactly(1000, []);
        Memory.ReadExactly(990, new byte[10]);
    }

    [Fact]
    public void A_slice_is_a_source_of_its_own()
    {
        var slice = Memory.Slice(100, 200);
        var part = slice.Slice(50, 150, "part");
        var destination = new byte[300];

        Assert.Equal((200L, "memory"), (slice.Length, slice.Name));
        Assert.Equal((150L, "part"), (part.Length, part.Name));
        Assert.Equal(150, part.Read(0, destination));
        Assert.Equal(Bytes[150..300], destination[..150]);
        Assert.Equal(1, slice.Read(199, destination));
        Assert.Equal(Bytes[299], destination[0]);
        Assert.Equal(0, part.Read(150, destination));
        Assert.Equal(0, Memory.Slice(1000, 0).Length);
        part.Dispose();
        Assert.Equal(200, slice.Read(0, destination));
    }

    [Theory, InlineData(-1, 1), InlineData(0, -1), InlineData(0, 1001), InlineData(1000, 1), InlineData(1001, 0), InlineData(1, long.MaxValue), InlineData(long.MaxValue, long.MaxValue)]
    public void A_slice_must_lie_within_its_source(long offset, long length) => Assert.Throws<ArgumentOutOfRangeException>(() => Memory.Slice(offset, length));

    [Fact]
    public void A_source_that_knows_no_holes_is_one_range()
    {
        Assert.Equal([new ByteRange(0, 1000)], Memory.DataRanges());
        Assert.Equal(new ByteRange(600, 400), Memory.NextData(600));
        Assert.Null(Memory.NextData(1000));
        Assert.Empty(ByteSource.FromMemory(default, "empty").DataRanges());
        Assert.Equal([new ByteRange(0, 20)], Memory.Slice(3, 20).DataRanges());
    }

    [Fact]
    public async Task The_stream_view_reads_and_seeks()
    {
        await using var stream = Memory.Slice(10, 500).AsStream();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);

        Assert.Equal(Bytes[10..510], copy.ToArray());
        Assert.Equal((true, true, false, 500L), (stream.CanRead, stream.CanSeek, stream.CanWrite, stream.Length));
        Assert.Equal(490, stream.Seek(-10, SeekOrigin.End));
        Assert.Equal(Bytes[500], stream.ReadByte());
        Assert.Equal(486, stream.Seek(-5, SeekOrigin.Current));
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = -1);
        Assert.Equal(486, stream.Position);
        stream.Position = 10_000;
        Assert.Equal(-1, stream.ReadByte());
        Assert.Throws<NotSupportedException>(() => stream.WriteByte(1));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
    }

    [Fact]
    public async Task A_file_is_read_by_many_threads()
    {
        using var folder = new TempFolder();
        var bytes = new byte[1 << 20];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(folder["a.bin"], bytes, TestContext.Current.CancellationToken);
        using var source = ByteSource.OpenFile(folder["a.bin"]);
        Assert.Equal((bytes.Length, folder["a.bin"]), (source.Length, source.Name));

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (thread, _) =>
        {
            var random = new Random(thread);
            var part = new byte[5000];
            for (var i = 0; i < 200; i++)
            {
                var offset = random.Next(bytes.Length);
                var read = source.Read(offset, part);
                Assert.Equal(Math.Min(part.Length, bytes.Length - offset), read);
                Assert.True(part.AsSpan(0, read).SequenceEqual(bytes.AsSpan(offset, read)));
            }

            return default;
        });
    }

    [Fact]
    public void The_length_of_a_file_is_taken_when_it_is_opened()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.bin"], Bytes);
        using var source = ByteSource.OpenFile(folder["a.bin"]);

        Assert.Equal(1000, source.Length);
        Assert.ThrowsAny<IOException>(() => ByteSource.OpenFile(folder["missing"]));
        Assert.ThrowsAny<ArgumentException>(() => ByteSource.OpenFile(""));
    }

    [Fact]
    public void Holes_of_a_sparse_file_are_known()
    {
        using var folder = new TempFolder();
        using (var file = new FileStream(folder["sparse"], FileMode.CreateNew))
        {
            FileHoles.Allow(file.SafeFileHandle);
            file.SetLength(64 << 20);
            foreach (var at in (int[])[8 << 20, 40 << 20])
            {
                file.Position = at;
                file.Write(new byte[1 << 20].Select(_ => (byte)1).ToArray());
            }
        }

        using var source = ByteSource.OpenFile(folder["sparse"]);
        var ranges = source.DataRanges().ToList();
        if (ranges is [{ Offset: 0, Length: 64 << 20 }])
            Assert.Skip("the file system of the temporary folder keeps no holes");

        // A file system may round to its own blocks, but not lose data or keep all of the hole.
        Assert.Equal(2, ranges.Count);
        foreach (var (range, at) in ranges.Zip((int[])[8 << 20, 40 << 20]))
        {
            Assert.InRange(range.Offset, at - (1 << 20), at);
            Assert.InRange(range.End, at + (1 << 20), at + (2 << 20));
        }

        Assert.Equal(ranges[1], source.NextData(ranges[0].End));
        Assert.Equal(new ByteRange((8 << 20) + 5, ranges[0].End - (8 << 20) - 5), source.NextData((8 << 20) + 5));
        Assert.Null(source.NextData(ranges[1].End));
        Assert.Null(source.NextData(64 << 20));
        var parts = source.Slice(ranges[0].Offset + 100, ranges[1].Offset - ranges[0].Offset).DataRanges().ToList();
        Assert.Equal([new(0, ranges[0].Length - 100), new(ranges[1].Offset - ranges[0].Offset - 100, 100)], parts);
        // Asking for holes moves the descriptor's position, which reads must not depend on.
        Assert.Equal(1, source.Slice(8 << 20, 1).AsStream().ReadByte());
    }

    [Fact]
    public void A_sparse_file_without_data_has_no_ranges()
    {
        using var folder = new TempFolder();
        using (var file = new FileStream(folder["hole"], FileMode.CreateNew))
        {
            FileHoles.Allow(file.SafeFileHandle);
            file.SetLength(1 << 20);
        }

        using var source = ByteSource.OpenFile(folder["hole"]);
        Assert.True(source.DataRanges().ToList() is [] or [{ Offset: 0, Length: 1 << 20 }]);
    }
}
