using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;
using static OvfKit.Disks.Tests.IO.WrappingTests;

namespace OvfKit.Disks.Tests.IO;

public class WrapDiagnosticsTests
{
    private static readonly byte[] Content = Guest.Empty(200_000).Random(0, 200_000).Bytes.ToArray();

    private static readonly List<DiagnosticCase> Cases =
    [
        Case("a gzip file that is cut off", WrapDiagnostics.Damaged, PackGzip(Content)[..^9], offset: PackGzip(Content).Length - 9),
        Case("a gzip file with text behind", WrapDiagnostics.Damaged, [.. PackGzip(Content), .. "text behind it"u8], offset: PackGzip(Content).Length + 14),
        Case("a gzip file with a wrong checksum", WrapDiagnostics.Damaged, [.. PackGzip(Content)[..^8], 1, 2, 3, 4, .. PackGzip(Content)[^4..]], offset: PackGzip(Content).Length),
        Case("a zip archive with two files", WrapDiagnostics.NotOneFile, PackZip(("a.vmdk", Content), ("b.vmdk", Content))),
        Case("a zip archive without files", WrapDiagnostics.NotOneFile, PackZip()),
        Case("content that is too long", WrapDiagnostics.TooLarge, PackGzip(new byte[100_001]), new() { MaxLength = 100_000 }),
        Case("bytes that come of too few", WrapDiagnostics.TooLarge, PackZstd(Enumerable.Repeat((byte)7, 1_000_000).ToArray(), 19), new() { AlwaysAllowed = 100_000 }),
        new("a compressed disk", WrapDiagnostics.Unpacked, new Location("disk.raw.gz"), findings =>
        {
            DiskFormats.BuiltIn.Open(ByteSource.FromMemory(PackGzip(new byte[1024]), "disk.raw.gz"), new() { Diagnostics = findings }).Dispose();
            return Task.CompletedTask;
        }),
        new("an xz file that needs 2 GiB of memory", WrapDiagnostics.UnknownMethod, Location.AtOffset("x", 0), findings => Unwrap([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0, 4, 0xE6, 0xD6, 0xB4, 0x46, 2, 0, 0x21, 1, 38, 0, 0, 0, 1, 2, 3, 4, .. new byte[12]])),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered(WrapDiagnostics.All, Cases);

    [Fact]
    public void An_encrypted_archive_is_refused_by_name()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["disk.raw"], Content);
        ForeignTool.Require("zip").RunIn(folder.Path, "-q", "-P", "secret", "disk.zip", "disk.raw");

        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["disk.zip"]));
        Assert.Equal("OVF6023", refused.Diagnostic.Id);
        Assert.Contains("encrypted", refused.Message, StringComparison.Ordinal);
    }

    private static DiagnosticCase Case(string name, DiagnosticDescriptor expected, byte[] bytes, UnwrapOptions? options = null, long offset = -1) =>
        new(name, expected, new Location("x", Offset: offset), findings => Unwrap(bytes, options));

    private static Task Unwrap(byte[] bytes, UnwrapOptions? options = null)
    {
        Wrapping.Unwrap(ByteSource.FromMemory(bytes, "x"), options).Dispose();
        return Task.CompletedTask;
    }
}
