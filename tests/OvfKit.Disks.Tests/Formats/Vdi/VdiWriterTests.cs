using OvfKit.Disks.Formats.Vdi;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vdi;

public class VdiWriterTests
{
    private const int MiB = 1 << 20;

    [Theory, InlineData("dynamic", 1), InlineData("static", 2)]
    public async Task Everything_is_as_virtualbox_makes_it(string variant, int type)
    {
        var guest = Guest.Make("patterns");
        var file = await WriteAsync(guest, new() { Variant = variant });
        var header = file.Bytes(0, 512);

        Assert.Equal((unchecked((int)0xBEDA107F), 0x10001, 0x190, type, 0), (header.I32(64), header.I32(68), header.I32(72), header.I32(76), header.I32(80)));
        Assert.Equal((MiB, 2 * MiB), (header.I32(340), header.I32(344)));
        Assert.Equal((512, 512), (header.I32(360), header.I32(468)));
        Assert.Equal((guest.Length, MiB, 0, 34), (header.I64(368), header.I32(376), header.I32(380), header.I32(384)));
        Assert.Equal(Written.Id, new Guid(header.AsSpan(392, 16)));
        Assert.NotEqual(Guid.Empty, new Guid(header.AsSpan(408, 16)));
        Assert.Equal(new byte[32], header[424..456]);

        var map = Enumerable.Range(0, 34).Select(i => file.Bytes(MiB + (i * 4), 4).I32(0)).ToList();
        var allocated = map.Where(entry => entry != -1).ToList();
        Assert.Equal(Enumerable.Range(0, allocated.Count), allocated);
        Assert.Equal(variant == "static" ? 34 : map.Count(entry => entry != -1), header.I32(388));
        Assert.Equal((2 + allocated.Count) * (long)MiB, file.Length);
        Assert.Equal(variant == "static", allocated.Count == 34);
        Assert.Equal(variant == "static" ? 2 : -1, map[2]);
    }

    [Fact]
    public async Task Ids_are_fresh_unless_one_is_given()
    {
        var ids = new HashSet<Guid>();
        for (var i = 0; i < 3; i++)
        {
            using var source = Guest.Make("one sector").OpenRaw();
            var header = (await Written.WriteAsync(source, VdiFormat.Instance, new())).Bytes(0, 512);
            ids.Add(new Guid(header.AsSpan(392, 16)));
            ids.Add(new Guid(header.AsSpan(408, 16)));
        }

        Assert.Equal(6, ids.Count);
    }

    [Theory, InlineData("512K"), InlineData("1M"), InlineData("4M"), InlineData("8M")]
    public async Task The_block_size_is_the_callers_for_children_too(string setting)
    {
        var below = Guest.Make("patterns");
        var options = Written.With("block-size", setting);
        var parentFile = await WriteAsync(below, options with { Id = Guid.NewGuid() });
        using var parent = DiskFormats.BuiltIn.Open(parentFile.AsSource("parent.vdi"));
        var above = Guest.Make("patterns").Fill(8 * MiB, 2 * MiB, 0).Fill(20 * MiB, 100, 0x99).Fill(0, 16 * MiB, 0).Random(3 * MiB, 5);
        var file = await WriteAsync(above, options with { Parent = parent });
        using var child = DiskFormats.BuiltIn.Open(file.AsSource("child.vdi"), new() { Resolver = (in _) => parentFile.AsSource("parent.vdi") });

        above.AssertIn(child);
        Assert.Equal(parent.BlockSize, child.BlockSize);
        // Zeros over the parent's data take an entry, no block.
        Assert.Contains(child.Extents(), extent => extent is { Kind: RunKind.Zero, Depth: 0 });
        Assert.True(file.Length <= (2 * MiB) + (3 * child.BlockSize));
    }

    [Theory, InlineData("3M"), InlineData("256K"), InlineData("16M"), InlineData("x")]
    public void Other_block_sizes_are_refused(string setting) =>
        Assert.Contains("block-size", Assert.Throws<ArgumentException>(() => { VdiFormat.Instance.CreateWriter(new StreamDiskSink("a.vdi", Stream.Null), Written.With("block-size", setting)); }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_parent_of_another_format_is_refused()
    {
        using var parent = new FakeImage(MiB);
        var refused = Assert.Throws<ArgumentException>(() => { VdiFormat.Instance.CreateWriter(new StreamDiskSink("a.vdi", Stream.Null), new() { Parent = parent }); });
        Assert.Contains("must be a VDI", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<SparseBytes> WriteAsync(Guest guest, DiskWriteOptions options)
    {
        using var source = guest.OpenRaw();
        return await Written.WriteAsync(source, VdiFormat.Instance, options.Id is null ? options with { Id = Written.Id } : options);
    }
}
