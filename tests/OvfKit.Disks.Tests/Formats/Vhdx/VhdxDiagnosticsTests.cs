using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using static OvfKit.Disks.Tests.Support.VhdxBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxDiagnosticsTests
{
    private const long Metadata = 2 * MiB, Bat = 3 * MiB;
    private const long BatRegionEntry = RegionTable1 + 16, MetadataRegionEntry = BatRegionEntry + 32;
    private static readonly Guid Unknown = new("00112233-4455-6677-8899-aabbccddeeff");

    private static readonly List<DiagnosticCase> Cases =
    [
        File("both headers without signature", VhdxDiagnostics.BadHeader, Header1, file => { file.Write(Header1, "HEAD"u8); file.Write(Header2, "HEAD"u8); }),
        File("both headers with a wrong checksum", VhdxDiagnostics.BadHeader, Header1, file => { file.Write(Header1 + 4, [1, 2, 3, 4]); file.Write(Header2 + 4095, [1]); }),
        Built("two different headers with one sequence number", VhdxDiagnostics.BadHeader, Header1, b => b.SequenceNumbers = (5, 5), file =>
        {
            file.Write(Header2 + 32, [99]);
            Seal(file, Header2);
        }),
        File("a header that has a later version than all known", VhdxDiagnostics.UnknownFeature, Header1 + 66, file =>
        {
            file.Write(Header1 + 66, [2]);
            Seal(file, Header1);
        }),
        Built("a log of a later version that holds changes", VhdxDiagnostics.UnknownFeature, Header1 + 64, b => (b.LogGuid, b.LogVersion) = (Unknown, 1)),
        Built("a log that is not at a whole MiB", VhdxDiagnostics.BadHeader, Header1, b => b.LogOffset = MiB + 4096),
        Built("a log of no whole MiB", VhdxDiagnostics.BadHeader, Header1, b => b.LogLength = 4096),
        Built("a log in the first MiB", VhdxDiagnostics.BadHeader, Header1, b => b.LogOffset = 0),
        Built("a log beyond all files", VhdxDiagnostics.BadHeader, Header1, b => b.LogOffset = ulong.MaxValue - MiB + 1),

        File("both region tables without signature", VhdxDiagnostics.BadRegionTable, RegionTable1, file => { file.Write(RegionTable1, "x"u8); file.Write(RegionTable2, "x"u8); }),
        File("both region tables with a wrong checksum", VhdxDiagnostics.BadRegionTable, RegionTable1, file => { file.Write(RegionTable1 + 60_000, [1]); file.Write(RegionTable2 + 60_000, [1]); }),
        File("both region tables with 2048 entries", VhdxDiagnostics.BadRegionTable, RegionTable1, file =>
        {
            foreach (var table in (int[])[RegionTable1, RegionTable2])
            {
                file.Write(table + 8, [0, 8]);
                Seal(file, table);
            }
        }),
        Region("a region that is not at a whole MiB", VhdxDiagnostics.BadRegionTable, (BatRegion, Bat + 4096, MiB, 1)),
        Region("a region of no whole MiB", VhdxDiagnostics.BadRegionTable, (BatRegion, Bat, MiB - 4096, 1)),
        Region("a region of no bytes", VhdxDiagnostics.BadRegionTable, (BatRegion, Bat, 0, 1)),
        Region("a region in the first MiB", VhdxDiagnostics.BadRegionTable, (BatRegion, 0, MiB, 1)),
        Region("a region behind the end", DiskDiagnostics.Truncated, (BatRegion, 1L << 40, MiB, 1), at: 1L << 40),
        Region("a region at a negative offset", VhdxDiagnostics.BadRegionTable, (BatRegion, long.MinValue, MiB, 1)),
        Region("a region longer than the file", DiskDiagnostics.Truncated, (BatRegion, Bat, 4095u * MiB, 1), at: 8 * MiB),
        Built("no block table", VhdxDiagnostics.BadRegionTable, RegionTable1, b => b.Regions[0] = (Unknown, Bat, MiB, 0)),
        Built("no metadata", VhdxDiagnostics.BadRegionTable, RegionTable1, b => b.Regions[1] = (Unknown, Metadata, MiB, 0)),

        File("metadata without signature", VhdxDiagnostics.BadMetadata, Metadata, file => file.Write(Metadata, "METADATA"u8)),
        File("metadata of 2048 items", VhdxDiagnostics.BadMetadata, Metadata, file => file.Write(Metadata + 10, [0, 8])),
        Item("an item inside the table", VhdxDiagnostics.BadMetadata, file => file.Write(Metadata + 64 + 16, [0, 0, 0, 0])),
        Item("an item behind the region", VhdxDiagnostics.BadMetadata, file => file.Write(Metadata + 64 + 16, [0, 0, 0x10, 0])),
        Item("an item at 4 GiB", VhdxDiagnostics.BadMetadata, file => file.Write(Metadata + 64 + 16, [0xF0, 0xFF, 0xFF, 0xFF])),
        Item("an item of 2 GiB", VhdxDiagnostics.BadMetadata, file => file.Write(Metadata + 64 + 20, [0, 0, 0, 0x80])),
        Item("an item that is too short", VhdxDiagnostics.BadMetadata, file => file.Write(Metadata + 64 + 20, [4])),
        Item("an item of no bytes", VhdxDiagnostics.BadMetadata, file => file.Write(Metadata + 64 + 20, [0])),
        Built("an item that is there twice", VhdxDiagnostics.BadMetadata, Metadata + (6 * 32), b => b.Items.Add(b.Items[1])),
        .. Enumerable.Range(0, 5).Select(i => Built($"no item {i}", VhdxDiagnostics.BadMetadata, Metadata, b => b.Items.RemoveAt(i))),
        Value("blocks of no bytes", 0, BitConverter.GetBytes(0L)),
        Value("blocks of 3 MiB", 0, BitConverter.GetBytes(3L * MiB)),
        Value("blocks of 512 MiB", 0, BitConverter.GetBytes(512L * MiB)),
        Value("blocks of a negative size", 0, BitConverter.GetBytes(0x80000000L)),
        Value("half a sector more", 1, BitConverter.GetBytes((4L * MiB) + 256)),
        Value("a disk above 64 TiB", 1, BitConverter.GetBytes((64L << 40) + 512)),
        Value("a disk of a negative size", 1, BitConverter.GetBytes(long.MinValue)),
        Value("logical sectors of 1024 bytes", 3, BitConverter.GetBytes(1024)),
        Value("logical sectors of no bytes", 3, BitConverter.GetBytes(0)),
        Value("physical sectors of 2048 bytes", 4, BitConverter.GetBytes(2048)),

        Value("a block table that is too small for the disk", VhdxDiagnostics.BadBlockEntry, Bat, 1, BitConverter.GetBytes(200L << 30)),
        .. new[] { 4, 5, 7 }.Select(state => Entry($"a block with state {state}", VhdxDiagnostics.BadBlockEntry, 2, b => b.Entry(2, state, 4))),
        Built("a block behind the end", DiskDiagnostics.Truncated, 100 * MiB, b => b.Entry(2, 6, 100)),
        Entry("a block at the largest offset", VhdxDiagnostics.BadBlockEntry, 2, b => b.Entry(2, 6, (1L << 44) - 1)),
        Entry("a block at an offset that is negative in 64 bits", VhdxDiagnostics.BadBlockEntry, 2, b => b.Entry(2, 6, 1L << 43)),
        Entry("a block at byte 0", VhdxDiagnostics.BadBlockEntry, 2, b => b.Entry(2, 6, 0)),

        Region("a block table over the metadata", VhdxDiagnostics.Overlap, (BatRegion, Metadata, MiB, 1), at: MetadataRegionEntry),
        Region("a block table over the log", VhdxDiagnostics.Overlap, (BatRegion, MiB, MiB, 1)),
        Region("a region that is there twice", VhdxDiagnostics.Overlap, (MetadataRegion, Metadata, MiB, 1), at: MetadataRegionEntry),
        Entry("a block over the block table", VhdxDiagnostics.Overlap, 2, b => b.Entry(2, 6, 3)),
        Entry("a block over the metadata", VhdxDiagnostics.Overlap, 2, b => b.Entry(2, 6, 2)),
        Entry("a block over the log", VhdxDiagnostics.Overlap, 2, b => b.Entry(2, 6, 1)),
        Entry("two blocks at one place", VhdxDiagnostics.Overlap, 3, b => b.Block(1, new byte[MiB]).Entry(3, 6, (b.Next / MiB) - 1)),
        new("two blocks that share a part", VhdxDiagnostics.Overlap, Location.AtOffset("disk.vhdx", Bat + 8), findings =>
            ReadAsync(new VhdxBuilder(8 * MiB, 4 * MiB).Entry(0, 6, 8).Entry(1, 6, 10), findings, 16 * MiB)),

        Built("a log with changes", VhdxDiagnostics.LogNotEmpty, MiB, b => b.With(new VhdxLogBuilder().Add())),
        Log("a log without any entry", log => { }),
        Log("a log whose only entry is torn", log => log.Add(VhdxLogBuilder.Data(Bat, new byte[4096])).Ring.AsSpan(4096).Clear()),
        Log("a log whose tail is lost", log => log.From(4096).Add().Add().Ring.AsSpan(4096, 4096).Clear()),
        Log("a log of another session", log => log.Add().Ring[40]++),
        Log("a change of no whole sector", log => log.Add(VhdxLogBuilder.Data(Bat + 512, new byte[4096]))),
        Log("a change at a negative offset", log => log.Add(VhdxLogBuilder.Zeros(-4096, 4096))),
        Log("a change far behind all disks", log => log.Add(VhdxLogBuilder.Data(1L << 60, new byte[4096]))),
        Log("zeros of no whole sector", log => log.Add(VhdxLogBuilder.Zeros(Bat, 100))),
        Log("zeros of a negative length", log => log.Add(VhdxLogBuilder.Zeros(Bat, long.MinValue))),
        Log("a file that should be longer than all disks", log => { log.LastFileOffset = 1L << 60; log.Add(); }),
        Log("a file that should have a negative length", log => { log.LastFileOffset = long.MinValue; log.Add(); }),
        Log("a log that is full of torn entries as long as itself", log =>
        {
            for (var at = 0; at < log.Ring.Length; at += 4096)
            {
                log.From(at).Add();
                log.Ring.AsSpan(at + 8, 4).Clear();
                log.Ring[at + 8 + 2] = 0x10;
            }
        }),
        Built("changes in a log that is not there", VhdxDiagnostics.BadLog, 0, b => (b.LogGuid, b.LogLength, b.LogOffset) = (Unknown, 0, 0)),
        Built("a log behind the end", DiskDiagnostics.Truncated, 64 * MiB, b => (b.LogGuid, b.LogOffset) = (Unknown, 64 * MiB)),
        Built("a log at an offset of 64 bits", VhdxDiagnostics.BadHeader, Header1, b => (b.LogGuid, b.LogOffset) = (Unknown, ulong.MaxValue)),
        new("a torn log when what can be saved is asked for", VhdxDiagnostics.LogIgnored, Location.AtOffset("disk.vhdx", MiB), findings =>
        {
            var guest = Guest.Make("one sector");
            using var image = DiskFormats.BuiltIn.Open(new VhdxBuilder(guest.Length) { LogGuid = Unknown }.With(guest).BuildSource(), new() { Diagnostics = findings, Recover = true });
            guest.AssertIn(image);
            return Task.CompletedTask;
        }),
        new("a file with room for more blocks than it holds", VhdxDiagnostics.UnusedSpace, new Location("disk.vhdx"), async findings =>
        {
            var builder = new VhdxBuilder(2 * MiB).Block(0, [1]);
            using (var full = DiskFormats.BuiltIn.Open(builder.BuildSource()))
                await DiskCheck.RunAsync(full, findings, null, TestContext.Current.CancellationToken);
            Assert.Empty(findings);
            builder.Next += 3 * MiB;
            using var image = DiskFormats.BuiltIn.Open(builder.BuildSource());
            await DiskCheck.RunAsync(image, findings, null, TestContext.Current.CancellationToken);
        }),
        Built("a file shorter than when its log was written", DiskDiagnostics.Truncated, 8 * MiB, b => b.With(new VhdxLogBuilder { FlushedFileOffset = 9 * MiB }.Add())),

        Child("a child without a locator", Metadata, b => b.Items.RemoveAt(5)),
        Child("a locator that is too short for its head", Locator, b => b.Items[5] = b.Items[5] with { Value = new byte[19] }),
        Child("a locator without an id of the parent", Locator, b => b.Items[5] = b.Items[5] with { Value = VhdxBuilder.Locator(("relative_path", "parent.vhdx")) }),
        Child("a locator whose id of the parent is none", Locator, b => b.Items[5] = b.Items[5] with { Value = VhdxBuilder.Locator(("parent_linkage", "{parent}")) }),
        Child("a locator that holds a key twice", Locator, b => b.Items[5] = b.Items[5] with { Value = VhdxBuilder.Locator(("parent_linkage", Unknown.ToString("B")), ("relative_path", "a"), ("relative_path", "b")) }),
        Child("a locator of more entries than fit", Locator, b => b.Items[5].Value[18] = 200),
        Child("a locator with a key outside", Locator, b => b.Items[5].Value[20 + 3] = 0x80),
        Child("a locator with a key in its head", Locator, b => b.Items[5].Value[20] = 4),
        Child("a locator with a value that ends outside", Locator, b => b.Items[5].Value[20 + 11] = 0x7F),
        Child("a locator with half a letter", Locator, b => b.Items[5].Value[20 + 8]--),
        Child("a locator of an unknown type", Locator, b => b.Items[5].Value[0]++, VhdxDiagnostics.UnknownFeature),
        Child("a parent with another id", null, b => b.Items[5] = b.Items[5] with { Value = VhdxBuilder.Locator(("parent_linkage", Guid.Empty.ToString("B")), ("relative_path", "parent.vhdx")) }, VhdxDiagnostics.ParentMismatch),
        Child("a parent nobody has", null, b => { }, DiskDiagnostics.ReferenceRefused, hasParent: false),
        Child("a partially present block whose bitmap is not there", Bat + (4096 * 8), b => b.Entry(1, 7, 4, MiB), VhdxDiagnostics.BadBlockEntry),
        Child("a sector bitmap over a block", Bat + (4096 * 8), b => b.Block(0, [1]).BitmapEntry(0, (4UL << 20) | 6), VhdxDiagnostics.Overlap),
        Child("a sector bitmap over the metadata", Bat + (4096 * 8), b => b.BitmapEntry(0, (2UL << 20) | 6), VhdxDiagnostics.Overlap),
        Child("a sector bitmap behind the end", 100 * MiB, b => b.BitmapEntry(0, (100UL << 20) | 6), DiskDiagnostics.Truncated),
        new("a VHDX on a parent of another format", VhdxDiagnostics.ParentMismatch, new Location("disk.vhdx"), findings =>
        {
            VhdxFormat.Instance.CreateWriter(new StreamDiskSink("disk.vhdx", Stream.Null), new() { Diagnostics = findings, Parent = new FakeImage(512) });
            return Task.CompletedTask;
        }),
        new("a disk of no whole 4096-byte sectors", VhdxDiagnostics.SectorSize, new Location("disk.vhdx"), _ =>
            Written.WriteAsync(new FakeImage(MiB + 512), VhdxFormat.Instance, Written.With("logical-sector-size", "4096"))),
        new("physical sectors below the logical ones", VhdxDiagnostics.SectorSize, new Location("disk.vhdx"), _ =>
            Written.WriteAsync(new FakeImage(MiB, logicalSectorSize: 4096), VhdxFormat.Instance, Written.With("physical-sector-size", "512"))),
        Built("an unknown region that is required", VhdxDiagnostics.UnknownFeature, MetadataRegionEntry + 32, b => b.Regions.Add((Unknown, 4 * MiB, MiB, 1))),
        Built("an unknown item that is required", VhdxDiagnostics.UnknownFeature, Metadata + (6 * 32), b => b.Items.Add((Unknown, new byte[4], 4))),

        File("a damaged first header", VhdxDiagnostics.DamagedCopy, Header1, file => file.Write(Header1 + 100, [1])),
        File("a damaged second header", VhdxDiagnostics.DamagedCopy, Header2, file => file.Write(Header2 + 100, [1])),
        File("a damaged second region table", VhdxDiagnostics.DamagedCopy, RegionTable2, file => file.Write(RegionTable2 + 100, [1])),
        File("a second region table that says something else", VhdxDiagnostics.DamagedCopy, RegionTable2, file =>
        {
            file.Write(RegionTable2 + 16 + 16 + 2, [0x50]);
            Seal(file, RegionTable2);
        }),
        File("a damaged first region table", VhdxDiagnostics.DamagedCopy, RegionTable1, file => file.Write(RegionTable1 + 100, [1])),
    ];

    // The items of the metadata follow one another; the locator comes behind the other five.
    private const long Locator = Metadata + 65_536 + 8 + 8 + 16 + 4 + 4;

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered(VhdxDiagnostics.All, Cases.Where(c => c.Expected.Id.StartsWith("OVF63", StringComparison.Ordinal)));

    private static DiagnosticCase Built(string name, DiagnosticDescriptor expected, long at, Action<VhdxBuilder> change, Action<SparseBytes>? damage = null) =>
        new(name, expected, Location.AtOffset("disk.vhdx", at), findings =>
        {
            var builder = new VhdxBuilder(4 * MiB);
            change(builder);
            return ReadAsync(builder, findings, damage: damage);
        });

    private static DiagnosticCase File(string name, DiagnosticDescriptor expected, long at, Action<SparseBytes> damage) => Built(name, expected, at, _ => { }, damage);

    private static DiagnosticCase Region(string name, DiagnosticDescriptor expected, (Guid Id, long Offset, uint Length, uint Required) region, long at = BatRegionEntry) =>
        Built(name, expected, at, b => b.Regions[0] = region);

    private static DiagnosticCase Item(string name, DiagnosticDescriptor expected, Action<SparseBytes> damage) => File(name, expected, Metadata + 64, damage);

    private static DiagnosticCase Value(string name, int item, byte[] value) => Value(name, VhdxDiagnostics.BadMetadata, Metadata, item, value);

    private static DiagnosticCase Value(string name, DiagnosticDescriptor expected, long at, int item, byte[] value) =>
        Built(name, expected, at, b => b.Items[item] = b.Items[item] with { Value = value });

    private static DiagnosticCase Entry(string name, DiagnosticDescriptor expected, int block, Action<VhdxBuilder> change) => Built(name, expected, Bat + (block * 8), change);

    private static DiagnosticCase Log(string name, Action<VhdxLogBuilder> write) => Built(name, VhdxDiagnostics.BadLog, MiB, b =>
    {
        var log = new VhdxLogBuilder();
        write(log);
        b.With(log);
    });

    private static DiagnosticCase Child(string name, long? at, Action<VhdxBuilder> change, DiagnosticDescriptor? expected = null, bool hasParent = true) =>
        new(name, expected ?? VhdxDiagnostics.BadParentLocator, at is { } offset ? Location.AtOffset("disk.vhdx", offset) : new Location("disk.vhdx"), findings =>
        {
            var builder = VhdxBuilder.Child(4 * MiB, MiB, 512, ("parent_linkage", Unknown.ToString("B")), ("relative_path", "parent.vhdx"));
            change(builder);
            return ReadAsync(builder, findings, resolver: (in _) => hasParent ? new VhdxBuilder(4 * MiB) { DataWriteGuid = Unknown }.Build().AsSource("parent.vhdx") : null);
        });

    private static Task ReadAsync(VhdxBuilder builder, DiagnosticBag findings, long length = 8 * MiB, Action<SparseBytes>? damage = null, ReferenceResolver? resolver = null)
    {
        // The structures are laid out first; a region that a case moves elsewhere must not take its content along.
        var regions = builder.Regions.ToList();
        var file = builder.Build();
        Assert.Equal(regions, builder.Regions);
        file.SetLength(Math.Max(length, 8 * MiB));
        damage?.Invoke(file);
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhdx"), new() { Diagnostics = findings, Resolver = resolver });
        image.Read(0, new byte[image.Length]);
        return Task.CompletedTask;
    }
}
