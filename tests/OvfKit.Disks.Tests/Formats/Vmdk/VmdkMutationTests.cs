using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkMutationTests
{
    private static readonly (int Offset, int Length) Header = (0, 80), Descriptor = (512, 400);

    [Fact]
    public async Task Damaged_streams_of_our_own_writer_are_refused_or_read()
    {
        using var source = Guest.Make("odd sectors").OpenRaw();
        var bytes = (await Written.WriteAsync(source, VmdkFormat.Instance)).ToArray();
        var (read, refused) = Run(10_000, 1200, bytes, Header, Descriptor, (bytes.Length - 5120, 5120));

        // Both outcomes must be common, or the damage hits the wrong places.
        Assert.True(read > 50, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6101", "OVF6102", "OVF6103", "OVF6104", "OVF6105", "OVF6107", "OVF6109", "OVF6111" }, refused.Keys.ToHashSet());
    }

    [Fact]
    public void Damaged_plain_extents_are_refused_or_read()
    {
        var builder = VmdkBuilder.Monolithic();
        (builder.GrainSectors, builder.EntriesPerTable, builder.Flags) = (8, 32, VmdkBuilder.NewLineTest | VmdkBuilder.ZeroedGrains);
        builder.With(Guest.Empty(512 << 10).Random(5000, 90_000).Random(300_000, 3));
        builder.Zeroed.AddRange([40L, 41]);
        var (read, refused) = Run(20_000, 1500, builder.Build(), Header, Descriptor, ((int)builder.DirectoryOffset, 2048));

        Assert.True(read > 50, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6101", "OVF6105", "OVF6106", "OVF6111" }, refused.Keys.ToHashSet());
    }

    [Fact]
    public void Damaged_streams_without_markers_are_refused_or_read()
    {
        var builder = new VmdkBuilder { Flags = VmdkBuilder.NewLineTest | VmdkBuilder.CompressedGrains, TablesInFront = true, Footer = false, GrainSectors = 16 };
        builder.With(Guest.Empty(512 << 10).Random(5000, 60_000).Text(200_000, 100_000));
        var (read, refused) = Run(30_000, 800, builder.Build(), Header, Descriptor, ((int)builder.DirectoryOffset, 2560));

        Assert.True(read > 50, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6105", "OVF6109" }, refused.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("stream.vmdk.gz", 300)]
    [InlineData("tiny-stream.vmdk.gz", 400)]
    [InlineData("sparse.vmdk.gz", 300)]
    [InlineData("zerograin.vmdk.gz", 400)]
    [InlineData("child.vmdk.gz", 400)]
    public void Damaged_images_of_qemu_are_refused_or_read(string name, int count)
    {
        var parent = RepositoryFiles.FixtureBytes("disks/vmdk/parent.vmdk.gz");
        var (read, refused) = Run(40_000, count, RepositoryFiles.FixtureBytes("disks/vmdk/" + name), (in _) => ByteSource.FromMemory(parent, "parent.vmdk"), Header, Descriptor, (21 * 512, 6000));

        Assert.True(read > count / 20, $"{read} were read");
        Assert.True(refused.Values.Sum() > count / 5);
    }

    private static (int Read, Dictionary<string, int> Refused) Run(int seed, int count, byte[] bytes, params (int, int)[] hotspots) => Run(seed, count, bytes, null, hotspots);

    private static (int Read, Dictionary<string, int> Refused) Run(int seed, int count, byte[] bytes, ReferenceResolver? resolver, params (int, int)[] hotspots) =>
        Mutation.Run(seed, count, VmdkFormat.Instance, s => ByteSource.FromMemory(new Mutator(s).Mutate(bytes, hotspots), "damaged.vmdk"), resolver);
}
