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
        using var source = Guest.Empty(9 << 20).Random(0, 5000).Random(3 << 20, 9000).Random((5 << 20) - 100, 300).OpenRaw();
        var file = await Written.WriteAsync(source, VhdxFormat.Instance, Written.With("block-size", "1M"));
        Run(50_000, 3000, file);
    }

    [Fact]
    public void Damaged_images_of_qemu_are_refused_or_read() => Run(60_000, 500, SparseBytes.Of(RepositoryFiles.FixtureBytes("disks/vhdx/dynamic-1M.vhdx.gz")));

    [Fact]
    public void Damaged_block_tables_are_refused_or_read()
    {
        var file = new VhdxBuilder(12 << 20).Block(3, new byte[70_000]).Block(0, [1, 2, 3]).Block(11, [4]).Entry(5, 2, 0).Entry(6, 3, 0).Build();
        var (read, refused) = Mutation.Run(70_000, 1500, VhdxFormat.Instance, seed =>
        {
            var damaged = file.Clone();
            damaged.Write(3 << 20, new Mutator(seed).Mutate(file.Bytes(3 << 20, Page), (0, 100)));
            return damaged.AsSource("damaged.vhdx");
        });

        Assert.True(read > 50, $"{read} were read");
        Assert.Equal(["OVF6304", "OVF6305"], refused.Keys.Order());
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
                if (s % 4 != 0 && damaged.Length >= offset + 65_536)
                    VhdxBuilder.Seal(damaged, offset);
            }

            return damaged.AsSource("damaged.vhdx");
        });

        Assert.True(read > count / 20, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6302", "OVF6303", "OVF6304", "OVF6306" }, refused.Keys.ToHashSet());
    }
}
