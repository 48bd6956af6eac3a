using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Raw;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Raw;

public class RawPartsTests
{
    private static readonly List<DiagnosticCase> Cases =
    [
        Case("a part that is missing", RawDiagnostics.PartMissing, "disk.001", "disk.002", "disk.004"),
        Case("the second part is missing", RawDiagnostics.PartMissing, "disk.000.raw", "disk.003.raw"),
        Case("the second part alone", RawDiagnostics.PartMissing, "disk.002", "disk.001"),
        Case("part 1 where there is a part 0", RawDiagnostics.PartMissing, "disk.001", "disk.000", "disk.002"),
        Case("a later part in letters", RawDiagnostics.PartMissing, "disk.ac", "disk.ab"),
        Case("two parts", RawDiagnostics.PartsJoined, "disk.001", "disk.002"),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered([RawDiagnostics.PartMissing, RawDiagnostics.PartsJoined], Cases);

    [Theory, InlineData("disk.001"), InlineData("disk.000"), InlineData("disk.000.raw"), InlineData("disk-s001.raw"), InlineData("disk.001.IMG"), InlineData("disk.raw.aa"), InlineData("disk.img.aaa")]
    public void Parts_are_read_as_one_disk(string first)
    {
        var guest = Guest.Make("patterns");
        var whole = guest.Bytes.ToArray();
        var name = RawPartName.Parse(first)!.Value;
        var parts = new SparseBytes();
        const int count = 30;
        for (var i = 0; i < count; i++)
        {
            var part = SparseBytes.Of(whole.AsSpan((int)((long)whole.Length * i / count)..(int)((long)whole.Length * (i + 1) / count)));
            parts.Siblings.Add(name.At(name.Number + i)!, part);
        }

        using var image = DiskFormats.BuiltIn.Open(parts.Siblings[first].AsSource($"some/folder/{first}"), new() { Resolver = parts.Resolve }, RawFormat.Instance);
        guest.AssertIn(image);
        using var alone = DiskFormats.BuiltIn.Open(parts.Siblings[first].AsSource(first), null, RawFormat.Instance);
        Assert.True(alone.Length < image.Length);
    }

    [Theory, InlineData("disk.raw"), InlineData("disk001.raw"), InlineData("disk-001.raw"), InlineData("disk.01"), InlineData("disk.0001"), InlineData("001"), InlineData("disk-s001"), InlineData("disk.a"), InlineData("disk.Aa"), InlineData("disk.iso9")]
    public void Other_names_are_no_parts(string name) => Assert.Null(RawPartName.Parse(name) is { CanBeFirst: true } part ? part : (RawPartName?)null);

    [Fact]
    public void Numbers_end_where_their_places_do()
    {
        Assert.Equal("disk.999", RawPartName.Parse("disk.001")!.Value.At(999));
        Assert.Null(RawPartName.Parse("disk.001")!.Value.At(1000));
        Assert.Equal("disk.zz", RawPartName.Parse("disk.aa")!.Value.At((26 * 26) - 1));
        Assert.Null(RawPartName.Parse("disk.aa")!.Value.At(26 * 26));
    }

    [Fact]
    public void What_split_makes_is_read()
    {
        using var folder = new TempFolder();
        var guest = Guest.Make("patterns");
        File.WriteAllBytes(folder["disk.raw"], guest.Bytes.ToArray());
        ForeignTool.Require("split").RunIn(folder.Path, "-b", "10M", "disk.raw", "disk.raw.");
        ForeignTool.Require("split").RunIn(folder.Path, "-b", "10M", "-d", "-a", "3", "--additional-suffix=.raw", "disk.raw", "disk.");

        foreach (var first in (string[])["disk.raw.aa", "disk.000.raw"])
        {
            using var image = DiskFormats.BuiltIn.OpenFile(folder[first], new() { Resolver = new FolderReferences(folder.Path).Resolve }, DiskFormats.BuiltIn.FindByExtension(first));
            guest.AssertIn(image);
        }
    }

    private static DiagnosticCase Case(string name, DiagnosticDescriptor expected, string first, params string[] others) => new(name, expected, new Location(first), findings =>
    {
        var files = new SparseBytes();
        foreach (var file in others)
            files.Siblings.Add(file, Guest.Make("one sector").Bytes);
        using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(new byte[512], first), new() { Diagnostics = findings, Resolver = files.Resolve }, RawFormat.Instance);
        return Task.CompletedTask;
    });
}
