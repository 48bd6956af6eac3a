using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;

namespace OvfKit.Disks.Tests;

public class DiskCopyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DiskFormatConformance.Disks), MemberType = typeof(DiskFormatConformance))]
    public async Task Segments_rise_are_aligned_and_hold_data(string name)
    {
        var guest = Guest.Make(name);
        using var source = guest.OpenRaw();
        await using var writer = new FakeWriter();
        await DiskCopy.CopyAsync(source, writer, cancellationToken: Stop);

        Assert.True(writer.Completed);
        Assert.True(writer.Content.SameAs(guest.Bytes));
        var last = -1L;
        foreach (var (offset, data, ranges) in writer.Segments)
        {
            Assert.True(offset > last);
            last = offset;
            Assert.Equal(0, offset % writer.SegmentSize);
            Assert.Equal(Math.Min(writer.SegmentSize, source.Length - offset), data.Length);
            Assert.NotEmpty(ranges);
            var end = 0L;
            foreach (var range in ranges)
            {
                Assert.True(range.Offset > end || (end == 0 && range.Offset == 0), "ranges must be apart");
                Assert.Equal(0, range.Offset % writer.ZeroGranularity);
                Assert.True(range.End == data.Length || range.End % writer.ZeroGranularity == 0);
                Assert.False(data.AsSpan((int)end..(int)range.Offset).ContainsAnyExcept((byte)0));
                for (var unit = range.Offset; unit < range.End; unit += writer.ZeroGranularity)
                    Assert.True(data.AsSpan((int)unit, (int)Math.Min(writer.ZeroGranularity, range.End - unit)).ContainsAnyExcept((byte)0));
                end = range.End;
            }

            Assert.False(data.AsSpan((int)end).ContainsAnyExcept((byte)0));
        }
    }

    [Fact]
    public async Task Holes_are_never_read()
    {
        var guest = Guest.Make("sparse above 4 GiB");
        using var source = guest.OpenRaw();
        await using var writer = new FakeWriter(1 << 20);
        await DiskCopy.CopyAsync(source, writer, cancellationToken: Stop);

        Assert.True(writer.Content.SameAs(guest.Bytes));
        Assert.InRange(guest.Bytes.BytesRead, 1, writer.Segments.Count * (long)writer.SegmentSize);
    }

    [Fact]
    public async Task Progress_rises_to_the_end_and_counts_what_is_not_zero()
    {
        var guest = Guest.Make("patterns");
        using var source = guest.OpenRaw();
        var reports = new Reports();
        await using var writer = new FakeWriter(granularity: 512);
        var final = await DiskCopy.CopyAsync(source, writer, new CopyOptions { Parallelism = 3 }, reports, Stop);

        var populated = Enumerable.Range(0, (int)(guest.Length / 512)).Count(sector => guest.Bytes.Bytes(sector * 512L, 512).AsSpan().ContainsAnyExcept((byte)0)) * 512L;
        Assert.Equal(new CopyProgress(guest.Length, guest.Length, populated), final);
        Assert.Equal(final, reports.Seen[^1]);
        Assert.True(reports.Seen.Count > 50);
        Assert.All(reports.Seen.Zip(reports.Seen.Skip(1)), pair => Assert.True(pair.First.Position <= pair.Second.Position && pair.First.DataLength <= pair.Second.DataLength));
        Assert.All(reports.Seen, report => Assert.Equal(guest.Length, report.Length));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(5), InlineData(0)]
    public async Task No_more_than_twice_the_parallelism_is_in_flight(int parallelism)
    {
        var guest = Guest.Empty(8 << 20).Random(0, 8 << 20);
        using var source = guest.OpenRaw();
        await using var writer = new FakeWriter { OnAppend = async _ => await Task.Delay(1, Stop) };
        await DiskCopy.CopyAsync(source, writer, new CopyOptions { Parallelism = parallelism }, cancellationToken: Stop);

        Assert.Equal(128, writer.Segments.Count);
        Assert.InRange(writer.MostInFlight, 1, 2 * Math.Max(1, parallelism));
        Assert.True(writer.Content.SameAs(guest.Bytes));
    }

    [Fact]
    public async Task Segments_are_encoded_side_by_side()
    {
        using var source = Guest.Empty(1 << 20).Random(0, 1 << 20).OpenRaw();
        using var second = new ManualResetEventSlim();
        await using var writer = new FakeWriter();
        // The first waits for a later one: if they came one after the other, the copy would never end.
        writer.OnEncode = segment =>
        {
            if (segment.Offset == 0)
                second.Wait(Stop);
            else
                second.Set();
        };
        await DiskCopy.CopyAsync(source, writer, new CopyOptions { Parallelism = 2 }, cancellationToken: Stop);

        Assert.Equal(16, writer.Segments.Count);
    }

    [Fact]
    public async Task Cancelling_stops_the_copy_and_leaves_nothing_in_use()
    {
        // Buffers are shared through a pool: one that went back too early shows as damage in a later copy.
        var guest = Guest.Empty(6 << 20).Random(0, 6 << 20);
        for (var round = 0; round < 30; round++)
        {
            using var source = guest.OpenRaw();
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var left = round;
            await using var writer = new FakeWriter { OnAppend = async _ => { await Task.Yield(); if (left-- == 0) await cancel.CancelAsync(); } };
            var copy = DiskCopy.CopyAsync(source, writer, new CopyOptions { Parallelism = 4 }, cancellationToken: cancel.Token);
            await using var other = new FakeWriter();
            await DiskCopy.CopyAsync(source, other, new CopyOptions { Parallelism = 4 }, cancellationToken: Stop);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);
            Assert.True(other.Content.SameAs(guest.Bytes));
            Assert.False(writer.Completed);
            Assert.Equal(round + 1, writer.Segments.Count);
            var done = writer.Segments.Count;
            Assert.True(writer.Segments[done - 1].Data.AsSpan().SequenceEqual(guest.Bytes.Bytes(writer.Segments[done - 1].Offset, 65536)));
        }
    }

    [Fact]
    public async Task A_copy_that_fails_waits_for_those_who_still_use_its_buffers()
    {
        using var source = Guest.Empty(1 << 20).Random(0, 1 << 20).OpenRaw();
        using var busy = new SemaphoreSlim(0);
        using var free = new ManualResetEventSlim();
        await using var writer = new FakeWriter();
        writer.OnEncode = segment =>
        {
            if (segment.Offset != 0)
            {
                busy.Release();
                free.Wait(Stop);
            }
        };
        writer.OnAppend = async _ =>
        {
            await busy.WaitAsync(Stop);
            throw new IOException("no space");
        };
        var copy = DiskCopy.CopyAsync(source, writer, new CopyOptions { Parallelism = 1 }, cancellationToken: Stop);

        // The second segment is still being encoded, so however long one waits, the copy cannot have given up its memory.
        await Task.WhenAny(copy, Task.Delay(300, Stop));
        Assert.False(copy.IsCompleted);
        free.Set();
        await Assert.ThrowsAsync<IOException>(() => copy);
    }

    [Fact]
    public async Task A_copy_that_is_cancelled_before_it_begins_appends_nothing()
    {
        using var source = Guest.Make("random").OpenRaw();
        await using var writer = new FakeWriter();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DiskCopy.CopyAsync(source, writer, cancellationToken: new CancellationToken(true)));
        Assert.Empty(writer.Segments);
        Assert.False(writer.Completed);
    }

    [Theory, InlineData(0), InlineData(65536), InlineData(5 << 20), InlineData((6 << 20) - 1)]
    public async Task A_failing_source_stops_the_copy(int failsAt)
    {
        var guest = Guest.Empty(6 << 20).Random(0, 6 << 20);
        using var broken = new FailingSource(guest.ToSource(), failsAt);
        using var source = DiskFormats.BuiltIn.Open(broken, null, DiskFormats.BuiltIn.Find("raw"));
        await using var writer = new FakeWriter();

        Assert.Same(broken.Error, await Assert.ThrowsAsync<IOException>(() => DiskCopy.CopyAsync(source, writer, cancellationToken: Stop)));
        Assert.Equal(failsAt / 65536, writer.Segments.Count);
        Assert.False(writer.Completed);
    }

    [Theory, InlineData("begin"), InlineData("encode"), InlineData("append"), InlineData("complete")]
    public async Task A_failing_writer_stops_the_copy(string where)
    {
        var error = new IOException("no space");
        using var source = Guest.Empty(6 << 20).Random(0, 6 << 20).OpenRaw();
        await using var writer = new FakeWriter();
        switch (where)
        {
            case "begin":
                writer.OnBegin = _ => throw error;
                break;
            case "encode":
                writer.OnEncode = segment => { if (segment.Offset == 3 << 20) throw error; };
                break;
            case "append":
                writer.OnAppend = segment => segment.Offset == 3 << 20 ? throw error : default;
                break;
            default:
                writer.OnComplete = () => throw error;
                break;
        }

        Assert.Same(error, await Assert.ThrowsAsync<IOException>(() => DiskCopy.CopyAsync(source, writer, cancellationToken: Stop)));
        Assert.Equal(where switch { "begin" => 0, "encode" => 48, "append" => 49, _ => 96 }, writer.Segments.Count);
    }

    [Fact]
    public async Task A_disk_whose_map_is_damaged_stops_the_copy()
    {
        using var source = new FakeImage(1 << 20, offset => offset < 300_000 ? Run.Zeros(300_000 - offset) : throw new InvalidDataException("the map"));
        await using var writer = new FakeWriter();

        Assert.Equal("the map", (await Assert.ThrowsAsync<InvalidDataException>(() => DiskCopy.CopyAsync(source, writer, cancellationToken: Stop))).Message);
    }

    [Fact]
    public async Task Large_compressed_blocks_are_decoded_once()
    {
        var guest = Guest.Empty(16 << 20).Random(0, 16 << 20);
        var file = SparseBytes.Of(new VmdkBuilder { GrainSectors = 8192 }.With(guest).Build());
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vmdk"));
        await using var writer = new FakeWriter();
        await DiskCopy.CopyAsync(image, writer, cancellationToken: Stop);

        Assert.True(writer.Content.SameAs(guest.Bytes));
        // Segments of 64 KiB would read each grain of 4 MiB again and again.
        Assert.True(file.BytesRead < 2 * file.Length, $"{file.BytesRead} bytes were read of {file.Length}");
    }

    [Fact]
    public async Task An_outsiders_format_takes_part_in_everything()
    {
        var formats = DiskFormats.BuiltIn.With(new XorFormat());
        var guest = Guest.Make("odd sectors");
        using var raw = guest.OpenRaw();
        var file = await Written.WriteAsync(raw, formats.Find("xor")!);
        using var image = formats.Open(file.AsSource("unnamed"));

        Assert.IsType<XorFormat>(image.Format);
        guest.AssertIn(image);
        foreach (var format in (DiskFormat[])[VmdkFormat.Instance, VhdxFormat.Instance])
        {
            using var converted = formats.Open((await Written.WriteAsync(image, format)).AsSource("converted"));
            guest.AssertIn(converted);
            Assert.True((await Written.WriteAsync(converted, formats.Find("urn:example:xor")!)).SameAs(file));
        }
    }

    [Fact]
    public async Task Arguments_must_be_there()
    {
        using var source = new FakeImage(512);
        await using var writer = new FakeWriter();
        await Assert.ThrowsAsync<ArgumentNullException>(() => DiskCopy.CopyAsync(null!, writer, cancellationToken: Stop));
        await Assert.ThrowsAsync<ArgumentNullException>(() => DiskCopy.CopyAsync(source, null!, cancellationToken: Stop));
    }

    private sealed class Reports : IProgress<CopyProgress>
    {
        public List<CopyProgress> Seen { get; } = [];

        public void Report(CopyProgress value) => Seen.Add(value);
    }

    private sealed class FailingSource(ByteSource inner, long failsAt) : ByteSource
    {
        public IOException Error { get; } = new("the cable came off");

        public override string Name => inner.Name;

        public override long Length => inner.Length;

        protected override int ReadCore(long offset, Span<byte> destination) => offset + destination.Length > failsAt ? throw Error : inner.Read(offset, destination);
    }
}
