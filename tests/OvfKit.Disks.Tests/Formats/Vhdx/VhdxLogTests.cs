using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using static OvfKit.Disks.Tests.Support.VhdxBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxLogTests
{
    private const int Sector = VhdxLogBuilder.Sector;
    private const long Metadata = 2 * MiB, Bat = 3 * MiB, FirstBlock = 4 * MiB;

    // Two sectors of the table of regions, the metadata, the block table, and guest data.
    private static readonly long[] Places = [RegionTable1, RegionTable2, Metadata, Metadata + 65_536, Bat, FirstBlock, FirstBlock + (7 * Sector), FirstBlock + (2 * MiB) + Sector];

    private readonly Guest _guest = Guest.Empty(3 * MiB).Random(0, 100_000).Random(MiB + 5, 200_000).Random((2 * MiB) + 100, 50_000);

    public static TheoryData<string> Rings { get; } = ["in front", "up to the end", "over the end", "descriptors over the end", "one sector before the end"];

    [Theory, MemberData(nameof(Rings))]
    public void Stale_data_without_log_replay_is_not_what_the_guest_wrote(string place)
    {
        var log = new VhdxLogBuilder().From(place switch
        {
            "in front" => 0,
            "up to the end" => MiB - (9 * Sector),
            "over the end" => MiB - (5 * Sector),
            "descriptors over the end" => MiB - (10 * Sector),
            _ => MiB - Sector,
        });
        var file = Unfinished(log, entriesOf: place == "descriptors over the end" ? 3 : 8);
        Assert.Equal(place != "in front", log.Entries.Any(entry => entry.Offset + entry.Length >= MiB));

        AssertReplayed(file);
    }

    [Fact]
    public void A_sequence_that_wraps_the_ring_is_not_misapplied()
    {
        // Entry after entry round the ring: each change is later taken back, so that any order but the true one shows.
        var log = new VhdxLogBuilder().From(MiB - (20 * Sector));
        var file = new VhdxBuilder(_guest.Length).With(_guest).Build();
        for (var i = 0; i < 17; i++)
        {
            log.Add(Places.Where((_, k) => k % 2 == i % 2).Select(place => VhdxLogBuilder.Data(place, Noise(i))).ToArray());
            if (i % 3 == 0)
                log.Add(VhdxLogBuilder.Zeros(FirstBlock, MiB));
        }

        log.Add([.. Enumerable.Range(0, 25).Select(k => Kept(file, FirstBlock + (k * Sector)))]);
        AssertReplayed(Unfinished(log));
    }

    [Fact]
    public void A_torn_last_entry_is_left_out()
    {
        var log = new VhdxLogBuilder();
        var file = Unfinished(log);
        // The writer was stopped while it wrote the next entry: any of its sectors may be missing.
        log.Add(Places.Select(place => VhdxLogBuilder.Data(place, Noise(1))).ToArray());
        var (offset, length) = log.Entries[^1];
        for (var missing = 0; missing < length; missing += Sector)
        {
            var torn = file.Clone();
            var entry = log.Ring.AsSpan(offset, length).ToArray();
            entry.AsSpan(missing, Sector).Clear();
            torn.Write(MiB + offset, entry);
            AssertReplayed(torn);
        }

        // Half a sector is missing: its number in front and that at its end differ.
        var half = file.Clone();
        half.Write(MiB + offset, log.Ring.AsSpan(offset, length - 2048));
        AssertReplayed(half);
    }

    [Theory, InlineData("desc", 64 + 24), InlineData("zero", 64 + 32 + 24), InlineData("data", Sector + 4), InlineData("data at its end", (2 * Sector) - 4), InlineData("no descriptor", 64), InlineData("no data", Sector)]
    public void An_entry_counts_only_if_all_its_parts_bear_its_number(string part, int at)
    {
        Assert.NotEmpty(part);
        var log = new VhdxLogBuilder();
        var file = Unfinished(log);
        log.Add(entry => entry[at] ^= 0x41, VhdxLogBuilder.Data(Bat, Noise(1)), VhdxLogBuilder.Zeros(Metadata, MiB));
        file.Write(MiB, log.Ring);

        AssertReplayed(file);
    }

    [Fact]
    public void Entries_that_were_carried_out_long_ago_are_left_out()
    {
        var log = new VhdxLogBuilder { Number = 10 };
        // The remains of an earlier round, a sequence with lower numbers, and one of another session with higher ones.
        log.Add(VhdxLogBuilder.Data(Bat, Noise(1))).Add(VhdxLogBuilder.Data(Metadata, Noise(2)));
        log.From(100 * Sector).Add(VhdxLogBuilder.Data(FirstBlock, Noise(3)));
        var other = new VhdxLogBuilder { Id = Guid.NewGuid(), Number = 5000 };
        other.Add(VhdxLogBuilder.Data(Bat, Noise(4)));
        other.Ring.AsSpan(0, other.Position).CopyTo(log.Ring.AsSpan(200 * Sector));
        // A row whose beginning was overwritten does not reach back to the tail it names.
        log.Number = 9000;
        log.From(240 * Sector).Add(VhdxLogBuilder.Data(Bat, Noise(5))).Add(VhdxLogBuilder.Data(Bat, Noise(6)));
        log.Ring.AsSpan(240 * Sector, Sector).Clear();
        log.Number = 700;
        log.From(40 * Sector);

        AssertReplayed(Unfinished(log));
    }

    [Fact]
    public void Entries_before_the_tail_are_left_out()
    {
        var log = new VhdxLogBuilder();
        log.Add(VhdxLogBuilder.Data(Bat, Noise(1)), VhdxLogBuilder.Zeros(Metadata, MiB)).Add(VhdxLogBuilder.Zeros(FirstBlock, MiB));
        // The two were carried out, so the tail moved on; their numbers lead up to those that count.
        log.Tail = log.Position;

        AssertReplayed(Unfinished(log));
    }

    [Fact]
    public void Entries_of_many_sectors_of_descriptors_are_replayed()
    {
        var file = new VhdxBuilder(_guest.Length).With(_guest).Build();
        var log = new VhdxLogBuilder();
        // 126 descriptors fit in the first sector, 128 in each one that follows.
        var places = Enumerable.Range(0, 200).Select(k => FirstBlock + (k * 3L * Sector)).ToArray();
        log.Add([.. Enumerable.Repeat(VhdxLogBuilder.Zeros(FirstBlock, Sector), 300), .. places.Select(place => Kept(file, place))]);
        foreach (var place in places)
            file.Write(place, Noise(9));
        file.Write(MiB, log.Ring);
        MarkUnclean(file, log);

        AssertReplayed(file);
    }

    [Fact]
    public void Zero_descriptors_zero_the_file_and_lengthen_it()
    {
        var guest = Guest.Empty(3 * MiB).Random(0, 300_000);
        var builder = new VhdxBuilder(guest.Length).With(guest);
        // Two blocks behind the end of the file: the first one begins where it ends, both are all zeros.
        var end = builder.Next;
        builder.Entry(1, 6, (end / MiB) + 1).Entry(2, 6, end / MiB);
        var log = new VhdxLogBuilder { FlushedFileOffset = end, LastFileOffset = end + MiB };
        var file = builder.Build();
        file.Write(FirstBlock + (100 * Sector), Noise(1));
        file.Write(FirstBlock + (101 * Sector), Noise(1));
        log.Add(VhdxLogBuilder.Zeros(FirstBlock + (100 * Sector), 10 * Sector), VhdxLogBuilder.Zeros(end, MiB), VhdxLogBuilder.Zeros(end + MiB, MiB), VhdxLogBuilder.Zeros(FirstBlock, 0));
        file.Write(MiB, log.Ring);
        MarkUnclean(file, log);

        Assert.Equal(end, file.Length);
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx"));
        guest.AssertIn(image);
    }

    [Fact]
    public void The_file_is_as_long_as_the_log_says()
    {
        var guest = Guest.Empty(2 * MiB).Random(0, 1000);
        var builder = new VhdxBuilder(guest.Length).With(guest);
        var end = builder.Next;
        builder.Entry(1, 6, end / MiB).With(new VhdxLogBuilder { FlushedFileOffset = end, LastFileOffset = end + MiB }.Add());

        using var image = DiskFormats.BuiltIn.Open(builder.BuildSource());
        guest.AssertIn(image);
        Assert.Equal([RunKind.Stored, RunKind.Zero], image.Extents().Select(extent => extent.Kind));
    }

    [Fact]
    public async Task A_disk_with_changes_in_its_log_is_copied_whole()
    {
        // The copy asks for holes: what only the log holds must not pass for one.
        var guest = Guest.Empty(4 * MiB).Random(MiB + (3 * Sector), Sector).Random((2 * MiB) + (9 * Sector), Sector);
        var builder = new VhdxBuilder(guest.Length);
        builder.Entry(1, 6, builder.Next / MiB, MiB).Entry(2, 6, builder.Next / MiB, MiB);
        var log = new VhdxLogBuilder().Add(
            VhdxLogBuilder.Data(FirstBlock + (3 * Sector), guest.Bytes.Bytes(MiB + (3 * Sector), Sector)),
            VhdxLogBuilder.Data(FirstBlock + MiB + (9 * Sector), guest.Bytes.Bytes((2 * MiB) + (9 * Sector), Sector)));
        using var image = DiskFormats.BuiltIn.Open(builder.With(log).BuildSource());

        Assert.True((await Written.WriteAsync(image, DiskFormats.BuiltIn.Find("raw")!)).SameAs(guest.Bytes));
        Assert.Equal([3 * Sector, 9 * Sector], image.Extents().Where(extent => extent.Kind == RunKind.Stored).Select(extent => extent.Offset % MiB));
    }

    [Fact]
    public void Reads_of_any_place_and_length_see_the_log()
    {
        var file = Unfinished(new VhdxLogBuilder().From(MiB - (3 * Sector)));
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx"));
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var offset = random.Next((int)_guest.Length);
            _guest.AssertRange(image, offset, Math.Min(random.Next(20_000), (int)_guest.Length - offset));
        }
    }

    private static byte[] Noise(int seed)
    {
        var bytes = new byte[Sector];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static VhdxLogBuilder.Change Kept(SparseBytes file, long place) => VhdxLogBuilder.Data(place, file.Bytes(place, Sector));

    private static void MarkUnclean(SparseBytes file, VhdxLogBuilder log)
    {
        foreach (var header in (int[])[Header1, Header2])
        {
            file.Write(header + 48, log.Id.ToByteArray());
            Seal(file, header);
        }
    }

    // A file in which nothing that the log holds was carried out: noise stands in its place.
    private SparseBytes Unfinished(VhdxLogBuilder log, int entriesOf = 2)
    {
        var file = new VhdxBuilder(_guest.Length).With(_guest).Build();
        foreach (var places in Places.Chunk(entriesOf))
            log.Add([.. places.Select(place => Kept(file, place))]);
        foreach (var place in Places)
            file.Write(place, Noise((int)place));
        file.Write(MiB, log.Ring);
        MarkUnclean(file, log);
        return file;
    }

    private void AssertReplayed(SparseBytes file)
    {
        var before = file.Clone();
        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx"), new() { Diagnostics = findings });

        _guest.AssertIn(image);
        Assert.Equal("OVF6306", Assert.Single(findings).Id);
        Assert.True(file.SameAs(before), "the file was changed");
    }
}
