using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;

namespace OvfKit.Disks.Tests;

/// <summary>Blocks that source and target store alike are copied as they are stored.</summary>
public class CopyEncodedTests
{
    private const int Grain = 65536;

    [Fact]
    public async Task Stored_blocks_are_taken_over_byte_for_byte()
    {
        var guest = Guest.Empty(40 * Grain).Text(0, 5 * Grain).Random(5 * Grain, 3 * Grain).Text(20 * Grain, 9 * Grain);
        var fast = await WriteAsync(guest.OpenRaw(), level: 1);
        using var source = Open(fast);
        var copy = await WriteAsync(source, level: 9);

        // Same grains, same tables: what the level would have changed is not touched.
        Assert.True(copy.Bytes(Grain, (int)copy.Length - Grain).AsSpan().SequenceEqual(fast.Bytes(Grain, (int)fast.Length - Grain)));
        using var image = Open(copy);
        guest.AssertIn(image);
        Assert.InRange(fast.BytesRead, fast.Length / 2, fast.Length * 2);
    }

    [Fact]
    public async Task Recoding_gives_the_level_that_was_asked_for()
    {
        var guest = Mixed();
        using var source = Open(await WriteAsync(guest.OpenRaw(), level: 1));

        Assert.True((await WriteAsync(source, level: 9, recode: true)).SameAs(await WriteAsync(guest.OpenRaw(), level: 9)));
    }

    [Fact]
    public async Task Progress_counts_the_same_data_either_way()
    {
        using var source = Open(await WriteAsync(Mixed().OpenRaw()));
        var counted = new List<long>();
        foreach (var recode in (bool[])[false, true])
        {
            await using var writer = VmdkFormat.Instance.CreateWriter(new StreamDiskSink("a.vmdk", Stream.Null), DiskWriteOptions.Default);
            counted.Add((await DiskCopy.CopyAsync(source, writer, new CopyOptions { Recode = recode }, cancellationToken: TestContext.Current.CancellationToken)).DataLength);
        }

        Assert.Equal(counted[0], counted[1]);
    }

    [Fact]
    public async Task Compressed_zeros_are_left_out()
    {
        var builder = new VmdkBuilder { Capacity = 4 * 128 };
        builder.Grains.Add((1, new byte[Grain]));
        builder.Grains.Add((2, Guest.Empty(Grain).Text(0, Grain).Bytes.ToArray()));
        using var source = DiskFormats.BuiltIn.Open(builder.BuildSource());
        using var copy = Open(await WriteAsync(source));

        Assert.Equal([(0, 2 * Grain, RunKind.Zero), (2 * Grain, Grain, RunKind.Encoded), (3 * Grain, Grain, RunKind.Zero)], copy.Extents().Select(extent => (extent.Offset, extent.Length, extent.Kind)));
    }

    [Fact]
    public async Task Blocks_are_taken_from_every_layer()
    {
        var below = Guest.Empty(6 * Grain).Text(0, 4 * Grain);
        var above = Guest.Empty(6 * Grain).Random(Grain, Grain);
        using var source = DiskFormats.BuiltIn.Open(
            new VmdkBuilder().With(above).Described(VmdkBuilder.DescriptorText(6 * 128, parentId: "12345678", parent: "below.vmdk", id: "00000002")).BuildSource("above.vmdk"),
            new() { Resolver = (in _) => new VmdkBuilder().With(below).BuildSource("below.vmdk") });
        using var copy = Open(await WriteAsync(source));

        below.Random(Grain, Grain).AssertIn(copy);
    }

    [Theory, InlineData(64), InlineData(256)]
    public async Task Blocks_of_another_size_are_encoded_anew(int grainSectors)
    {
        var guest = Mixed();
        using var source = DiskFormats.BuiltIn.Open(new VmdkBuilder { GrainSectors = grainSectors }.With(guest).BuildSource());

        Assert.NotEqual(new BlockEncoding(BlockEncoding.Zlib, Grain), source.BlockEncoding);
        Assert.True((await WriteAsync(source)).SameAs(await WriteAsync(guest.OpenRaw())));
    }

    [Fact]
    public async Task A_damaged_checksum_goes_along_and_is_found_by_who_reads_the_copy()
    {
        var builder = new VmdkBuilder().With(Mixed());
        var bytes = builder.Build();
        var grain = builder.GrainOffsets[3];
        bytes[grain + 12 + BitConverter.ToInt32(bytes, (int)grain + 8) - 1] ^= 1;
        using var source = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "damaged.vmdk"));
        using var copy = Open(await WriteAsync(source));

        copy.Read(2 * Grain, new byte[Grain]);
        Assert.Same(VmdkDiagnostics.DamagedGrain, Assert.Throws<InvalidContentException>(() => copy.Read(3 * Grain, new byte[Grain])).Diagnostic.Descriptor);
        Assert.Same(VmdkDiagnostics.DamagedGrain, (await Assert.ThrowsAsync<InvalidContentException>(() => WriteAsync(source, recode: true))).Diagnostic.Descriptor);
        // Source and copy are damaged alike, and yet verifying the copy does not take them for equal.
        Assert.Same(VmdkDiagnostics.DamagedGrain, (await Assert.ThrowsAsync<InvalidContentException>(() => DiskComparison.VerifyCopyAsync(source, copy, cancellationToken: TestContext.Current.CancellationToken))).Diagnostic.Descriptor);
    }

    [Theory]
    [InlineData(0, "OVF6108")] // the sector
    [InlineData(10, "OVF6109")] // the length
    [InlineData(12, "OVF6109")] // the head of the zlib stream
    public async Task A_block_that_is_not_the_one_its_place_asks_for_stops_the_copy(int at, string code)
    {
        var builder = new VmdkBuilder().With(Mixed());
        var bytes = builder.Build();
        bytes[builder.GrainOffsets[3] + at] ^= 0x40;
        using var source = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "damaged.vmdk"));

        Assert.Equal(code, (await Assert.ThrowsAsync<InvalidContentException>(() => WriteAsync(source))).Diagnostic.Id);
    }

    [Fact]
    public async Task A_child_gets_what_changed_not_what_is_stored()
    {
        using var source = Open(await WriteAsync(Mixed().OpenRaw()));
        using var parent = Open(await Written.WriteAsync(Mixed().OpenRaw(), VmdkFormat.Instance, new() { Id = Written.Id, Variant = "monolithicSparse" }));
        var child = await Written.WriteAsync(source, VmdkFormat.Instance, new() { Id = Guid.NewGuid(), Variant = "monolithicSparse", Parent = parent, ParentName = "parent.vmdk" });

        Assert.True(child.Length <= 2 * Grain);
    }

    private static DiskImage Open(SparseBytes file) => DiskFormats.BuiltIn.Open(file.AsSource("disk.vmdk"));

    // Text, noise that does not compress, holes, and an end within a grain.
    private static Guest Mixed() => Guest.Empty((40 * Grain) + 1024).Text(0, 5 * Grain).Random(5 * Grain, 3 * Grain).Text(20 * Grain, 9 * Grain).Random(40 * Grain, 1024);

    private static async Task<SparseBytes> WriteAsync(DiskImage source, int level = 6, bool recode = false) =>
        await Written.WriteAsync(source, VmdkFormat.Instance, new() { Id = Written.Id, Level = level }, new CopyOptions { Recode = recode });
}
