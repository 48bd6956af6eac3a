using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Qcow2;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;
using static OvfKit.Disks.Tests.Support.Qcow2Builder;

namespace OvfKit.Disks.Tests.Formats.Qcow2;

public class Qcow2DiagnosticsTests
{
    private const int Cluster = 4096, L1 = 3 * Cluster;
    private const uint ParentFormat = 0xE2792ACA, FeatureNames = 0x6803F857;

    private static readonly List<DiagnosticCase> Cases =
    [
        File("another magic", Qcow2Diagnostics.BadHeader, 0, file => file.Write(0, [0])),
        File("a header that is too short", Qcow2Diagnostics.BadHeader, 100, file => file.Write(100, [0, 0, 0, 96])),
        File("a header of 107 bytes", Qcow2Diagnostics.BadHeader, 100, file => file.Write(100, [0, 0, 0, 107])),
        File("a header longer than a cluster", Qcow2Diagnostics.BadHeader, 100, file => file.Write(100, [0, 0, 0x20, 0])),
        File("a header of 4 GiB", Qcow2Diagnostics.BadHeader, 100, file => file.Write(100, [255, 255, 255, 248])),
        File("clusters of 256 bytes", Qcow2Diagnostics.BadHeader, 20, file => file.Write(20, [0, 0, 0, 8])),
        File("clusters of 4 MiB", Qcow2Diagnostics.BadHeader, 20, file => file.Write(20, [0, 0, 0, 22])),
        File("clusters of 2^4294967295 bytes", Qcow2Diagnostics.BadHeader, 20, file => file.Write(20, [255, 255, 255, 255])),
        File("a disk of a negative size", Qcow2Diagnostics.BadHeader, 24, file => file.Write(24, [255])),
        File("a disk of 2^63 - 1 bytes", Qcow2Diagnostics.BadHeader, 24, file => file.Write(24, BigEndian(long.MaxValue))),
        File("counts of 128 bits", Qcow2Diagnostics.BadHeader, 96, file => file.Write(96, [0, 0, 0, 7])),
        File("a first level above 32 MiB", Qcow2Diagnostics.BadHeader, 40, file => file.Write(36, [0, 0x40, 0, 1])),
        File("no table of counts", Qcow2Diagnostics.BadHeader, 56, file => file.Write(56, [0, 0, 0, 0])),
        File("a table of counts above 8 MiB", Qcow2Diagnostics.BadHeader, 56, file => file.Write(56, [0, 0, 8, 1])),
        File("a compression type without its bit", Qcow2Diagnostics.BadHeader, 104, file => file.Write(104, [1])),
        File("the bit without a compression type", Qcow2Diagnostics.BadHeader, 104, file => file.Write(79, [8])),
        File("an extension that does not fit", Qcow2Diagnostics.BadHeader, 112, file => file.Write(112, [1, 2, 3, 4, 0, 0, 0x10, 0])),
        File("an extension of 4 GiB", Qcow2Diagnostics.BadHeader, 112, file => file.Write(112, [1, 2, 3, 4, 255, 255, 255, 255])),
        Built("a parent's format of 2000 bytes", Qcow2Diagnostics.BadHeader, 120, b => b.Extension(ParentFormat, new string('x', 2000))),
        File("a parent's name inside the header", Qcow2Diagnostics.BadHeader, 8, file => file.Write(8, BigEndian(80))),
        File("a parent's name outside the header cluster", Qcow2Diagnostics.BadHeader, 8, file => file.Write(8, BigEndian(Cluster + 1))),
        File("a parent's name of 1024 bytes", Qcow2Diagnostics.BadHeader, 16, file => { file.Write(8, BigEndian(200)); file.Write(18, [4, 0]); }),
        File("a parent's name over the cluster's end", Qcow2Diagnostics.BadHeader, 16, file => { file.Write(8, BigEndian(Cluster - 10)); file.Write(19, [11]); }),

        File("version 4", Qcow2Diagnostics.UnknownFeature, 4, file => file.Write(7, [4])),
        File("an unknown incompatible feature", Qcow2Diagnostics.UnknownFeature, 72, file => file.Write(72, [0x80])),
        Built("a named incompatible feature", Qcow2Diagnostics.UnknownFeature, 72, b =>
        {
            b.Incompatible = 32;
            b.Extension(FeatureNames, "\0\u0005time travel" + new string('\0', 35));
        }),
        Built("compression type 2", Qcow2Diagnostics.UnknownFeature, 104, b => (b.Incompatible, b.CompressionType) = (CompressionTypeBit, 2)),
        File("encryption method 3", Qcow2Diagnostics.UnknownFeature, 32, file => file.Write(35, [3])),
        File("AES", Qcow2Diagnostics.Encrypted, 32, file => file.Write(35, [1])),
        File("LUKS", Qcow2Diagnostics.Encrypted, 32, file => file.Write(35, [2])),
        Other("QCOW version 1", [(byte)'Q', (byte)'F', (byte)'I', 0xFB, 0, 0, 0, 1]),
        Other("QED", [(byte)'Q', (byte)'E', (byte)'D', 0]),

        File("a first level that is too small", Qcow2Diagnostics.BadTable, 40, file => file.Write(24, BigEndian(100L << 20))),
        File("a first level off the clusters", Qcow2Diagnostics.BadTable, 40, file => file.Write(40, BigEndian(L1 + 512))),
        File("a first level at a negative offset", Qcow2Diagnostics.BadTable, 40, file => file.Write(40, BigEndian(long.MinValue))),
        File("a table of counts off the clusters", Qcow2Diagnostics.BadTable, 48, file => file.Write(48, BigEndian(Cluster + 8))),
        File("a second level off the clusters", Qcow2Diagnostics.BadTable, L1, file => file.Write(L1, BigEndian((5 * Cluster) + 512))),
        File("a second level behind the end", Qcow2Diagnostics.BadTable, L1, file => file.Write(L1, BigEndian(500 * Cluster))),
        Entry("a cluster off the clusters", Qcow2Diagnostics.BadTable, (5 * Cluster) + 512),
        Entry("a cluster behind the end", Qcow2Diagnostics.BadTable, 500 * Cluster),
        Entry("a cluster at the largest offset", Qcow2Diagnostics.BadTable, 0x00FFFFFFFFFFF000),
        Entry("a compressed cluster behind the end", Qcow2Diagnostics.BadTable, CompressedFlag | (500 * Cluster)),
        new("a zero cluster in version 2", Qcow2Diagnostics.BadTable, Location.AtOffset("disk.qcow2", (5 * Cluster) + 8), findings =>
            ReadAsync(new Qcow2Builder(8 * Cluster, version: 2).Cluster(0, [1]).Entry(1, 1).BuildSource(), findings)),
        Bitmap("a subcluster that is stored and zero", 4 * Cluster, 0x0000_0001_0000_0001),
        Bitmap("a subcluster that is stored nowhere", 0, 1),
        new("a compressed cluster beside a data file", Qcow2Diagnostics.BadTable, Location.AtOffset("disk.qcow2", 4 * Cluster), findings =>
            ReadAsync(WithDataFile().Entry(0, CompressedFlag | (4 * Cluster)).BuildSource(), findings, (in _) => ByteSource.FromMemory(new byte[8 * Cluster], "data"))),
        new("a raw data file that is not the disk", Qcow2Diagnostics.BadTable, Location.AtOffset("disk.qcow2", (4 * Cluster) + 8), findings =>
        {
            var builder = WithDataFile().Entry(0, Copied).Entry(1, Copied | (2 * Cluster));
            builder.AutoClear = 2;
            return ReadAsync(builder.BuildSource(), findings, (in _) => ByteSource.FromMemory(new byte[8 * Cluster], "data"));
        }),

        File("the first level over the header", Qcow2Diagnostics.Overlap, 40, file => file.Write(40, BigEndian(0))),
        File("the first level over the table of counts", Qcow2Diagnostics.Overlap, 40, file => file.Write(40, BigEndian(Cluster))),
        File("the table of counts over the header", Qcow2Diagnostics.Overlap, 48, file => file.Write(48, BigEndian(0))),
        File("the second level over the first", Qcow2Diagnostics.Overlap, L1, file => file.Write(L1, BigEndian(L1))),
        Entry("a cluster over the first level", Qcow2Diagnostics.Overlap, L1),
        Entry("a cluster over the table of counts", Qcow2Diagnostics.Overlap, Cluster),
        Entry("a compressed cluster in the first level", Qcow2Diagnostics.Overlap, CompressedFlag | (L1 + 100)),

        new("a damaged deflate cluster", Qcow2Diagnostics.DamagedCluster, Location.AtOffset("disk.qcow2", (4 * Cluster) + 13), findings =>
            ReadAsync(new Qcow2Builder(8 * Cluster).Packed(0, [0xFF, 0xFF, 0xFF]).BuildSource(), findings)),
        new("a deflate cluster that is too short", Qcow2Diagnostics.DamagedCluster, Location.AtOffset("disk.qcow2", (4 * Cluster) + 13), findings =>
            ReadAsync(new Qcow2Builder(8 * Cluster).Packed(0, Deflate(new byte[Cluster - 1])).BuildSource(), findings)),
        new("a damaged zstd cluster", Qcow2Diagnostics.DamagedCluster, Location.AtOffset("disk.qcow2", (4 * Cluster) + 13), findings =>
            ReadAsync(new Qcow2Builder(8 * Cluster) { Incompatible = CompressionTypeBit, CompressionType = 1 }.Packed(0, new byte[60]).BuildSource(), findings)),
        new("a compressed cluster that is cut off", DiskDiagnostics.Truncated, Location.AtOffset("disk.qcow2", (20 * Cluster) + 700), findings =>
        {
            var builder = new Qcow2Builder(8 * Cluster).Packed(0, Deflate(Guest.Empty(Cluster).Random(0, 3000).Bytes.ToArray()), 20 * Cluster);
            return ReadAsync(builder.Build(file => file.SetLength((20 * Cluster) + 700)).AsSource("disk.qcow2"), findings);
        }),

        Snapshot("65,537 snapshots", 60, file => file.Write(60, [0, 1, 0, 1])),
        Snapshot("snapshots off the clusters", 64, file => file.Write(64, BigEndian(4097))),
        Snapshot("snapshots over the header", 64, file => file.Write(64, BigEndian(0))),
        Snapshot("snapshots behind the end", 64, file => file.Write(64, BigEndian(1 << 30))),
        SnapshotEntry("a snapshot with 2 KiB of extra data", 36, entry => entry[38] = 8),
        SnapshotEntry("a snapshot with a first level above 32 MiB", 8, entry => entry[9] = 0x41),
        SnapshotEntry("a snapshot of a negative size", 48, entry => entry[48] = 0x80),
        new("a snapshot that is not there", Qcow2Diagnostics.NoSuchSnapshot, new Location("disk.qcow2"), findings =>
            ReadAsync(new Qcow2Builder(8 * Cluster).Snapshot("1", "first", null).BuildSource(), findings, snapshot: "second")),
        new("a snapshot of an image without any", Qcow2Diagnostics.NoSuchSnapshot, new Location("disk.qcow2"), findings => ReadAsync(new Qcow2Builder(8 * Cluster).BuildSource(), findings, snapshot: "1")),

        Built("an image that is in use", Qcow2Diagnostics.NotClosed, 72, b => b.Incompatible = 1),
        Built("an image marked as damaged", Qcow2Diagnostics.MarkedCorrupt, 72, b => b.Incompatible = 2),
        new("a disk of no whole sectors", DiskDiagnostics.PartialSector, Location.AtOffset("disk.qcow2", 24), findings => ReadAsync(new Qcow2Builder((8 * Cluster) - 100).BuildSource(), findings)),
        new("a parent in an unknown format", Qcow2Diagnostics.UnknownParentFormat, new Location("disk.qcow2"), findings =>
            ReadAsync(new Qcow2Builder(8 * Cluster) { ParentName = "parent" }.Extension(ParentFormat, "dmg").BuildSource(), findings)),
        new("a parent of no stated format that has none either", DiskDiagnostics.ReferenceRefused, Location.AtOffset("parent", 0), findings =>
            ReadAsync(new Qcow2Builder(8 * Cluster) { ParentName = "parent" }.BuildSource(), findings, (in _) => ByteSource.FromMemory(new byte[Cluster], "parent"))),
        Counted("a cluster that is not counted", Qcow2Diagnostics.CountTooLow, 4 * Cluster, file => file.Write((2 * Cluster) + 8, [0, 0])),
        Counted("a cluster that nobody uses", Qcow2Diagnostics.UnusedClusters, 6 * Cluster, file =>
        {
            file.SetLength(7 * Cluster);
            file.Write((2 * Cluster) + 12, [0, 1]);
        }),
        new("a data file without a name", Qcow2Diagnostics.UnnamedDataFile, new Location("disk.qcow2"), findings => ReadAsync(new Qcow2Builder(8 * Cluster) { Incompatible = ExternalData }.BuildSource(), findings)),
        new("a data file the resolver refuses", DiskDiagnostics.ReferenceRefused, new Location("disk.qcow2"), findings => ReadAsync(WithDataFile().BuildSource(), findings)),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered(Qcow2Diagnostics.All, Cases.Where(c => !DiskDiagnostics.All.Contains(c.Expected)));

    [Fact]
    public void An_unknown_feature_is_called_by_the_name_the_image_gives_it()
    {
        var builder = new Qcow2Builder(Cluster) { Incompatible = 32 }.Extension(FeatureNames, "\0\u0005time travel" + new string('\0', 35));
        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(builder.BuildSource()));
        Assert.Contains("feature 5 (time travel)", refused.Message, StringComparison.Ordinal);
    }

    private static DiagnosticCase Built(string name, DiagnosticDescriptor expected, long at, Action<Qcow2Builder> change, Action<SparseBytes>? damage = null) =>
        new(name, expected, Location.AtOffset("disk.qcow2", at), findings =>
        {
            var builder = new Qcow2Builder(8 * Cluster);
            change(builder);
            return ReadAsync(builder.Cluster(0, [1, 2, 3]).Build(damage).AsSource("disk.qcow2"), findings);
        });

    private static DiagnosticCase File(string name, DiagnosticDescriptor expected, long at, Action<SparseBytes> damage) => Built(name, expected, at, _ => { }, damage);

    // Header, table of counts, block of counts, first level, a cluster of data and the second level: six clusters, each used once.
    private static DiagnosticCase Counted(string name, DiagnosticDescriptor expected, long at, Action<SparseBytes> damage) => new(name, expected, Location.AtOffset("disk.qcow2", at), async findings =>
    {
        var builder = new Qcow2Builder(8 * Cluster).Cluster(0, [1, 2, 3]);
        var file = builder.Build(file =>
        {
            for (var cluster = 0; cluster < 6; cluster++)
                file.Write((2 * Cluster) + (2 * cluster), [0, 1]);
        });
        var found = new DiagnosticBag();
        using (var sound = DiskFormats.BuiltIn.Open(file.AsSource("disk.qcow2")))
            await DiskCheck.RunAsync(sound, found, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(found);

        damage(file);
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.qcow2"));
        await DiskCheck.RunAsync(image, found, cancellationToken: TestContext.Current.CancellationToken);
        var finding = Assert.Single(found);
        if (finding.Severity == DiagnosticSeverity.Error)
            throw new InvalidContentException(finding);
        findings.Add(finding);
    });

    private static DiagnosticCase Entry(string name, DiagnosticDescriptor expected, ulong entry) => Built(name, expected, (5 * Cluster) + 16, b => b.Entry(2, entry));

    private static DiagnosticCase Bitmap(string name, ulong entry, ulong bitmap) => Built(name, Qcow2Diagnostics.BadTable, (5 * Cluster) + 32, b =>
    {
        b.Incompatible = ExtendedL2;
        b.Entry(2, entry, bitmap);
    });

    private static DiagnosticCase Snapshot(string name, long at, Action<SparseBytes> damage) => Built(name, Qcow2Diagnostics.BadSnapshotTable, at, b => b.Snapshot("1", "first", null), damage);

    // The entry of the only snapshot comes behind its first level and the cluster of data.
    private static DiagnosticCase SnapshotEntry(string name, int at, Action<byte[]> damage) =>
        Built(name, Qcow2Diagnostics.BadSnapshotTable, (6 * Cluster) + at, b => b.Snapshot("1", "first", 8 * Cluster, damage));

    private static DiagnosticCase Other(string name, byte[] magic) => new(name, Qcow2Diagnostics.OtherQemuFormat, Location.AtOffset("disk.old", 0), findings =>
    {
        var bytes = new byte[Cluster];
        magic.CopyTo(bytes, 0);
        return ReadAsync(ByteSource.FromMemory(bytes, "disk.old"), findings);
    });

    private static Qcow2Builder WithDataFile() => new Qcow2Builder(8 * Cluster) { Incompatible = ExternalData }.Extension(0x44415441, "data");

    private static Task ReadAsync(ByteSource source, DiagnosticBag findings, ReferenceResolver? resolver = null, string? snapshot = null)
    {
        // A damaged magic must not hide what the format itself says to it.
        using var image = DiskFormats.BuiltIn.Open(source, new() { Diagnostics = findings, Resolver = resolver, Snapshot = snapshot }, DiskFormats.BuiltIn.Detect(source) ?? Qcow2Format.Instance);
        image.Read(0, new byte[image.Length]);
        return Task.CompletedTask;
    }
}
