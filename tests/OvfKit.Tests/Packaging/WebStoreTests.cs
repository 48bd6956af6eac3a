using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class WebStoreTests : IDisposable
{
    private const string Content = "content of the disk";
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly RangeServer _server;

    public WebStoreTests()
    {
        Directory.CreateDirectory(_folder["p"]);
        File.WriteAllText(_folder["p/my disk.vmdk"], Content);
        File.WriteAllText(_folder["secret"], "secret");
        _server = new RangeServer(_folder.Path);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Loose_files_are_a_package()
    {
        Write("my%20disk.vmdk", Sample.Line("a.ovf", Sample.Envelope(Reference("my%20disk.vmdk"))) + Sample.Line("my disk.vmdk", Content));
        using var package = await OpenAsync();
        Assert.Equal(Content, Sample.Text(package.Files[0].OpenContent()));
        Assert.True((await package.VerifyAsync(null, Stop)).IsIntact);
        Assert.Null(package.CertificateEntry);
        Assert.Empty(package.Extras);
        Assert.All(_server.Asked, static path => Assert.StartsWith("/p/", path, StringComparison.Ordinal));
        // What was found or not found once is not asked for again.
        Assert.Equal(_server.Asked.Distinct(), _server.Asked);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("%2e%2e/secret")]
    [InlineData("..%2fsecret")]
    [InlineData("/secret")]
    [InlineData("\\secret")]
    public async Task Nothing_outside_the_folder_is_asked_for(string href)
    {
        Write(href);
        var found = new DiagnosticBag();
        using var package = await OpenAsync(found);
        Assert.Throws<InvalidContentException>(() => package.Files[0].OpenContent());
        Assert.Contains(found, static one => one.Severity == DiagnosticSeverity.Error && one.Location.Line > 0);
        Assert.DoesNotContain(_server.Asked, static path => !path.StartsWith("/p/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whole_addresses_are_taken_inside_the_folder_and_refused_elsewhere()
    {
        Write(_server.AddressOf("p/my%20disk.vmdk").ToString());
        using (var package = await OpenAsync())
            Assert.Equal(Content, Sample.Text(package.Files[0].OpenContent()));

        Write(_server.AddressOf("secret").ToString());
        using (var package = await OpenAsync())
            Sample.Raises<UnsupportedContentException>(PackageDiagnostics.ExternalReference, () => package.Files[0].OpenContent());
        Assert.DoesNotContain("/secret", _server.Asked);

        var allowed = new PackageOpenOptions { RemoteFiles = address => HttpByteSource.OpenAsync(address, _client).GetAwaiter().GetResult() };
        using (var package = OvfPackage.Open(await WebStore.OpenAsync(_server.AddressOf("p/a.ovf"), _client, null, Stop), allowed))
            Assert.Equal("secret", Sample.Text(package.Files[0].OpenContent()));
    }

    [Fact]
    public async Task Chunks_are_found()
    {
        System.IO.File.WriteAllText(_folder["p/x.000000000"], "ab");
        System.IO.File.WriteAllText(_folder["p/x.000000001"], "c");
        Write("x");
        using var package = await OpenAsync();
        Assert.Equal("abc", Sample.Text(package.Files[0].OpenContent()));
    }

    [Fact]
    public async Task A_server_without_the_descriptor_is_an_error_of_input()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => WebStore.OpenAsync(_server.AddressOf("p/none.ovf"), _client, null, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => WebStore.OpenAsync(_server.AddressOf("p/"), _client, null, Stop));
    }

    [Fact]
    public async Task A_server_that_gives_whole_files_leaves_nothing_behind()
    {
        _server.GivesRanges = false;
        Write("my%20disk.vmdk");
        var found = new DiagnosticBag();
        Directory.CreateDirectory(_folder["temp"]);
        using (var package = OvfPackage.Open(await WebStore.OpenAsync(_server.AddressOf("p/a.ovf"), _client, new HttpOptions { TempDirectory = _folder["temp"], Diagnostics = found }, Stop)))
            Assert.Equal(Content, Sample.Text(package.Files[0].OpenContent()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["temp"]));
        Assert.Contains(found, static one => one.Descriptor == HttpDiagnostics.RangesRefused);
    }

    private static string Reference(string href) => $"""<File ovf:id="f" ovf:href="{href}"/>""";

    private void Write(string href, string? manifest = null)
    {
        System.IO.File.WriteAllText(_folder["p/a.ovf"], Sample.Envelope(Reference(href)), new UTF8Encoding(false));
        if (manifest is not null)
            System.IO.File.WriteAllText(_folder["p/a.mf"], manifest);
    }

    private async Task<OvfPackage> OpenAsync(DiagnosticBag? found = null) => OvfPackage.Open(
        await WebStore.OpenAsync(_server.AddressOf("p/a.ovf"), _client, null, Stop), new PackageOpenOptions { Diagnostics = found });
}
