using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxMutationTests
{
    private const int Page = 4096;

    [Fact]
    public async Task Damaged_images_of_our_own_writer_are_refused_or_read()
    {
        using var source = Guest.Empty(3 << 20).Random(0, 5000).Random((2 << 20) - 100, 300).OpenRaw();
        var file = await Written.WriteAsync(source, VhdxFormat.Instance, Written.With("block-size", "1M"));
        Run(50_000, 5000, file);
    }

    [Fact]
    public void Damaged_images_of_qemu_are_refused_or_read() => Run(60_000, 500, SparseBytes.Of(RepositoryFiles.FixtureBytes("disks/vhdx/dynamic-1M.vhdx.gz")));

    [Fact]
    public void Damaged_block_tables_are_refused_or_read()
    {
        var file = new VhdxBuilder(12 << 20).Block(3, new byte[70_000]).Block(0, [1, 2, 3]).Block(11, [4]).Entry(5, 2, 0).Entry(6, 3, 0).Build();
        var (read, refused) = RunAt(70_000, 5500, file, 3 << 20, 100);

        Assert.True(read > 200, $"{read} were read");
        Assert.Equal(["OVF6001", "OVF6304", "OVF6305"], refused.Keys.Order());
    }

    [Fact]
    public void Damaged_logs_are_refused_or_read()
    {
        var log = new VhdxLogBuilder();
        log.Add(VhdxLogBuilder.Data(3 << 20, new byte[Page]), VhdxLogBuilder.Zeros(4 << 20, 3 * Page)).Add(VhdxLogBuilder.Zeros(5 << 20, 1 << 20), VhdxLogBuilder.Data(4 << 20, new byte[Page]));
        var file = new VhdxBuilder(2 << 20).Block(0, [1]).Block(1, [2]).With(log).Build();
        var (read, refused) = RunAt(80_000, 5000, file, 1 << 20, 200, seal: (random, page) =>
        {
            // Half of the first entries get a checksum that fits.
            var entry = file.Bytes(1 << 20, log.Entries[0].Length);
            page.CopyTo(entry, 0);
            if (random % 2 == 0)
                VhdxBuilder.Seal(entry);
            return entry;
        });

        Assert.True(read > 200, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6302", "OVF6304", "OVF6310" }, refused.Keys.ToHashSet());
    }

    [Fact]
    public void Damaged_locators_and_bitmaps_are_refused_or_read()
    {
        var parent = new VhdxBuilder(2 << 20) { DataWriteGuid = Written.Id }.Block(0, [7]).Build();
        var file = VhdxBuilder.Child(2 << 20, 1 << 20, 512, ("parent_linkage", Written.Id.ToString("B")), ("relative_path", "parent.vhdx"))
            .Partial(0, Guest.Empty(2 << 20), 1, 2, 3, 2047).Partial(1, Guest.Empty(2 << 20), 2048, 4095).Build();
        ReferenceResolver resolver = (in _) => parent.AsSource("parent.vhdx");
        var (read, refused) = RunAt(90_000, 3000, file, (2 << 20) + (64 << 10), 260, resolver);
        var (readBitmaps, _) = RunAt(95_000, 1000, file, 4 << 20, 512, resolver);

        Assert.True(read > 100, $"{read} were read");
        Assert.Equal(1000, readBitmaps);
        Assert.Superset(new HashSet<string> { "OVF6303", "OVF6311", "OVF6312" }, refused.Keys.ToHashSet());
    }

    private static (int Read, Dictionary<string, int> Refused) RunAt(
        int seed, int count, SparseBytes file, long at, int hot, ReferenceResolver? resolver = null, Func<int, byte[], byte[]>? seal = null)
    {
        var page = file.Bytes(at, Page);
        return Mutation.Run(seed, count, VhdxFormat.Instance, s =>
        {
            var damaged = file.Clone();
            var bytes = new Mutator(s).Mutate(page, (0, hot));
            Array.Resize(ref bytes, Page);
            damaged.Write(at, seal?.Invoke(s, bytes) ?? bytes);
            return damaged.AsSource("damaged.vhdx");
        }, resolver);
    }

    // Checksums hide most of the code from damage, so three of four images get theirs mended.
    private static void Run(int seed, int count, SparseBytes file)
    {
        // The two regions stand in the region table, in either order.
        var regions = new[] { 16, 48 }.Select(entry => BitConverter.ToInt64(file.Bytes(VhdxBuilder.RegionTable1 + entry + 16, 8)))
            .SelectMany(region => ((long, int)[])[(region, 200), (region + 65_536, 64)])
            .Where(spot => file.Bytes(spot.Item1 / Page * Page, Page).AsSpan().ContainsAnyExcept((byte)0));
        var pages = Mutation.Pages(file, [(VhdxBuilder.Header1, 100), (VhdxBuilder.Header2, 100), (VhdxBuilder.RegionTable1, 90), (VhdxBuilder.RegionTable2, 90), .. regions]);
        var (read, refused) = Mutation.Run(seed, count, VhdxFormat.Instance, s =>
        {
            var damaged = pages(s);
            foreach (var offset in (int[])[VhdxBuilder.Header1, VhdxBuilder.Header2, VhdxBuilder.RegionTable1, VhdxBuilder.RegionTable2])
            {
                if (s % 4 != 0 && damaged.Length >= offset + 65_536 && !damaged.Bytes(offset, 65_536).AsSpan().SequenceEqual(file.Bytes(offset, 65_536)))
                    VhdxBuilder.Seal(damaged, offset);
            }

            return damaged.AsSource("damaged.vhdx");
        });

        Assert.True(read > count / 20, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6302", "OVF6303", "OVF6304", "OVF6310" }, refused.Keys.ToHashSet());
    }
}
