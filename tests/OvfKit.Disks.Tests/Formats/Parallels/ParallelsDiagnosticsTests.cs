using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Parallels;
using OvfKit.Disks.Tests.Support;
using static OvfKit.Disks.Tests.Support.ParallelsBundle;

namespace OvfKit.Disks.Tests.Formats.Parallels;

public class ParallelsDiagnosticsTests
{
    private const string Other = "{11111111-2222-3333-4444-555555555555}";
    private const int MiB = 1 << 20;
    private static readonly Location Whole = new("disk.hds");

    private static readonly List<DiagnosticCase> Cases =
    [
        File("blocks of no sectors", ParallelsDiagnostics.BadHeader, ParallelsBuilder.BlockSectors, [0, 0, 0, 0]),
        File("blocks of 2 GiB", ParallelsDiagnostics.BadHeader, ParallelsBuilder.BlockSectors, [0, 0, 0x40, 0]),
        File("too few table entries", ParallelsDiagnostics.BadHeader, ParallelsBuilder.Entries, [3, 0, 0, 0]),
        File("a disk of 8 EiB", ParallelsDiagnostics.BadHeader, ParallelsBuilder.Sectors, [0, 0, 0, 0, 0, 0, 0x40, 0]),
        File("a disk of 2^64 - 1 sectors", ParallelsDiagnostics.BadHeader, ParallelsBuilder.Sectors, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        File("a table behind the end", DiskDiagnostics.Truncated, ParallelsBuilder.Entries, [0, 0, 0, 0xFF], at: 3 * MiB),
        new("a block in the table", ParallelsDiagnostics.BadBlockEntry, Location.AtOffset("disk.hds", ParallelsBuilder.Table + 4), findings =>
        {
            var file = new ParallelsBuilder(200 * 2048) { IsOld = true }.Block(0, new byte[10]).Build();
            file.Write(ParallelsBuilder.Table + 4, [1]);
            return ReadAsync(file, findings);
        }),
        File("a block behind the end", DiskDiagnostics.Truncated, ParallelsBuilder.Table + 4, [3, 0, 0, 0], at: 3 * MiB),
        File("a block at the largest place", DiskDiagnostics.Truncated, ParallelsBuilder.Table + 4, [0xFF, 0xFF, 0xFF, 0xFF], at: (long)uint.MaxValue * MiB),
        File("two blocks at one place", ParallelsDiagnostics.Overlap, ParallelsBuilder.Table + 8, [1, 0, 0, 0]),
        File("two blocks that share a part", ParallelsDiagnostics.Overlap, ParallelsBuilder.Table, [0x01, 0x09, 0, 0], at: ParallelsBuilder.Table + 8, isOld: true),
        File("version 3", ParallelsDiagnostics.UnknownVersion, ParallelsBuilder.Version, [3]),
        File("an image in use", ParallelsDiagnostics.NotClosed, ParallelsBuilder.InUse, [0x59, 0x6E, 0x6F, 0x74]),
        File("an image marked as empty", ParallelsDiagnostics.EmptyWithBlocks, ParallelsBuilder.Flags, [1], at: ParallelsBuilder.Table),

        Bundle("broken XML", ParallelsDiagnostics.BadDescriptor, new Location("disk.hds", 5, 141), Good().Replace("</Snapshots>", "</Snap>", StringComparison.Ordinal)),
        Bundle("another root", ParallelsDiagnostics.BadDescriptor, new Location("disk.hds", 2, 2), Good().Replace("Parallels_disk_image", "other", StringComparison.Ordinal)),
        Bundle("no size", ParallelsDiagnostics.BadDescriptor, Whole, Good().Replace("Disk_Parameters", "Parameters", StringComparison.Ordinal)),
        Bundle("a size that is no number", ParallelsDiagnostics.BadDescriptor, new Location("disk.hds", 3, 19), Good().Replace("<Disk_size>2048", "<Disk_size>-1", StringComparison.Ordinal)),
        Bundle("a size beyond all disks", ParallelsDiagnostics.BadDescriptor, new Location("disk.hds", 3, 19), Good().Replace("<Disk_size>2048", "<Disk_size>99999999999999999", StringComparison.Ordinal)),
        Bundle("an id that is none", ParallelsDiagnostics.BadDescriptor, new Location("disk.hds", 5, 19), Good().Replace("<Shot><GUID>{", "<Shot><GUID>", StringComparison.Ordinal)),
        Bundle("a gap between parts", ParallelsDiagnostics.BadDescriptor, Whole, Text(2048, Storage(1, 2048, (Base, "Plain", "a.hds")), "")),
        Bundle("parts that overlap", ParallelsDiagnostics.BadDescriptor, Whole, Text(2048, Storage(0, 1000, (Base, "Plain", "a.hds")) + Storage(999, 2048, (Base, "Plain", "a.hds")), "")),
        Bundle("parts that end before the disk", ParallelsDiagnostics.BadDescriptor, Whole, Text(2048, Storage(0, 2047, (Base, "Plain", "a.hds")), "")),
        Bundle("a part without a file", ParallelsDiagnostics.BadDescriptor, Whole, Text(2048, Storage(0, 2048, (Other, "Plain", "a.hds")), "")),
        Bundle("a current state of nothing", ParallelsDiagnostics.BadDescriptor, Whole, Text(2048, Storage(0, 2048, (Base, "Plain", "a.hds")), $"<TopGUID>{None}</TopGUID>")),
        Bundle("elements without end", ParallelsDiagnostics.BadDescriptor, new Location("disk.hds", 4, 57), Text(2048, string.Concat(Enumerable.Repeat("<a>", 20)), "")),
        Bundle("an encrypted disk", ParallelsDiagnostics.UnknownFeature, new Location("disk.hds", 3, 46), Good("<Encryption><Engine>{11111111-2222-3333-4444-555555555555}</Engine></Encryption>")),
        Bundle("a disk with padding", ParallelsDiagnostics.UnknownFeature, new Location("disk.hds", 3, 46), Good("<Padding>63</Padding>")),
        Bundle("a file of an unknown type", ParallelsDiagnostics.UnknownFeature, Whole, Text(2048, Storage(0, 2048, (Base, "Encrypted", "a.hds")), "")),
        Bundle("a current state that is not described", ParallelsDiagnostics.SnapshotNotFound, Whole, Text(2048, Storage(0, 2048, (Base, "Plain", "a.hds")), $"<TopGUID>{Other}</TopGUID>" + Shot(Base, None))),
        Bundle("two current states", ParallelsDiagnostics.SnapshotNotFound, Whole, Text(2048, Storage(0, 2048, (Base, "Plain", "a.hds")), Shot(Other, None) + Shot("{22222222-2222-3333-4444-555555555555}", None))),
        Bundle("snapshots in a circle", DiskDiagnostics.ChainTooDeep, Whole, Text(2048, Storage(0, 2048, (Base, "Plain", "a.hds")), $"<TopGUID>{Base}</TopGUID>" + Shot(Base, Other) + Shot(Other, Base))),
        Bundle("a file that is missing", DiskDiagnostics.ReferenceRefused, Whole, Text(2048, Storage(0, 2048, (Base, "Plain", "b.hds")), "")),
        Bundle("a plain file that is too short", DiskDiagnostics.Truncated, Location.AtOffset("a.hds", MiB), Text(4096, Storage(0, 4096, (Base, "Plain", "a.hds")), "")),
        Bundle("an expanding file that is none", ParallelsDiagnostics.BadHeader, Location.AtOffset("a.hds", 0), Text(2048, Storage(0, 2048, (Base, "Compressed", "a.hds")), "")),
        Bundle("parts that are longer than the disk", ParallelsDiagnostics.SizeDiffers, Whole, Text(2000, Storage(0, 2048, (Base, "Plain", "a.hds")), "")),
        Piece("the changes of a snapshot", Storage(0, 4096, (Base, "Compressed", "base.hds"), (Other, "Compressed", "disk.hds")), Shot(Base, None) + Shot(Other, Base)),
        Piece("one part of two", Storage(0, 2048, (Base, "Compressed", "DISK.hds")) + Storage(2048, 4096, (Base, "Compressed", "disk1.hds")), Shot(Base, None)),
        Bundle("a file for a smaller disk", ParallelsDiagnostics.SizeDiffers, Location.AtOffset("b.hds", 36), Text(4096, Storage(0, 4096, (Base, "Compressed", "b.hds")), ""), new ParallelsBuilder(2048).Build()),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered([.. ParallelsDiagnostics.All, DiskDiagnostics.Truncated, DiskDiagnostics.ReferenceRefused, DiskDiagnostics.ChainTooDeep], Cases);

    [Fact]
    public void A_file_that_is_the_whole_disk_opens_without_its_descriptor_and_a_piece_does_when_told()
    {
        var text = Text(2048, Storage(0, 2048, (Base, "Compressed", "disk.hds"), (Other, "Compressed", "top.hds")), Shot(Base, None) + Shot(Other, Base));
        var file = new ParallelsBuilder(2048).Block(0, new byte[10]).Build();
        foreach (var (name, descriptor, recover) in ((string, string, bool)[])[("disk.hds", text, false), ("top.hds", text, true), ("top.hds", "no XML", false), ("other.hds", text, false)])
        {
            using var image = DiskFormats.BuiltIn.Open(file.AsSource(name), new() { Recover = recover, Resolver = (in reference) => reference.Name == "DiskDescriptor.xml" ? Of(descriptor).AsSource("DiskDescriptor.xml") : null });
            Assert.Equal(2048 * 512, image.Length);
        }
    }

    [Fact]
    public void A_snapshot_that_is_not_there_is_named_with_those_that_are()
    {
        var bundle = Of(Good(), ("a.hds", Guest.Empty(MiB).Bytes));
        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(bundle.AsSource("d.xml"), new() { Resolver = bundle.Resolve, Snapshot = Other }));

        Assert.Equal("OVF6609", refused.Diagnostic.Id);
        Assert.Contains(Base, refused.Message, StringComparison.Ordinal);
    }

    private static string Good(string parameters = "") => Text(2048, Storage(0, 2048, (Base, "Plain", "a.hds")), Shot(Base, None), parameters);

    private static DiagnosticCase File(string name, DiagnosticDescriptor expected, int where, byte[] bytes, long? at = null, bool isOld = false) =>
        new(name, expected, Location.AtOffset("disk.hds", at ?? where), findings =>
        {
            var file = new ParallelsBuilder(4 * 2048) { IsOld = isOld }.Block(0, new byte[10]).Block(2, new byte[10]).Build();
            file.Write(where, bytes);
            return ReadAsync(file, findings);
        });

    private static DiagnosticCase Piece(string name, string storages, string shots) =>
        new(name, ParallelsDiagnostics.PieceOfBundle, Location.AtOffset("disk.hds", 0), findings =>
        {
            var file = new ParallelsBuilder(2048).Block(0, new byte[10]).Build();
            file.Siblings.Add("DiskDescriptor.xml", Of(Text(4096, storages, shots)));
            return ReadAsync(file, findings);
        });

    private static DiagnosticCase Bundle(string name, DiagnosticDescriptor expected, Location at, string text, SparseBytes? b = null) =>
        new(name, expected, at, findings =>
        {
            var bundle = Of(text, ("a.hds", Guest.Empty(MiB).Bytes));
            if (b is not null)
                bundle.Siblings.Add("b.hds", b);
            return ReadAsync(bundle, findings);
        });

    private static Task ReadAsync(SparseBytes file, DiagnosticBag findings)
    {
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.hds"), new() { Diagnostics = findings, Resolver = file.Resolve }, ParallelsFormat.Instance);
        image.Read(0, new byte[image.Length]);
        return Task.CompletedTask;
    }
}
