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

    [Fact]
    public void Damaged_descriptor_files_are_refused_or_read()
    {
        var text = "# Disk DescriptorFile\nversion=1\nencoding=\"windows-1252\"\nCID=12345678\nparentCID=ffffffff\ncreateType=\"custom\"\n\nRW 64 FLAT \"flat.vmdk\" 3\nRDONLY 128 SPARSE \"sparse.vmdk\"\nRW 8 ZERO\nNOACCESS 4 FLAT \"x\" 0\n\nddb.uuid = \"60 00\"\n"u8.ToArray();
        var sparse = VmdkBuilder.Monolithic();
        (sparse.GrainSectors, sparse.EntriesPerTable) = (8, 32);
        sparse.With(Guest.Empty(128 * 512).Random(9000, 9000));
        var pieces = new Dictionary<string, byte[]> { ["flat.vmdk"] = new byte[67 * 512], ["sparse.vmdk"] = sparse.Build() };
        var (read, refused) = Run(50_000, 8000, text, (in reference) => reference.Name is { } name && pieces.TryGetValue(name, out var piece) ? ByteSource.FromMemory(piece, name) : null);

        Assert.True(read > 500, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6005", "OVF6111", "OVF6115" }, refused.Keys.ToHashSet());
    }

    [Fact]
    public void Damaged_cowd_extents_are_refused_or_read()
    {
        var builder = new CowdBuilder(400).With(Guest.Empty(400 * 512).Random(1000, 9000));
        builder.Zeroed.Add(300);
        var (read, refused) = RunPiece(60_000, 3000, "VMFSSPARSE", builder.Build(), (0, 40), (2048, 8), ((int)builder.TableOffsets[0], 200));

        Assert.True(read > 300, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6101", "OVF6102", "OVF6105", "OVF6106" }, refused.Keys.ToHashSet());
    }

    [Fact]
    public void Damaged_sesparse_extents_are_refused_or_read()
    {
        var builder = new SeSparseBuilder(400).With(Guest.Empty(400 * 512).Random(1000, 9000));
        builder.Zeroed.AddRange([20L, 21]);
        var (read, refused) = RunPiece(70_000, 3000, "SESPARSE", builder.Build(), (0, 208), (512, 32), (2048, 8), ((int)builder.TablesOffset, 200));

        Assert.True(read > 300, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6101", "OVF6102", "OVF6105", "OVF6119" }, refused.Keys.ToHashSet());
    }

    [Fact]
    public void Damaged_streams_are_recovered_or_refused()
    {
        var builder = new VmdkBuilder { GrainSectors = 16 };
        var bytes = builder.With(Guest.Empty(256 << 10).Random(5000, 60_000).Text(100_000, 50_000)).Build();
        var (read, refused) = Mutation.Run(
            80_000, 1500, VmdkFormat.Instance, s => ByteSource.FromMemory(new Mutator(s).Mutate(bytes, ((int)builder.GrainOffsets[0], 5000), (bytes.Length - 5120, 5120)), "damaged.vmdk"), recover: true);

        Assert.True(read > 300, $"{read} were read");
        Assert.True(refused.Values.Sum() > 100);
    }

    private static (int Read, Dictionary<string, int> Refused) RunPiece(int seed, int count, string type, byte[] bytes, params (int, int)[] hotspots)
    {
        var main = System.Text.Encoding.UTF8.GetBytes($"# Disk DescriptorFile\nRW 400 {type} \"piece.vmdk\"\n");
        var piece = bytes;
        return Mutation.Run(
            seed,
            count,
            VmdkFormat.Instance,
            s =>
            {
                piece = new Mutator(s).Mutate(bytes, hotspots);
                return ByteSource.FromMemory(main, "main.vmdk");
            },
            (in _) => ByteSource.FromMemory(piece, "piece.vmdk"));
    }

    private static (int Read, Dictionary<string, int> Refused) Run(int seed, int count, byte[] bytes, params (int, int)[] hotspots) => Run(seed, count, bytes, null, hotspots);

    private static (int Read, Dictionary<string, int> Refused) Run(int seed, int count, byte[] bytes, ReferenceResolver? resolver, params (int, int)[] hotspots) =>
        Mutation.Run(seed, count, VmdkFormat.Instance, s => ByteSource.FromMemory(new Mutator(s).Mutate(bytes, hotspots), "damaged.vmdk"), resolver);
}
