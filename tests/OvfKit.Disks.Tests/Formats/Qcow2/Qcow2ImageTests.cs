using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using ZstdSharp;
using static OvfKit.Disks.Tests.Support.Qcow2Builder;

namespace OvfKit.Disks.Tests.Formats.Qcow2;

public class Qcow2ImageTests
{
    private const uint ParentFormat = 0xE2792ACA, DataFile = 0x44415441;

    public static MatrixTheoryData<int, int> Layouts { get; } = new([9, 12, 16, 21], [2, 3]);

    [Theory, MemberData(nameof(Layouts))]
    public void Clusters_of_all_sizes_are_read(int clusterBits, int version)
    {
        var guest = Guest.Make("odd sectors");
        using var image = DiskFormats.BuiltIn.Open(new Qcow2Builder(guest.Length, clusterBits, version).With(guest).BuildSource());

        guest.AssertIn(image);
        Assert.Equal((1 << clusterBits, version == 2 ? "v2" : "v3"), (image.BlockSize, image.Variant));
    }

    [Fact]
    public void Clusters_in_any_order_are_read_and_neighbours_are_joined()
    {
        var guest = Guest.Empty(40 * 4096).Random(0, 40 * 4096);
        var builder = new Qcow2Builder(guest.Length);
        foreach (var cluster in (int[])[.. Enumerable.Range(20, 20), .. Enumerable.Range(0, 20).Reverse()])
            builder.Cluster(cluster, guest.Bytes.Bytes(cluster * 4096, 4096));
        using var image = DiskFormats.BuiltIn.Open(builder.Build().AsSource("disk.qcow2", knowsHoles: false));

        guest.AssertIn(image);
        Assert.Equal(new DiskExtent(0, guest.Length, RunKind.Stored, 0), Assert.Single(image.Extents()));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Compressed_clusters_are_read_whatever_stands_behind_them(bool zstd)
    {
        var guest = Guest.Empty((8 * 4096) - 512).Text(0, 4096).Random(5 * 4096, 1000).Text(7 * 4096, 3000);
        var builder = new Qcow2Builder(guest.Length) { Incompatible = zstd ? CompressionTypeBit : 0, CompressionType = zstd ? (byte)1 : (byte)0 };
        using var compressor = new Compressor();
        foreach (var cluster in (int[])[0, 5, 7])
        {
            var data = guest.Bytes.Bytes(cluster * 4096, 4096);
            builder.Packed(cluster, zstd ? compressor.Wrap(data).ToArray() : Deflate(data));
        }

        using var image = DiskFormats.BuiltIn.Open(builder.BuildSource());
        guest.AssertIn(image);
        guest.AssertRange(image, (5 * 4096) + 100, 10);
        Assert.Equal(zstd ? "zstd" : "v3", image.Variant);
        Assert.Equal([RunKind.Encoded, RunKind.Zero, RunKind.Encoded, RunKind.Zero, RunKind.Encoded], image.Extents().Select(extent => extent.Kind));
    }

    [Fact]
    public void A_zstd_cluster_may_consist_of_several_frames()
    {
        using var compressor = new Compressor();
        var guest = Guest.Empty(4096).Text(0, 4096);
        byte[] frames = [.. compressor.Wrap(guest.Bytes.Bytes(0, 1000)), .. compressor.Wrap(guest.Bytes.Bytes(1000, 3096))];
        using var image = DiskFormats.BuiltIn.Open(new Qcow2Builder(4096) { Incompatible = CompressionTypeBit, CompressionType = 1 }.Packed(0, frames).BuildSource());

        guest.AssertIn(image);
    }

    [Fact]
    public void A_compressed_cluster_may_end_with_the_file_inside_its_last_sector()
    {
        var guest = Guest.Empty(4096).Random(0, 700);
        var compressed = Deflate(guest.Bytes.ToArray());
        var file = new Qcow2Builder(4096).Packed(0, compressed, 10 * 4096).Build(file => file.SetLength((10 * 4096) + compressed.Length));
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.qcow2"));

        guest.AssertIn(image);
    }

    [Fact]
    public void Subclusters_are_stored_zero_or_the_parents()
    {
        // Clusters of 16 KiB have subclusters of 512 bytes.
        const int cluster = 16 << 10;
        var parent = Guest.Empty(4 * cluster).Random(0, 4 * cluster);
        var own = Guest.Empty(cluster).Random(0, cluster);
        var truth = Guest.Empty(4 * cluster);
        truth.Bytes.Write(0, parent.Bytes.ToArray());
        truth.Bytes.Write(cluster, own.Bytes.Bytes(0, 1024));
        truth.Fill(cluster + (4 * 512), 512, 0).Fill(3 * cluster, 3 * 512, 0);
        truth.Bytes.Write((2 * cluster) - 512, own.Bytes.Bytes(cluster - 512, 512));
        var builder = new Qcow2Builder(4 * cluster, clusterBits: 14) { Incompatible = ExtendedL2, ParentName = "parent.raw" }.Extension(ParentFormat, "raw")
            .Cluster(1, own.Bytes.ToArray(), 0x0000_0010_8000_0003).Entry(3, 0, 0x0000_0007_0000_0000);
        using var image = DiskFormats.BuiltIn.Open(builder.BuildSource(), new() { Resolver = (in _) => parent.ToSource(knowsHoles: false) });

        truth.AssertIn(image);
        Assert.Equal([(cluster, 1), (1024, 0), (1024, 1), (512, 0)], image.Extents().Take(4).Select(extent => ((int)extent.Length, extent.Depth)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Data_in_another_file_is_read_from_there(bool raw)
    {
        var guest = Guest.Empty(8 * 4096).Random(0, 4096).Random(5 * 4096, 4096);
        var builder = new Qcow2Builder(guest.Length) { Incompatible = ExternalData, AutoClear = raw ? 2u : 0 }.Extension(DataFile, "file:disk.data");
        foreach (var cluster in (int[])[0, 5])
            builder.Entry(cluster, Copied | ((ulong)cluster * 4096));
        DiskReference? asked = null;
        using var source = builder.BuildSource();
        using var image = DiskFormats.BuiltIn.Open(source, new()
        {
            Resolver = (in reference) =>
            {
                asked = reference;
                return guest.ToSource();
            },
        });

        guest.AssertIn(image);
        Assert.Equal(new DiskReference(ReferenceKind.DataFile, "disk.data", null, "raw", source), asked);
    }

    [Fact]
    public void A_data_file_that_is_cut_off_is_not_read_as_zeros()
    {
        var builder = new Qcow2Builder(8 * 4096) { Incompatible = ExternalData }.Extension(DataFile, "disk.data").Entry(2, Copied | (2 * 4096));
        using var image = DiskFormats.BuiltIn.Open(builder.BuildSource(), new() { Resolver = (in _) => ByteSource.FromMemory(new byte[(2 * 4096) + 100], "disk.data") });

        var refused = Assert.Throws<InvalidContentException>(() => image.Read(2 * 4096, new byte[4096]));
        Assert.Equal(("OVF6001", "disk.data"), (refused.Diagnostic.Id, refused.Diagnostic.Location.File));
    }

    [Fact]
    public void Snapshots_are_listed_and_read_by_id_or_name()
    {
        var before = Guest.Empty(8 * 4096).Random(4096, 4096);
        var builder = new Qcow2Builder(12 * 4096).With(before).Snapshot("1", "before", 8 * 4096);
        var middle = Guest.Empty(12 * 4096).Random(4096, 4096).Random(9 * 4096, 700);
        // The name of the first is the id of the second: ids go first.
        builder.Cluster(9, middle.Bytes.Bytes(9 * 4096, 4096)).Snapshot("before", "2", null);
        var now = Guest.Empty(12 * 4096).Random(9 * 4096, 700);
        var file = builder.Entry(1, 1).Build();

        foreach (var (snapshot, guest) in ((string?, Guest)[])[(null, now), ("1", before), ("before", middle), ("2", middle)])
        {
            using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.qcow2"), new() { Snapshot = snapshot });
            guest.AssertIn(image);
            Assert.Contains(new("snapshot 1", "id 1, \"before\", 32768 bytes, taken 2025-01-01 12:00:00Z"), image.Properties);
            Assert.Contains(new("snapshot 2", "id before, \"2\", 49152 bytes, taken 2025-01-01 12:00:00Z"), image.Properties);
        }
    }

    [Theory]
    [InlineData("raw", "base.img", "base.img"), InlineData("file", "base.img", "base.img"), InlineData("raw", "file:base.img", "base.img"), InlineData("raw", "json:{}", "json:{}")]
    public void The_resolver_is_asked_for_the_parent_with_its_stated_format(string format, string name, string expected)
    {
        DiskReference? asked = null;
        using var source = new Qcow2Builder(8 * 4096) { ParentName = name }.Extension(ParentFormat, format).BuildSource("child.qcow2");
        using var image = DiskFormats.BuiltIn.Open(source, new()
        {
            Resolver = (in reference) =>
            {
                asked = reference;
                return ByteSource.FromMemory(new byte[4096], "base.img");
            },
        });

        Assert.Equal(new DiskReference(ReferenceKind.Parent, expected, null, "raw", source), asked);
        Assert.Equal("raw", image.Parent!.Format.Name);
    }

    [Fact]
    public void A_raw_parent_stays_raw_whatever_its_guest_wrote()
    {
        var hostile = new Qcow2Builder(4 * 4096) { ParentName = "/etc/passwd" }.Extension(ParentFormat, "raw").Build();
        using var image = DiskFormats.BuiltIn.Open(
            new Qcow2Builder(hostile.Length) { ParentName = "base.img" }.Extension(ParentFormat, "raw").BuildSource(),
            new() { Resolver = (in reference) => reference.Name == "base.img" ? hostile.AsSource("base.img") : throw new InvalidOperationException(reference.Name) });

        var head = new byte[4096];
        image.Read(0, head);
        Assert.Equal(hostile.Bytes(0, 4096), head);
    }

    [Fact]
    public void A_parent_of_no_stated_format_is_taken_when_its_content_shows_one()
    {
        var below = Guest.Empty(8 * 4096).Random(100, 9000);
        using var image = DiskFormats.BuiltIn.Open(
            new Qcow2Builder(below.Length) { ParentName = "base.qcow2" }.BuildSource(), new() { Resolver = (in _) => new Qcow2Builder(below.Length).With(below).BuildSource("base.qcow2") });

        below.AssertIn(image);
    }

    [Fact]
    public void A_parent_of_no_stated_format_whose_content_shows_none_is_refused_as_the_parent()
    {
        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(
            new Qcow2Builder(8 * 4096) { ParentName = "base.img" }.BuildSource("child.img"), new() { Resolver = (in _) => ByteSource.FromMemory(new byte[8 * 4096], "base.img") }));

        Assert.Equal(("OVF6005", "base.img"), (refused.Diagnostic.Id, refused.Diagnostic.Location.File));
        Assert.Contains("name it as the parent, opened as raw", refused.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("json:{\"driver\":\"raw\"}", "options of QEMU"), InlineData("nbd://host:10809/disk", "an address of QEMU"), InlineData("rbd:pool/disk", "an address of QEMU"), InlineData(@"C:\disks\base.qcow2", "put the parent beside it"), InlineData("file:base.qcow2", "put the parent beside it")]
    public void A_parent_that_is_not_granted_is_told_with_what_its_name_is(string name, string expected)
    {
        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(new Qcow2Builder(8 * 4096) { ParentName = name }.BuildSource("child.qcow2"), new() { Resolver = (in _) => null }));

        Assert.Equal(("OVF6005", "child.qcow2"), (refused.Diagnostic.Id, refused.Diagnostic.Location.File));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_beyond_its_first_table_reads_as_zeros_without_looking_at_each_cluster()
    {
        var guest = Guest.Empty(1L << 40).Random(1L << 39, 4096);
        var file = new Qcow2Builder(guest.Length, clusterBits: 16).With(guest).Build();
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.qcow2"));

        Assert.Equal(3, image.Extents().Count());
        Assert.True(file.BytesRead < 1 << 20, $"{file.BytesRead} bytes were read");
        guest.AssertIn(image);
    }
}
