using OvfKit.Disks.Formats.Qcow2;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Qcow2;

public class Qcow2MutationTests
{
    [Theory, InlineData("v3"), InlineData("zlib"), InlineData("zstd")]
    public async Task Damaged_images_of_our_own_writer_are_refused_or_read(string variant)
    {
        using var source = Guest.Empty((120 << 10) + 512).Random(0, 5000).Text(30_000, 40_000).Random((100 << 10) - 100, 300).OpenRaw();
        var file = (await Written.WriteAsync(source, Qcow2Format.Instance, Written.With("cluster-size", "4K") with { Variant = variant })).ToArray();
        // Behind the header: the first level in cluster 2; the only second level in the last clusters, before the counts.
        var (read, refused) = Run(100_000, 5000, file, (0, 112), (2 * 4096, 8), (file.Length - (2 * 4096), 256));

        Assert.True(read > 200, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6501", "OVF6502", "OVF6505", "OVF6506" }, refused.Keys.ToHashSet());
        Assert.True(variant == "v3" || refused.ContainsKey("OVF6507"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Damaged_tables_are_refused_or_read(bool subclusters)
    {
        var guest = Guest.Empty(64 << 10).Random(2000, 9000).Random(40_000, 600);
        var builder = new Qcow2Builder(guest.Length, clusterBits: 9) { Incompatible = subclusters ? Qcow2Builder.ExtendedL2 : 0 };
        if (subclusters)
            builder = new Qcow2Builder(guest.Length, clusterBits: 14) { Incompatible = Qcow2Builder.ExtendedL2 };
        builder.With(guest).Snapshot("1", "first", guest.Length).Entry(5, 0, 0xFFFF_FFFF_0000_0000);
        var file = builder.Build();
        var (read, refused) = Run(110_000, 3000, file.ToArray(), (0, 112), ((int)builder.L1Offset, 64), ((int)builder.EntryOffset(0), 128), ((int)builder.SnapshotsOffset, 72));

        Assert.True(read > 200, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6501", "OVF6505", "OVF6506", "OVF6508" }, refused.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("zlib.qcow2.gz", 800)]
    [InlineData("zstd.qcow2.gz", 800)]
    [InlineData("subclusters.qcow2.gz", 800)]
    [InlineData("snapshots.qcow2.gz", 800)]
    [InlineData("child.qcow2.gz", 800)]
    public void Damaged_images_of_qemu_are_refused_or_read(string name, int count)
    {
        var parent = RepositoryFiles.FixtureBytes("disks/qcow2/parent.qcow2.gz");
        var file = RepositoryFiles.FixtureBytes("disks/qcow2/" + name);
        var (read, refused) = Run(120_000, count, file, (in _) => ByteSource.FromMemory(parent, "parent.qcow2"), (0, 200), (3 * 4096, 64), (4 * 4096, 512));

        Assert.True(read > count / 20, $"{read} were read");
        Assert.True(refused.Values.Sum() > count / 5);
    }

    private static (int Read, Dictionary<string, int> Refused) Run(int seed, int count, byte[] bytes, params (int, int)[] hotspots) => Run(seed, count, bytes, null, hotspots);

    private static (int Read, Dictionary<string, int> Refused) Run(int seed, int count, byte[] bytes, ReferenceResolver? resolver, params (int, int)[] hotspots) =>
        Mutation.Run(seed, count, Qcow2Format.Instance, s => ByteSource.FromMemory(new Mutator(s).Mutate(bytes, hotspots), "damaged.qcow2"), resolver);
}
