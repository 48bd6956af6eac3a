using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vdi;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Formats.Vdi;

public class VdiDiagnosticsTests
{
    private const int MiB = 1 << 20;
    private static readonly Guid ParentId = new("99998888-7777-6666-5555-444433332222");

    private static readonly List<DiagnosticCase> Cases =
    [
        new("a file without the signature", VdiDiagnostics.BadHeader, Location.AtOffset("disk.vdi", 64), findings =>
            ReadAsync(ByteSource.FromMemory(new byte[4096], "disk.vdi"), findings)),
        Built("a header that is too short", VdiDiagnostics.BadHeader, 72, b => b.HeaderLength = 0x17C),
        Built("a header of type 0", VdiDiagnostics.BadHeader, 76, b => b.Type = 0),
        Built("a header of type 5", VdiDiagnostics.BadHeader, 76, b => b.Type = 5),
        Built("a map in the header", VdiDiagnostics.BadHeader, 340, b => b.MapOffset = 471),
        Built("a map behind a header of 4 GiB", VdiDiagnostics.BadHeader, 340, b => b.HeaderLength = uint.MaxValue),
        Built("blocks over the map", VdiDiagnostics.BadHeader, 344, b => b.DataOffset = 512 + 12),
        Built("a disk of no bytes", VdiDiagnostics.BadHeader, 368, b => b.Size = 0),
        Built("a disk of a negative size", VdiDiagnostics.BadHeader, 368, b => b.Size = long.MinValue),
        Built("a disk of 8 EiB", VdiDiagnostics.BadHeader, 368, b => b.Size = long.MaxValue),
        Built("blocks of no bytes", VdiDiagnostics.BadHeader, 376, b => b.BlockSize = 0),
        Built("blocks of 3 MiB", VdiDiagnostics.BadHeader, 376, b => b.BlockSize = 3 * MiB),
        Built("blocks of 256 bytes", VdiDiagnostics.BadHeader, 376, b => b.BlockSize = 256),
        Built("blocks of 2 GiB", VdiDiagnostics.BadHeader, 376, b => b.BlockSize = 1u << 31),
        Built("extra bytes that are no power of two", VdiDiagnostics.BadHeader, 380, b => b.BlockExtra = 48),
        Built("extra bytes of 2 GiB", VdiDiagnostics.BadHeader, 380, b => b.BlockExtra = 1u << 31),
        Built("too few blocks for the disk", VdiDiagnostics.BadHeader, 384, b => b.BlockCount = 3),
        Built("no blocks", VdiDiagnostics.BadHeader, 384, b => b.BlockCount = 0),
        Built("more blocks allocated than there are", VdiDiagnostics.BadHeader, 388, b => b.Allocated = 5),
        Built("no id", VdiDiagnostics.BadHeader, 392, b => b.Id = Guid.Empty),
        Built("no modification id", VdiDiagnostics.BadHeader, 408, b => b.ModifyId = Guid.Empty),
        Built("a child that names no parent", VdiDiagnostics.BadHeader, 424, b => b.Type = 4),
        Built("sectors of 4096 bytes", VdiDiagnostics.BadHeader, 468, b => b.GeometrySectorSize = 4096),

        Built("an image of version 0.2", VdiDiagnostics.UnsupportedHeader, 68, b => b.Version = 2),
        Built("an image of version 2.0", VdiDiagnostics.UnsupportedHeader, 68, b => b.Version = 0x20000),
        Built("an undo image", VdiDiagnostics.UnsupportedHeader, 76, b => b.Type = 3),
        Built("an unknown flag", VdiDiagnostics.UnsupportedHeader, 80, b => b.Flags = 2),

        Built("an entry behind the last block", VdiDiagnostics.BadBlockEntry, 512 + 8, b => b.Entry(2, 4)),
        Built("the largest entry", VdiDiagnostics.BadBlockEntry, 512 + 8, b => b.Entry(2, uint.MaxValue - 2)),
        Built("a block used twice", VdiDiagnostics.Overlap, 512 + 12, b => b.Entry(3, 0)),

        Child("another parent", VdiDiagnostics.ParentMismatch, 424, b => b.Id = Guid.NewGuid()),
        Child("a parent that was written to", VdiDiagnostics.ParentMismatch, 440, b => b.ModifyId = Guid.NewGuid()),

        new("a disk of no bytes as VDI", VdiDiagnostics.EmptyDisk, new Location("disk.x"), async findings =>
        {
            await using var writer = VdiFormat.Instance.CreateWriter(new StreamDiskSink("disk.x", Stream.Null), new() { Diagnostics = findings });
            await writer.BeginAsync(new FakeImage(0), TestContext.Current.CancellationToken);
        }),
        new("a wrong count of blocks", VdiDiagnostics.WrongCount, Location.AtOffset("disk.vdi", 388), async findings =>
        {
            using var image = DiskFormats.BuiltIn.Open(new VdiBuilder(4 * MiB) { Allocated = 3 }.Block(1, [1]).Block(2, [1]).Entry(3, uint.MaxValue - 1).BuildSource(), new() { Diagnostics = findings });
            await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
        }),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered(VdiDiagnostics.All, Cases);

    private static DiagnosticCase Built(string name, DiagnosticDescriptor expected, long at, Action<VdiBuilder> change) =>
        new(name, expected, Location.AtOffset("disk.vdi", at), findings =>
        {
            var builder = new VdiBuilder(4 * MiB).Block(0, new byte[100]);
            change(builder);
            return ReadAsync(builder.BuildSource(), findings);
        });

    private static DiagnosticCase Child(string name, DiagnosticDescriptor expected, long at, Action<VdiBuilder> changeParent) =>
        new(name, expected, Location.AtOffset("disk.vdi", at), findings =>
        {
            var parent = new VdiBuilder(4 * MiB) { Id = ParentId };
            var child = new VdiBuilder(4 * MiB, 4) { LinkId = ParentId, ParentModifyId = parent.ModifyId };
            changeParent(parent);
            return ReadAsync(child.BuildSource(), findings, (in _) => parent.BuildSource("parent.vdi"));
        });

    private static Task ReadAsync(ByteSource source, DiagnosticBag findings, ReferenceResolver? resolver = null)
    {
        using var image = DiskFormats.BuiltIn.Open(source, new() { Diagnostics = findings, Resolver = resolver }, VdiFormat.Instance);
        image.Read(0, new byte[image.Length]);
        return Task.CompletedTask;
    }
}
