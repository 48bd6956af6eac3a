using System.Buffers.Binary;
using OvfKit.Disks.Formats.Qcow2;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Formats.Qcow2;

public class Qcow2WriterTests
{
    [Fact]
    public async Task The_file_is_written_from_front_to_back()
    {
        using var source = Guest.Make("random").OpenRaw();
        var stream = new Positions();
        await using (var writer = Qcow2Format.Instance.CreateWriter(new StreamDiskSink("disk.qcow2", stream), DiskWriteOptions.Default))
            await DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken);

        // Data, second level and counts go forward; then the table of counts, the first level and the header are filled in.
        Assert.Equal(stream.Starts.SkipLast(3).Order(), stream.Starts.SkipLast(3));
        Assert.Equal([1 << 16, 2 << 16, 0], stream.Starts.Where(start => start < 3 << 16));
    }

    [Theory, InlineData("zlib"), InlineData("zstd")]
    public async Task Compressed_clusters_share_clusters_of_the_file(string variant)
    {
        var file = await WriteAsync(Guest.Make("text"), new() { Variant = variant });

        // Header, counts and their table, two levels, and one cluster for sixteen of text.
        Assert.Equal(6 << 16, file.Length);
    }

    [Fact]
    public async Task What_does_not_compress_is_stored_plainly()
    {
        var guest = Guest.Empty(4 << 16).Random(0, 1 << 16).Text(1 << 16, 1 << 16).Random(2 << 16, 1 << 16).Text(3 << 16, 1 << 16);
        var file = await WriteAsync(guest, new() { Variant = "zlib" });
        using var image = Open(file);

        guest.AssertIn(image);
        Assert.Equal([RunKind.Stored, RunKind.Encoded, RunKind.Stored, RunKind.Encoded], image.Extents().Select(extent => extent.Kind));
        Assert.Equal(8 << 16, file.Length);
    }

    [Fact]
    public async Task Levels_differ_in_size()
    {
        var guest = Guest.Empty(1 << 20);
        var random = new Random(5);
        for (var at = 0; at < 1 << 20; at += 64)
            guest.Text(at, 20 + random.Next(40));

        foreach (var variant in (string[])["zlib", "zstd"])
        {
            var fast = await WriteAsync(guest, new() { Variant = variant, Level = 1, Settings = DiskWriteOptions.Default.Settings.Add("cluster-size", "4K") });
            var small = await WriteAsync(guest, new() { Variant = variant, Level = 9, Settings = DiskWriteOptions.Default.Settings.Add("cluster-size", "4K") });
            Assert.True(small.Length < fast.Length, $"{variant}: {small.Length} bytes at level 9, {fast.Length} at level 1");
        }
    }

    [Fact]
    public async Task A_child_marks_zeros_over_data_of_its_parent_without_storing_them()
    {
        var below = Guest.Empty(4 << 20).Random(0, 4 << 20);
        using var parent = Open(await WriteAsync(below, DiskWriteOptions.Default));
        foreach (var variant in (string[])["v3", "zlib", "zstd"])
        {
            using var empty = Guest.Empty(4 << 20).OpenRaw();
            var file = await Written.WriteAsync(empty, Qcow2Format.Instance, new() { Variant = variant, Parent = parent, ParentName = "parent.qcow2" });
            using var child = DiskFormats.BuiltIn.Open(file.AsSource("child.qcow2"), new() { Parent = Open(await WriteAsync(below, DiskWriteOptions.Default)) });

            Assert.Equal(new DiskExtent(0, 4 << 20, RunKind.Zero, 0), Assert.Single(child.Extents()));
            Assert.Equal(5 << 16, file.Length);
        }
    }

    [Fact]
    public async Task A_parents_name_that_does_not_fit_is_refused_before_the_first_byte()
    {
        using var parent = Open(await WriteAsync(Guest.Make("one sector"), DiskWriteOptions.Default));
        using var source = Guest.Make("one sector").OpenRaw();
        foreach (var (clusterSize, length, fits) in ((string, int, bool)[])[("64K", 1023, true), ("64K", 1024, false), ("512", 376, true), ("512", 377, false)])
        {
            var options = Written.With("cluster-size", clusterSize) with { Parent = parent, ParentName = new string('x', length) };
            var sink = new RecordingSink("disk.x", new SparseBytes().AsStream());
            await using var writer = Qcow2Format.Instance.CreateWriter(sink, options);
            if (fits)
                await writer.BeginAsync(source, TestContext.Current.CancellationToken);
            else
                await Assert.ThrowsAsync<ArgumentException>(() => writer.BeginAsync(source, TestContext.Current.CancellationToken).AsTask());
            Assert.Equal(fits, sink.Created.Count == 1);
        }
    }

    [Theory, InlineData("raw", "raw"), InlineData("vhdx", "vhdx"), InlineData("qcow2", "qcow2")]
    public async Task The_parents_format_is_stated(string format, string expected)
    {
        using var source = Guest.Make("odd sectors").OpenRaw();
        using var parent = DiskFormats.BuiltIn.Open((await Written.WriteAsync(source, DiskFormats.BuiltIn.Find(format)!)).AsSource("parent"), null, DiskFormats.BuiltIn.Find(format));
        var file = await Written.WriteAsync(source, Qcow2Format.Instance, new() { Parent = parent });

        var head = file.Bytes(112, 64);
        Assert.Equal(0xE2792ACA, BinaryPrimitives.ReadUInt32BigEndian(head));
        Assert.Equal(System.Text.Encoding.ASCII.GetBytes(expected), head[8..(8 + expected.Length)]);
        Assert.Equal(expected.Length, BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)));
    }

    [Theory, InlineData("256"), InlineData("4M"), InlineData("3K"), InlineData("0"), InlineData("big")]
    public void Other_cluster_sizes_are_refused(string setting) =>
        Assert.Contains("cluster-size", Assert.Throws<ArgumentException>(() => { Qcow2Format.Instance.CreateWriter(new StreamDiskSink("a.qcow2", Stream.Null), Written.With("cluster-size", setting)); }).Message, StringComparison.Ordinal);

    private static async Task<SparseBytes> WriteAsync(Guest guest, DiskWriteOptions options)
    {
        using var source = guest.OpenRaw();
        return await Written.WriteAsync(source, Qcow2Format.Instance, options);
    }

    private static DiskImage Open(SparseBytes file) => DiskFormats.BuiltIn.Open(file.AsSource("disk.qcow2"));

    private sealed class Positions : MemoryStream
    {
        public List<long> Starts { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Starts.Add(Position);
            Write(buffer.Span);
            return default;
        }
    }
}
