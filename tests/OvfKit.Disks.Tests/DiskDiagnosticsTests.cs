using System.Buffers.Binary;
using System.IO.Hashing;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;

namespace OvfKit.Disks.Tests;

public class DiskDiagnosticsTests
{
    private const int Grain = 65536;

    private static readonly List<DiagnosticCase> Cases =
    [
        new("a plain grain behind the end of the file", DiskDiagnostics.Truncated, Location.AtOffset("disk.vmdk", 65_536 + 1000), findings =>
        {
            var bytes = VmdkBuilder.Monolithic().With(Guest.Empty(2 * Grain).Random(0, Grain)).Build();
            return ReadAsync(ByteSource.FromMemory(bytes.AsMemory(0, 65_536 + 1000), "disk.vmdk"), findings);
        }),
        new("a VMDK shorter than its header", DiskDiagnostics.Truncated, Location.AtOffset("disk.vmdk", 400), findings =>
            ReadAsync(ByteSource.FromMemory(new VmdkBuilder().With(Guest.Empty(Grain)).Build().AsMemory(0, 400), "disk.vmdk"), findings)),
        new("a VHDX that ends in its second header", DiskDiagnostics.Truncated, Location.AtOffset("disk.vhdx", 132_000), findings =>
            ReadAsync(new VhdxBuilder(1 << 20).Build().Clone(132_000).AsSource("disk.vhdx"), findings)),
        new("a VHDX that ends in a block", DiskDiagnostics.Truncated, Location.AtOffset("disk.vhdx", (4 << 20) + 70_000), findings =>
            ReadAsync(new VhdxBuilder(1 << 20).With(Guest.Make("0xFF")).Build().Clone((4 << 20) + 70_000).AsSource("disk.vhdx"), findings)),
        new("bytes that are no image", DiskDiagnostics.UnknownFormat, Location.AtOffset("notes.txt", 0), findings => ReadAsync(ByteSource.FromMemory("just text"u8.ToArray(), "notes.txt"), findings)),
        new("an empty file", DiskDiagnostics.UnknownFormat, Location.AtOffset("empty", 0), findings => ReadAsync(ByteSource.FromMemory(default, "empty"), findings)),
        new("a raw disk of 1000 bytes", DiskDiagnostics.PartialSector, Location.AtOffset("odd.raw", 1000), findings =>
        {
            using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(new byte[1000], "odd.raw"), new() { Diagnostics = findings }, DiskFormats.BuiltIn.Find("raw"));
            Assert.Equal(1024, image.Length);
            return Task.CompletedTask;
        }),
        new("a disk above 64 TiB as VMDK", DiskDiagnostics.TooLarge, new Location("disk.x"), findings => BeginAsync("vmdk", new FakeImage((64L << 40) + 512), findings)),
        new("a disk above 64 TiB as VHDX", DiskDiagnostics.TooLarge, new Location("disk.x"), findings => BeginAsync("vhdx", new FakeImage((64L << 40) + 512), findings)),
        new("a parent without a resolver", DiskDiagnostics.ReferenceRefused, new Location("child.vmdk"), findings => ReadAsync(Child().BuildSource("child.vmdk"), findings)),
        new("a parent the resolver refuses", DiskDiagnostics.ReferenceRefused, new Location("child.vmdk"), findings => ReadAsync(Child().BuildSource("child.vmdk"), findings, (in _) => null)),
        new("a child that is its own parent", DiskDiagnostics.ChainTooDeep, new Location("child.vmdk"), findings => ReadAsync(Child().BuildSource("child.vmdk"), findings, (in _) => Child().BuildSource("child.vmdk"))),
        new("a QCOW2 to a pipe", DiskDiagnostics.NeedsSeek, new Location("disk.x"), findings => BeginAsync("qcow2", new FakeImage(1 << 20), findings, canSeek: false)),
        new("a disk with 4096-byte sectors as raw", DiskDiagnostics.SectorSizeChanged, new Location("disk.x"), findings => BeginAsync("raw", new FakeImage(1 << 20, logicalSectorSize: 4096), findings)),
        new("a parent that changed, taken all the same", DiskDiagnostics.ChangedParentAccepted, new Location("child.vmdk"), findings =>
        {
            using var parent = DiskFormats.BuiltIn.Open(VmdkBuilder.Monolithic().With(Guest.Empty(Grain)).BuildSource("parent.vmdk"));
            using var image = DiskFormats.BuiltIn.Open(
                VmdkBuilder.Monolithic().With(Guest.Empty(Grain)).Described(VmdkBuilder.DescriptorText(128, "monolithicSparse", "87654321", "parent.vmdk")).BuildSource("child.vmdk"),
                new() { Diagnostics = findings, Parent = parent, AcceptChangedParent = true });
            Assert.Same(parent, image.Parent);
            return Task.CompletedTask;
        }),
        new("a raw disk as the changes to a parent", DiskDiagnostics.NoParentAllowed, new Location("disk.x"), findings =>
        {
            DiskFormats.BuiltIn.Find("raw")!.CreateWriter(new StreamDiskSink("disk.x", Stream.Null), new() { Diagnostics = findings, Parent = new FakeImage(512) });
            return Task.CompletedTask;
        }),
        new("a disk made smaller than its data", DiskDiagnostics.ShrinkLosesData, new Location("made.raw"), findings =>
        {
            using var disk = new ResizedDisk(Guest.Empty(1 << 20).Random(0, 1 << 20).OpenRaw(), 512);
            return Task.CompletedTask;
        }),
        new("a partition table to move where there is none", DiskDiagnostics.NoPartitionTable, new Location("made.raw"), findings =>
        {
            using var disk = new ResizedDisk(Guest.Empty(1 << 20).OpenRaw(), 2 << 20, moveGpt: true);
            return Task.CompletedTask;
        }),
        new("two places in the same bytes", DiskDiagnostics.StoredTwice, Location.AtOffset("made.raw", 0), async findings =>
        {
            var stored = Guest.Empty(512).Random(0, 512).ToSource();
            using var image = new FakeImage(1024, offset => Run.Stored(512 - (offset % 512), stored, offset % 512));
            var found = new DiagnosticBag();
            await DiskCheck.RunAsync(image, found, cancellationToken: TestContext.Current.CancellationToken);
            throw new InvalidContentException(Assert.Single(found));
        }),
        new("a copy that differs", DiskDiagnostics.CopyDiffers, new Location("copy"), findings => VerifyAsync(Guest.Empty(1024).Fill(600, 1, 1), Guest.Empty(2048), findings)),
        new("a copy that is shorter", DiskDiagnostics.CopyDiffers, new Location("copy"), findings => VerifyAsync(Guest.Empty(1024), Guest.Empty(512), findings)),
        new("a copy with zeros at its end", DiskDiagnostics.Padded, new Location("copy"), findings => VerifyAsync(Guest.Empty(1024).Fill(600, 1, 1), Guest.Empty(4096).Fill(600, 1, 1), findings)),
        new("an unreadable block that may be lost", DiskDiagnostics.Replaced, new Location("fake.disk"), findings =>
        {
            using var image = new SalvagedDisk(new FakeImage(512, _ => throw DiskDiagnostics.Truncated.Invalid(new Location("fake.disk"), "gone")), findings);
            image.Read(0, new byte[512]);
            return Task.CompletedTask;
        }),
        new("a block that the table of a VHD lost", DiskDiagnostics.UnusedBlocks, Location.AtOffset("disk.vhd", VhdBuilder.Table + 512 + ((2 << 20) + 512)), findings =>
            CheckAsync(new VhdBuilder(8 << 20).Block(0, [1]).Block(1, [2]).Entry(1, uint.MaxValue).Block(2, [3]).BuildSource(), findings)),
        new("a partition that ends behind its disk", DiskDiagnostics.PartitionBeyondEnd, new Location("cut.raw"), async findings =>
        {
            var disk = Guest.Empty(1 << 20).Fill(446, 1, 0x80).Fill(450, 1, 0x83).Fill(454, 1, 1).Fill(461, 1, 1).Fill(510, 1, 0x55).Fill(511, 1, 0xAA);
            var found = new DiagnosticBag();
            await CheckAsync(disk.Bytes.AsSource("cut.raw"), found, "raw");
            throw new InvalidContentException(Assert.Single(found));
        }),
        new("a partition table without its backup", DiskDiagnostics.BackupTable, new Location("made.raw"), findings =>
        {
            var (header, last) = (new byte[92], (1 << 11) - 1);
            "EFI PART"u8.CopyTo(header);
            foreach (var (at, value) in ((int, int)[])[(12, 92), (24, 1), (32, last), (72, 2), (80, 128), (84, 128)])
                BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), value);
            Crc32.Hash(new byte[128 * 128]).CopyTo(header, 88);
            Crc32.Hash(header).CopyTo(header, 16);
            var disk = Guest.Empty(1 << 20);
            disk.Bytes.Write(512, header);
            return CheckAsync(disk.Bytes.AsSource("made.raw"), findings, "raw");
        }),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered(DiskDiagnostics.All, Cases);

    private static VmdkBuilder Child() => VmdkBuilder.Monolithic().With(Guest.Empty(Grain)).Described(VmdkBuilder.DescriptorText(128, "monolithicSparse", "12345678", "parent.vmdk"));

    private static async Task VerifyAsync(Guest source, Guest copy, DiagnosticBag findings)
    {
        using var a = source.OpenRaw();
        using var b = DiskFormats.BuiltIn.Open(copy.Bytes.AsSource("copy"), format: DiskFormats.BuiltIn.Find("raw"));
        await DiskComparison.VerifyCopyAsync(a, b, findings, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static Task ReadAsync(ByteSource source, DiagnosticBag findings, ReferenceResolver? resolver = null)
    {
        using var image = DiskFormats.BuiltIn.Open(source, new() { Diagnostics = findings, Resolver = resolver });
        image.Read(0, new byte[image.Length]);
        return Task.CompletedTask;
    }

    private static async Task CheckAsync(ByteSource source, DiagnosticBag findings, string? format = null)
    {
        using var image = DiskFormats.BuiltIn.Open(source, format: DiskFormats.BuiltIn.Find(format));
        await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task BeginAsync(string format, DiskImage source, DiagnosticBag findings, bool canSeek = true)
    {
        await using var stream = new SparseBytes().AsStream(canSeek);
        await using var writer = DiskFormats.BuiltIn.Find(format)!.CreateWriter(new StreamDiskSink("disk.x", stream), new() { Diagnostics = findings });
        await writer.BeginAsync(source, TestContext.Current.CancellationToken);
    }
}
