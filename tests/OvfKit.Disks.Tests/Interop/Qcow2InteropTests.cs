using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>QCOW2 between qemu-img, libqcow and us.</summary>
public class Qcow2InteropTests
{
    private const string Big = "sparse above 4 GiB";

    private static readonly Dictionary<string, string[]> QemuOptions = new()
    {
        ["v2"] = ["-o", "compat=0.10"],
        ["v3"] = [],
        ["zlib"] = ["-c"],
        ["zlib, v2"] = ["-c", "-o", "compat=0.10"],
        ["zstd"] = ["-c", "-o", "compression_type=zstd"],
        ["clusters of 512"] = ["-o", "cluster_size=512"],
        ["clusters of 2M"] = ["-o", "cluster_size=2M"],
        ["zlib, clusters of 4K"] = ["-c", "-o", "cluster_size=4K"],
        ["zstd, clusters of 2M"] = ["-c", "-o", "compression_type=zstd,cluster_size=2M"],
        ["subclusters"] = ["-o", "extended_l2=on,cluster_size=128K"],
        ["subclusters, zlib"] = ["-c", "-o", "extended_l2=on"],
        ["1-bit counts"] = ["-o", "refcount_bits=1"],
        ["preallocated"] = ["-o", "preallocation=falloc"],
        ["data file"] = ["-o", "data_file=disk.data"],
        ["raw data file"] = ["-o", "data_file=disk.data,data_file_raw=on"],
    };

    public static MatrixTheoryData<string, string> Read { get; } = new(QemuOptions.Keys, ["empty", "patterns", "odd sectors"]);

    public static MatrixTheoryData<string, string, string> Write { get; } = new(["v3", "zlib", "zstd"], ["512", "4K", "2M"], ["random", "patterns", Big]);

    public static MatrixTheoryData<string, string> WriteUsual { get; } = new(["v3", "zlib", "zstd"], Guest.Names);

    [Theory, MemberData(nameof(Read))]
    public async Task What_qemu_writes_reads_the_same(string options, string disk)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make(disk);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        qemu.Run(["convert", "-f", "raw", "-O", "qcow2", .. QemuOptions[options], "truth.raw", "disk.qcow2"]);

        using var image = DiskFormats.BuiltIn.OpenFile(folder["disk.qcow2"], new() { Resolver = new FolderReferences(folder.Path).Resolve });
        guest.AssertIn(image);
        var findings = new DiagnosticBag();
        await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Wrong_reference_counts_are_counted_as_qemu_counts_them()
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        Qemu.WriteRaw(Guest.Make("patterns"), folder["truth.raw"]);
        qemu.Run("convert", "-f", "raw", "-O", "qcow2", "-o", "cluster_size=4K", "truth.raw", "disk.qcow2");
        qemu.Run("snapshot", "-c", "first", "disk.qcow2");
        ForeignTool.Require("qemu-io").RunIn(folder.Path, "-f", "qcow2", "-c", "write -P 7 0 3M", "disk.qcow2");
        Assert.Empty(await CheckAsync());

        // The fifth count and those from the 200th on lose their users, or users they do not have.
        var bytes = File.ReadAllBytes(folder["disk.qcow2"]);
        var block = (int)BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan((int)BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(48))));
        bytes.AsSpan(block + 10, 2).Clear();
        for (var i = 200; i < 230; i++)
            bytes[block + (i * 2) + 1] += 3;
        File.WriteAllBytes(folder["disk.qcow2"], bytes);
        var theirs = ForeignTool.Require("qemu-img").TryRun(folder.Path, "check", "-f", "qcow2", "disk.qcow2");
        Assert.Contains("1 errors were found", theirs.Output, StringComparison.Ordinal);
        Assert.Contains("30 leaked clusters", theirs.Output, StringComparison.Ordinal);
        Assert.Equal([("OVF6514", "1 clusters"), ("OVF6515", "30 clusters")], (await CheckAsync()).Select(finding => (finding.Id, string.Join(' ', finding.Message.Split(' ')[..2]))));

        async Task<DiagnosticBag> CheckAsync()
        {
            var findings = new DiagnosticBag();
            using var image = DiskFormats.BuiltIn.OpenFile(folder["disk.qcow2"]);
            await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
            return findings;
        }
    }

    [Theory, MemberData(nameof(WriteUsual))]
    public Task What_we_write_as_usual_is_sound_and_the_same_for_qemu(string variant, string disk) => What_we_write_is_sound_and_the_same_for_qemu(variant, "64K", disk);

    [Theory, MemberData(nameof(Write))]
    public async Task What_we_write_is_sound_and_the_same_for_qemu(string variant, string clusterSize, string disk)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make(disk);
        Qemu.WriteRaw(guest, folder["truth.raw"]);
        using var source = guest.OpenRaw();
        await qemu.ConvertAsync(source, "disk.qcow2", "qcow2", Written.With("cluster-size", clusterSize) with { Variant = variant });

        qemu.AssertSame("truth.raw", "disk.qcow2", "qcow2");
        Assert.Contains($"\"compression-type\": \"{(variant == "zstd" ? "zstd" : "zlib")}\"", qemu.Run("info", "--output=json", "disk.qcow2"), StringComparison.Ordinal);
    }

    [Theory, InlineData("v3"), InlineData("zlib")]
    public async Task What_we_write_is_the_same_for_libqcow(string variant)
    {
        using var folder = new TempFolder();
        using var source = Guest.Make("patterns").OpenRaw();
        await new Qemu(folder).ConvertAsync(source, "disk.qcow2", "qcow2", new DiskWriteOptions { Variant = variant });

        Libyal.Qcow.AssertSame(source, folder, "disk.qcow2");
    }

    [Theory, InlineData("v3", "64K"), InlineData("zlib", "64K"), InlineData("zstd", "4K")]
    public async Task Qemu_writes_on_in_our_images(string variant, string clusterSize)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var guest = Guest.Make("patterns");
        using var source = guest.OpenRaw();
        await qemu.ConvertAsync(source, "disk.qcow2", "qcow2", Written.With("cluster-size", clusterSize) with { Variant = variant });
        ForeignTool.Require("qemu-io").RunIn(folder.Path, "-f", "qcow2", "-c", "write -P 0xa5 100000 200000", "-c", "write -P 0xa6 30000000 4096", "-c", "write -z 8388608 1048576", "disk.qcow2");

        qemu.AssertSound("disk.qcow2", "qcow2");
        using var image = DiskFormats.BuiltIn.OpenFile(folder["disk.qcow2"]);
        guest.Fill(100_000, 200_000, 0xA5).Fill(30_000_000, 4096, 0xA6).Fill(8_388_608, 1_048_576, 0).AssertIn(image);
    }

    [Theory, InlineData("v3", "qcow2"), InlineData("zlib", "qcow2"), InlineData("zstd", "raw"), InlineData("v3", "vmdk")]
    public async Task Children_of_ours_stand_on_parents_of_qemu(string variant, string parentFormat)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        Qemu.WriteRaw(Guest.Make("patterns"), folder["below.raw"]);
        var above = Guest.Make("patterns").Random(100_000, 300_000).Fill(8 << 20, 300_000, 0).Random(25 << 20, 70_000);
        Qemu.WriteRaw(above, folder["truth.raw"]);
        qemu.Run("convert", "-f", "raw", "-O", parentFormat, "below.raw", "parent");
        using (var parent = DiskFormats.BuiltIn.OpenFile(folder["parent"], null, DiskFormats.BuiltIn.Find(parentFormat)))
        using (var source = above.OpenRaw())
            await qemu.ConvertAsync(source, "child.qcow2", "qcow2", new DiskWriteOptions { Variant = variant, Parent = parent, ParentName = "parent" });

        qemu.AssertSame("truth.raw", "child.qcow2", "qcow2");
        Assert.Contains($"\"backing-filename-format\": \"{parentFormat}\"", qemu.Run("info", "--output=json", "child.qcow2"), StringComparison.Ordinal);
        Assert.True(new FileInfo(folder["child.qcow2"]).Length < 1_500_000);
        using var child = DiskFormats.BuiltIn.OpenFile(folder["child.qcow2"], new() { Resolver = new FolderReferences(folder.Path).Resolve });
        above.AssertIn(child);
    }

    [Fact]
    public void Overlays_and_snapshots_of_qemu_read_as_qemu_reads_them()
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        var io = ForeignTool.Require("qemu-io");
        Qemu.WriteRaw(Guest.Make("patterns"), folder["base.raw"]);
        qemu.Run("create", "-q", "-f", "qcow2", "-b", "base.raw", "-F", "raw", "middle.qcow2");
        io.RunIn(folder.Path, "-f", "qcow2", "-c", "write -P 0xa1 0 512", "-c", "write -z 8388608 131072", "middle.qcow2");
        qemu.Run("snapshot", "-c", "first", "middle.qcow2");
        io.RunIn(folder.Path, "-f", "qcow2", "-c", "write -P 0xa2 34603000 700", "-c", "discard 0 65536", "middle.qcow2");
        qemu.Run("create", "-q", "-f", "qcow2", "-o", "extended_l2=on", "-b", "middle.qcow2", "-F", "qcow2", "top.qcow2", "40M");
        io.RunIn(folder.Path, "-f", "qcow2", "-c", "write -P 0xb1 4096 2048", "-c", "write -z 4194304 6144", "top.qcow2");
        var resolver = new FolderReferences(folder.Path);

        foreach (var (name, snapshot) in ((string, string?)[])[("middle", null), ("middle", "first"), ("middle", "1"), ("top", null)])
        {
            var option = snapshot is null ? [] : (string[])["-l", $"snapshot.{(snapshot == "1" ? "id" : "name")}={snapshot}"];
            qemu.Run(["convert", "-f", "qcow2", "-O", "raw", .. option, name + ".qcow2", "expected.raw"]);
            using var expected = DiskFormats.BuiltIn.OpenFile(folder["expected.raw"], format: DiskFormats.BuiltIn.Find("raw"));
            using var image = DiskFormats.BuiltIn.OpenFile(folder[name + ".qcow2"], new() { Resolver = resolver.Resolve, Snapshot = snapshot });
            Assert.Equal(DiskAssert.Hash(expected), DiskAssert.Hash(image));
            Assert.Equal(name == "top" ? 2 : 1, image.Extents().Max(extent => extent.Depth));
        }
    }
}
