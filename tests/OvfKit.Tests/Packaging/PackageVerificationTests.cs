using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class PackageVerificationTests
{
    private static readonly string Descriptor = Sample.Envelope("""<File ovf:id="f" ovf:href="x"/>""");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("packages/appliance.ova", 4)]
    [InlineData("packages/small-folder", 2)]
    public async Task Fixtures_are_intact(string path, int files)
    {
        using var package = OvfPackage.Open(RepositoryFiles.Fixture(path));
        var last = default(PackageProgress);
        var result = await package.VerifyAsync(new Synchronous(p => last = p), Stop);
        Assert.True(result.IsIntact);
        Assert.Equal(files, result.Files.Count);
        Assert.Equal(package.Store.Entries.Where(e => e != package.ManifestEntry).Sum(e => e.Length), last.Length);
    }

    [Fact]
    public Task OVF4005_a_changed_file_is_found() =>
        Expect(ManifestDiagnostics.Mismatch, FileVerdict.Mismatch, intact: false, Sample.Line("a.ovf", Descriptor) + Sample.Line("x", "before"));

    [Fact]
    public Task OVF4006_a_listed_file_must_be_there() =>
        Expect(ManifestDiagnostics.ListedFileMissing, FileVerdict.Missing, intact: false, Sample.Line("a.ovf", Descriptor) + Sample.Line("x", "now") + Sample.Line("y", ""));

    [Fact]
    public Task OVF4007_a_file_without_a_line_is_reported() =>
        Expect(ManifestDiagnostics.NotListed, FileVerdict.NotListed, intact: true, Sample.Line("x", "now"));

    [Fact]
    public Task OVF4003_an_unknown_digest_is_no_failure() =>
        Expect(ManifestDiagnostics.NotVerifiable, FileVerdict.NotVerifiable, intact: true, Sample.Line("a.ovf", Descriptor) + "MD5(x)= d41d8cd98f00b204e9800998ecf8427e\n");

    [Fact]
    public async Task OVF4008_without_manifest_nothing_is_intact()
    {
        using var package = Sample.Package("", "");
        var result = await package.VerifyAsync(cancellationToken: Stop);
        Assert.False(result.IsIntact);
        Assert.Equal(ManifestDiagnostics.NoManifest.Id, Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public async Task Every_line_about_a_file_counts()
    {
        var manifest = Sample.Line("a.ovf", Descriptor) + Sample.Line("x", "now") + "SHA1(x)= da39a3ee5e6b4b0d3255bfef95601890afd80709\n";
        using var package = Open(manifest);
        var result = await package.VerifyAsync(cancellationToken: Stop);
        Assert.Equal([FileVerdict.Ok, FileVerdict.Ok, FileVerdict.Mismatch], result.Files.Select(f => f.Verdict));
    }

    [Fact]
    public async Task Cancelling_stops_the_work()
    {
        using var package = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => package.VerifyAsync(null, new CancellationToken(canceled: true)));
    }

    private static OvfPackage Open(string manifest) => Sample.Package(new TarBuilder().File("a.ovf", Descriptor).File("a.mf", manifest).File("x", "now").End());

    private static async Task Expect(DiagnosticDescriptor code, FileVerdict verdict, bool intact, string manifest)
    {
        using var package = Open(manifest);
        var result = await package.VerifyAsync(cancellationToken: Stop);
        Assert.Equal(intact, result.IsIntact);
        Assert.Equal(code.Id, Assert.Single(result.Diagnostics).Id);
        Assert.Equal(verdict, result.Files.Single(f => f.Verdict != FileVerdict.Ok).Verdict);
    }

    private sealed class Synchronous(Action<PackageProgress> action) : IProgress<PackageProgress>
    {
        public void Report(PackageProgress value) => action(value);
    }
}
