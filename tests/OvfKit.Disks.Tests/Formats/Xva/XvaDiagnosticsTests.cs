using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Xva;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Xva;

public class XvaDiagnosticsTests
{
    private const string First = "Ref:7/00000000";
    private static readonly Location Whole = new("vm.xva");
    private static readonly Location Description = new("vm.xva!ova.xml");

    private static readonly List<DiagnosticCase> Cases =
    [
        Damaged("a header with a wrong checksum", XvaDiagnostics.BadArchive, file => XvaBuilder.Find(file, First) - 512, (file, at) => file.Write(at + 3, "x"u8)),
        Damaged("a length that is no number", XvaDiagnostics.BadArchive, file => XvaBuilder.Find(file, First) - 512, (file, at) => file.Write(at + 124, "zz"u8)),
        new("more disks than anyone has", XvaDiagnostics.BadArchive, Location.AtOffset("vm.xva", 1024 + (1000 * 512)), findings =>
        {
            var builder = new XvaBuilder();
            for (var i = 0; i < 1001; i++)
                builder.Add($"Ref:{i}/00000000", []);
            return ReadAsync(builder.Build(), findings);
        }),
        Built("no description", XvaDiagnostics.BadMetadata, Whole, b => b, file => file.Write(0, file.Bytes(XvaBuilder.Find(file, First) - 512, 512))),
        Built("a description that is no XML", XvaDiagnostics.BadMetadata, Description with { Line = 1, Column = 1 }, b => b, file => file.Write(512, "x"u8)),
        Built("a disk of no blocks", XvaDiagnostics.BadMetadata, Description, _ => new XvaBuilder().Describe("Ref:1", "empty", 512)),
        Built("a disk of a negative size", XvaDiagnostics.BadMetadata, Description, _ => new XvaBuilder().Describe("Ref:1", "empty", -512)),
        Built("a disk of 8 EiB", XvaDiagnostics.BadMetadata, Description, _ => new XvaBuilder().Describe("Ref:1", "empty", long.MaxValue)),
        Built("a block behind the end", XvaDiagnostics.BadBlock, Whole, b => b.AddBlock("Ref:7", 2, new byte[512])),
        new("a block that is too large", XvaDiagnostics.BadBlock, Location.AtOffset("vm.xva", 2048), findings =>
            ReadAsync(new XvaBuilder().Describe("Ref:7", "system", 512).AddBlock("Ref:7", 0, new byte[XvaBuilder.Block + 1]).Build(), findings)),
        Damaged("a flipped bit in a block", XvaDiagnostics.WrongChecksum, file => XvaBuilder.Find(file, First), (file, at) => file.Write(at + 1000, [(byte)(file.Bytes(at + 1000, 1)[0] ^ 1)])),
        Damaged("a checksum that is none", XvaDiagnostics.WrongChecksum, file => XvaBuilder.Find(file, First + ".xxhash"), (file, at) => file.Write(at, "g"u8)),
        Damaged("a wrong checksum, taken all the same", XvaDiagnostics.WrongChecksumAccepted, file => XvaBuilder.Find(file, First), (file, at) => file.Write(at + 1000, [(byte)(file.Bytes(at + 1000, 1)[0] ^ 1)]), recover: true),
        Built("two disks", XvaDiagnostics.SeveralDisks, Whole, b => b.With(Guest.Make("one sector"), "Ref:8")),
        new("a disk that is not there", XvaDiagnostics.DiskNotFound, Whole, findings => ReadAsync(Good().Build(), findings, disk: "Ref:9")),
        new("a name two disks have", XvaDiagnostics.DiskNotFound, Whole, findings => ReadAsync(Good().With(Guest.Make("one sector"), "Ref:8").Build(), findings, disk: "system")),
        new("no last block", XvaDiagnostics.LastBlockMissing, Whole, findings =>
            ReadAsync(new XvaBuilder().Describe("Ref:7", "system", 3 << 20).AddBlock("Ref:7", 0, new byte[XvaBuilder.Block]).Build(), findings)),
        new("no last block and no end", DiskDiagnostics.Truncated, Location.AtOffset("vm.xva", 2048 + 512 + XvaBuilder.Block + 512 + 512), findings =>
            ReadAsync(new XvaBuilder { HasEnd = false }.Describe("Ref:7", "system", 3 << 20).AddBlock("Ref:7", 0, new byte[XvaBuilder.Block]).Build(), findings)),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered([.. XvaDiagnostics.All, DiskDiagnostics.Truncated], Cases);

    [Fact]
    public void Nobody_writes_an_archive()
    {
        Assert.Contains("not written", Assert.Throws<ArgumentException>(() => { XvaFormat.Instance.CreateWriter(new StreamDiskSink("a.xva", Stream.Null), new()); }).Message, StringComparison.Ordinal);
    }

    private static XvaBuilder Good() => new XvaBuilder().With(Guest.Make("odd sectors"));

    private static DiagnosticCase Built(string name, DiagnosticDescriptor expected, Location at, Func<XvaBuilder, XvaBuilder> change, Action<SparseBytes>? damage = null) =>
        new(name, expected, at, findings =>
        {
            var file = change(Good()).Build();
            damage?.Invoke(file);
            return ReadAsync(file, findings);
        });

    private static DiagnosticCase Damaged(string name, DiagnosticDescriptor expected, Func<SparseBytes, long> at, Action<SparseBytes, long> damage, bool recover = false)
    {
        var file = Good().Build();
        var place = at(file);
        damage(file, place);
        return new(name, expected, Location.AtOffset("vm.xva", place), findings => ReadAsync(file, findings, recover: recover));
    }

    private static Task ReadAsync(SparseBytes file, DiagnosticBag findings, string? disk = null, bool recover = false)
    {
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("vm.xva"), new() { Diagnostics = findings, Disk = disk, Recover = recover }, XvaFormat.Instance);
        image.Read(0, new byte[image.Length]);
        return Task.CompletedTask;
    }
}
