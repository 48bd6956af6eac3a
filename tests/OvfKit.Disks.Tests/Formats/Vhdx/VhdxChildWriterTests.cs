using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Tests.Support;
using static OvfKit.Disks.Tests.Support.VhdxBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxChildWriterTests
{
    private const long Bat = 3 * MiB;

    [Theory, InlineData("1M"), InlineData("2M"), InlineData("32M")]
    public async Task Changes_of_all_kinds_are_read_back(string blockSize)
    {
        var below = Guest.Make("patterns");
        var above = Guest.Make("patterns");
        above.Random(5, 1).Fill(8 * MiB, MiB, 0).Random(3 * MiB, MiB).Fill((9 * MiB) - 5000, 3000, 0x11).Fill(above.Length - 512, 512, 0).Fill(4 * MiB, 1 << 16, 0);
        await CheckAsync(below, above, Written.With("block-size", blockSize));
    }

    [Fact]
    public async Task Blocks_are_as_present_as_they_changed()
    {
        var below = Guest.Empty(8 * MiB).Random(0, 8 * MiB);
        var above = Guest.Empty(8 * MiB).Random(0, 8 * MiB);
        // Block 1: all changed; 2: all zero now; 3: one sector changed; 4: zeros in a part; 7: the last sector.
        above.Fill(MiB, MiB, 0x33).Fill(2 * MiB, MiB, 0).Fill(3 * MiB, 1, 0).Fill((4 * MiB) + 8192, 8192, 0).Fill((8 * MiB) - 1, 1, 0x99);
        below.Fill((4 * MiB) + 8192, 8192, 0x44).Fill((8 * MiB) - 1, 1, 0x98).Fill(3 * MiB, 1, 7);
        var file = await CheckAsync(below, above, Written.With("block-size", "1M"));

        Assert.Equal([0, 6, 2, 7, 7, 0, 0, 7], Enumerable.Range(0, 8).Select(block => file.Bytes(Bat + (block * 8), 8)[0] & 7));
        Assert.Equal(6, file.Bytes(Bat + (4096 * 8), 1)[0]);
        // Four blocks, and one bitmap.
        Assert.Equal((4 + 5) * MiB, file.Length);
    }

    [Fact]
    public async Task Zeros_over_a_parents_data_need_no_space()
    {
        var below = Guest.Empty(40 * MiB).Random(0, 8 * MiB).Random(33 * MiB, 100_000);
        var file = await CheckAsync(below, Guest.Empty(40 * MiB), Written.With("block-size", "1M"));

        Assert.Equal(4 * MiB, file.Length);
    }

    [Fact]
    public async Task A_child_without_changes_holds_nothing()
    {
        var file = await CheckAsync(Guest.Make("random"), Guest.Make("random"), new() { Id = Written.Id });

        Assert.Equal(4 * MiB, file.Length);
    }

    [Fact]
    public async Task A_child_does_not_go_to_a_pipe()
    {
        using var below = Guest.Make("random").OpenRaw();
        using var parent = DiskFormats.BuiltIn.Open((await Written.WriteAsync(below, VhdxFormat.Instance)).AsSource("parent.vhdx"));
        var options = new DiskWriteOptions { Parent = parent, ParentName = "parent.vhdx" };

        Assert.Same(DiskDiagnostics.NeedsSeek, (await Assert.ThrowsAsync<UnsupportedContentException>(() => Written.WriteAsync(below, VhdxFormat.Instance, options, canSeek: false))).Diagnostic.Descriptor);
    }

    [Fact]
    public async Task Each_chunk_of_blocks_gets_its_bitmap()
    {
        // 1 MiB blocks: chunks of 4 GiB.
        var above = Guest.Make("sparse above 4 GiB");
        var file = await CheckAsync(Guest.Empty(above.Length), above, Written.With("block-size", "1M"));

        Assert.Equal((6, 6), (file.Bytes(Bat + (4096 * 8), 1)[0], file.Bytes(Bat + (8193 * 8), 1)[0]));
    }

    [Fact]
    public async Task A_child_may_be_larger_than_its_parent()
    {
        var above = Guest.Empty((9 * MiB) + 512).Random(100, 5000).Random((9 * MiB) - 512, 1024);
        await CheckAsync(Guest.Make("random"), above, new() { Id = Written.Id });
    }

    [Theory, InlineData(512), InlineData(4096)]
    public async Task Sectors_are_those_of_the_parent(int sectorSize)
    {
        var below = Guest.Empty(5 * MiB).Random(0, MiB);
        var above = Guest.Empty(5 * MiB).Random(0, MiB).Random(70_000, 12_000).Random((3 * MiB) + 4096, 4096);
        var parent = new VhdxBuilder(below.Length, MiB, sectorSize).With(below).Build();
        using var image = Open(parent);
        using var source = above.OpenRaw();
        var findings = new DiagnosticBag();
        var file = await Written.WriteAsync(source, VhdxFormat.Instance, new() { Parent = image, Diagnostics = findings });

        using var child = DiskFormats.BuiltIn.Open(file.AsSource("child.vhdx"), new() { Resolver = (in _) => parent.AsSource("parent.vhdx") });
        Assert.Equal((sectorSize, image.Id), (child.LogicalSectorSize, child.Id));
        Assert.Equal(sectorSize == 4096 ? ["OVF6008"] : [], findings.Select(finding => finding.Id));
        above.AssertIn(child);
        Assert.Throws<ArgumentException>(() =>
        {
            VhdxFormat.Instance.CreateWriter(new StreamDiskSink("a", Stream.Null), Written.With("logical-sector-size", sectorSize == 512 ? "4096" : "512") with { Parent = image });
        });
    }

    [Theory, InlineData(null, "relative path", @".\disk.vhdx"), InlineData("base.vhdx", "relative path", @".\base.vhdx"), InlineData("../base.vhdx", "relative path", @"..\base.vhdx"),
        InlineData(@"C:\disks\base.vhdx", "absolute win32 path", @"C:\disks\base.vhdx"), InlineData(@"\\server\share\base.vhdx", "absolute win32 path", @"\\server\share\base.vhdx")]
    public async Task The_parent_is_named_as_the_caller_says(string? name, string key, string value)
    {
        var parent = new VhdxBuilder(MiB).Build();
        using var image = Open(parent);
        using var source = Guest.Empty(MiB).OpenRaw();
        var file = await Written.WriteAsync(source, VhdxFormat.Instance, new() { Parent = image, ParentName = name });

        using var child = DiskFormats.BuiltIn.Open(file.AsSource("child.vhdx"), new() { Resolver = (in _) => parent.AsSource("parent.vhdx") });
        Assert.Contains(new(key, value), child.Properties);
        Assert.Contains(child.Properties, property => property.Key == "parent linkage" && Guid.Parse(property.Value) == new Guid(parent.Bytes(Header1 + 32, 16)));
    }

    [Fact]
    public async Task A_child_with_its_parents_id_is_not_taken_for_its_parent()
    {
        var options = new DiskWriteOptions { Id = Written.Id };
        using var source = Guest.Make("random").OpenRaw();
        var parent = await Written.WriteAsync(source, VhdxFormat.Instance, options);
        using var image = Open(parent);
        var child = await Written.WriteAsync(source, VhdxFormat.Instance, options with { Parent = image });

        Assert.NotEqual(parent.Bytes(Header1 + 16, 32), child.Bytes(Header1 + 16, 32));
        Assert.True(child.SameAs(await Written.WriteAsync(source, VhdxFormat.Instance, options with { Parent = image })));
    }

    private static DiskImage Open(SparseBytes file) => DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx"));

    private static async Task<SparseBytes> CheckAsync(Guest below, Guest above, DiskWriteOptions options)
    {
        using var source = below.OpenRaw();
        var parent = await Written.WriteAsync(source, VhdxFormat.Instance, Written.With("block-size", "1M"));
        using var image = Open(parent);
        using var changed = above.OpenRaw();
        var file = await Written.WriteAsync(changed, VhdxFormat.Instance, options with { Parent = image });

        Assert.Equal(0, file.Length % MiB);
        var findings = new DiagnosticBag();
        using var child = DiskFormats.BuiltIn.Open(file.AsSource("child.vhdx"), new() { Resolver = (in _) => parent.AsSource("parent.vhdx"), Diagnostics = findings });
        above.AssertIn(child);
        Assert.Empty(findings);
        return file;
    }
}
