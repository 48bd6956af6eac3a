using System.Security.Cryptography;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

/// <summary>Images of foreign tools, with what those tools read from them.</summary>
public class FixtureTests
{
    private static readonly IEnumerable<GuestHash> Images = GuestHash.All.Where(hash => !hash.Path.Contains('!', StringComparison.Ordinal));

    public static TheoryData<string> Paths { get; } = [.. Images.Select(hash => hash.Path)];

    [Theory, MemberData(nameof(Paths))]
    public async Task A_fixture_reads_as_its_producer_does(string path)
    {
        var expected = Images.Single(hash => hash.Path == path);
        var findings = new DiagnosticBag();
        var source = RepositoryFiles.FixtureSource(path);
        using var image = DiskFormats.BuiltIn.Open(source, new() { Diagnostics = findings, Resolver = Beside(path) }, path.Contains("/raw/", StringComparison.Ordinal) ? DiskFormats.BuiltIn.Find("raw") : null);

        Assert.Empty(findings);
        Assert.Equal((expected.Length, expected.Sha256), (image.Length, DiskAssert.Hash(image)));
        Assert.Equal(path.Contains("child", StringComparison.Ordinal), image.Parent is not null);
        foreach (var format in DiskFormats.BuiltIn.Where(format => format.Variants.Any(variant => variant.Writable)))
        {
            var written = await Written.WriteAsync(image, format);
            using var copy = DiskFormats.BuiltIn.Open(written.AsSource("copy"), new() { Resolver = written.Resolve }, format);
            Assert.Equal(expected.Sha256, DiskAssert.Hash(copy));
        }
    }

    [Fact]
    public void The_list_covers_every_image()
    {
        var files = Directory.GetFiles(RepositoryFiles.Fixture("disks"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryFiles.Fixture(""), file).Replace('\\', '/')).Where(file => !file.EndsWith("HASHES", StringComparison.Ordinal));

        Assert.Equal(files.Order(), Images.Select(hash => hash.Path).Where(path => path.StartsWith("disks/", StringComparison.Ordinal)).Order());
        Assert.Contains("disks/raw/pattern.raw.gz", files);
        Assert.Equal(Images.Single(hash => hash.Path == "disks/raw/tiny.raw").Sha256, Convert.ToHexStringLower(SHA256.HashData(RepositoryFiles.FixtureBytes("disks/raw/tiny.raw"))));
    }

    private static ReferenceResolver Beside(string path) => (in reference) =>
        reference.Name is "parent.vmdk" or "parent.qcow2" ? RepositoryFiles.FixtureSource(path[..(path.LastIndexOf('/') + 1)] + reference.Name + ".gz") : null;
}
