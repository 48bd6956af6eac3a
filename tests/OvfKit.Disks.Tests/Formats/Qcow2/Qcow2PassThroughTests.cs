using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Qcow2;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Qcow2;

/// <summary>Compressed clusters are copied as they are stored where source and target compress alike.</summary>
public class Qcow2PassThroughTests
{
    private const int Cluster = 64 << 10;

    public static TheoryData<string> Variants { get; } = ["zlib", "zstd"];

    [Theory, MemberData(nameof(Variants))]
    public async Task Stored_clusters_are_taken_over_byte_for_byte(string variant)
    {
        var fast = await WriteAsync(Mixed().OpenRaw(), variant, level: 1);
        using var source = Open(fast);
        var copy = await WriteAsync(source, variant, level: 9);

        Assert.Equal(fast.Length, copy.Length);
        using var image = Open(copy);
        Mixed().AssertIn(image);
        Assert.Equal(Stored(source), Stored(image));
    }

    [Theory, MemberData(nameof(Variants))]
    public async Task Damage_goes_along_and_is_found_by_who_reads_the_copy(string variant)
    {
        var file = await WriteAsync(Mixed().OpenRaw(), variant);
        using var source = Open(file);
        var run = source.OwnRuns().First(run => run.Offset == 3 * Cluster).Run;
        file.Write(run.SourceOffset, Guest.Empty(100).Random(0, 100).Bytes.ToArray());
        using var copy = Open(await WriteAsync(source, variant));

        copy.Read(2 * Cluster, new byte[Cluster]);
        Assert.Same(Qcow2Diagnostics.DamagedCluster, Assert.Throws<InvalidContentException>(() => copy.Read(3 * Cluster, new byte[Cluster])).Diagnostic.Descriptor);
        Assert.Same(Qcow2Diagnostics.DamagedCluster, (await Assert.ThrowsAsync<InvalidContentException>(() => WriteAsync(source, variant, recode: true))).Diagnostic.Descriptor);
        Assert.Same(Qcow2Diagnostics.DamagedCluster, (await Assert.ThrowsAsync<InvalidContentException>(() => DiskComparison.VerifyCopyAsync(source, copy, cancellationToken: TestContext.Current.CancellationToken))).Diagnostic.Descriptor);
    }

    [Theory, MemberData(nameof(Variants))]
    public async Task Recoding_gives_the_level_that_was_asked_for(string variant)
    {
        using var source = Open(await WriteAsync(Mixed().OpenRaw(), variant, level: 1));

        Assert.True((await WriteAsync(source, variant, level: 9, recode: true)).SameAs(await WriteAsync(Mixed().OpenRaw(), variant, level: 9)));
    }

    [Theory]
    [InlineData("zlib", "zstd", "64K")]
    [InlineData("zlib", "zlib", "128K")]
    [InlineData("zstd", "v3", "64K")]
    public async Task Clusters_that_are_compressed_otherwise_are_encoded_anew(string from, string to, string clusterSize)
    {
        using var source = Open(await WriteAsync(Mixed().OpenRaw(), from));
        var options = Written.With("cluster-size", clusterSize) with { Variant = to };

        Assert.True((await Written.WriteAsync(source, Qcow2Format.Instance, options)).SameAs(await Written.WriteAsync(Mixed().OpenRaw(), Qcow2Format.Instance, options)));
    }

    [Theory, MemberData(nameof(Variants))]
    public async Task Images_of_qemu_are_taken_over_and_stay_sound(string variant)
    {
        using var folder = new TempFolder();
        var qemu = ForeignTool.Require("qemu-img");
        var guest = Mixed();
        Interop.Qemu.WriteRaw(guest, folder["truth.raw"]);
        qemu.RunIn(folder.Path, "convert", "-c", "-O", "qcow2", "-o", "compression_type=" + variant, "truth.raw", "source.qcow2");
        using (var source = DiskFormats.BuiltIn.OpenFile(folder["source.qcow2"]))
        using (var sink = new FileDiskSink(folder["copy.qcow2"]))
        {
            await using var writer = Qcow2Format.Instance.CreateWriter(sink, new() { Variant = variant });
            Assert.Equal(source.BlockEncoding, writer.BlockEncoding);
            await DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken);
            sink.Commit();
        }

        Assert.Contains("No errors were found", qemu.RunIn(folder.Path, "check", "copy.qcow2"), StringComparison.Ordinal);
        Assert.Contains("Images are identical", qemu.RunIn(folder.Path, "compare", "truth.raw", "copy.qcow2"), StringComparison.Ordinal);
        // What qemu-img packed is not made longer by what it stored behind.
        Assert.InRange(new FileInfo(folder["copy.qcow2"]).Length, 0, new FileInfo(folder["source.qcow2"]).Length + (4 * Cluster));
    }

    [Fact]
    public async Task A_cluster_that_is_cut_off_stops_the_copy()
    {
        using var folder = new TempFolder();
        Interop.Qemu.WriteRaw(Guest.Empty(4 * Cluster).Text(0, 4 * Cluster), folder["truth.raw"]);
        ForeignTool.Require("qemu-img").RunIn(folder.Path, "convert", "-c", "-O", "qcow2", "truth.raw", "source.qcow2");
        long last;
        using (var sound = DiskFormats.BuiltIn.OpenFile(folder["source.qcow2"]))
            last = sound.OwnRuns().Max(run => run.Run.SourceOffset);
        using (var file = File.OpenWrite(folder["source.qcow2"]))
            file.SetLength(last + 20);
        using var source = DiskFormats.BuiltIn.OpenFile(folder["source.qcow2"]);

        Assert.Same(DiskDiagnostics.Truncated, (await Assert.ThrowsAsync<InvalidContentException>(() => WriteAsync(source, "zlib"))).Diagnostic.Descriptor);
    }

    [Fact]
    public async Task Clusters_are_taken_from_every_layer()
    {
        var below = Guest.Empty(8 * Cluster).Text(0, 4 * Cluster);
        var above = Guest.Empty(8 * Cluster).Text(0, 4 * Cluster).Random(Cluster, Cluster).Fill(2 * Cluster, Cluster, 0);
        using var parent = Open(await WriteAsync(below.OpenRaw(), "zlib"));
        using var changed = above.OpenRaw();
        var child = await Written.WriteAsync(changed, Qcow2Format.Instance, new() { Variant = "zlib", Parent = parent, ParentName = "parent.qcow2" });
        using var source = DiskFormats.BuiltIn.Open(child.AsSource("child.qcow2"), new() { Parent = Open(await WriteAsync(below.OpenRaw(), "zlib")) });
        using var copy = Open(await WriteAsync(source, "zlib"));

        above.AssertIn(copy);
        Assert.Null(copy.Parent);
    }

    // Text with some noise in each cluster, since what becomes too short is looked at again; noise that does not compress, holes, and an end within a cluster.
    private static Guest Mixed()
    {
        var guest = Guest.Empty((80 * Cluster) + 1024).Text(0, 5 * Cluster).Random(5 * Cluster, 3 * Cluster).Text(20 * Cluster, 9 * Cluster).Text(79 * Cluster, Cluster).Random(80 * Cluster, 1024);
        foreach (var cluster in (int[])[0, 1, 2, 3, 4, .. Enumerable.Range(20, 9), 79])
            guest.Random(cluster * Cluster, 2000);
        return guest;
    }

    private static List<(long Offset, RunKind Kind)> Stored(DiskImage image) => [.. image.Extents().Select(extent => (extent.Offset, extent.Kind))];

    private static DiskImage Open(SparseBytes file) => DiskFormats.BuiltIn.Open(file.AsSource("disk.qcow2"));

    private static async Task<SparseBytes> WriteAsync(DiskImage source, string variant, int level = 6, bool recode = false) =>
        await Written.WriteAsync(source, Qcow2Format.Instance, new() { Id = Written.Id, Variant = variant, Level = level }, new CopyOptions { Recode = recode });
}
