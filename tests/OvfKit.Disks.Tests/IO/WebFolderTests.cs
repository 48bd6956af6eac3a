using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO;

public sealed class WebFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly RangeServer _server;

    public WebFolderTests()
    {
        Directory.CreateDirectory(_folder["a/sub"]);
        File.WriteAllText(_folder["outside"], "secret");
        File.WriteAllText(_folder["a/100% #1?.txt"], "odd");
        File.WriteAllText(_folder["a/sub/x"], "deep");
        _server = new RangeServer(_folder.Path);
    }

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("100% #1?.txt", "odd")]
    [InlineData("sub/x", "deep")]
    public async Task Files_of_the_folder_are_opened_by_name(string name, string content)
    {
        var folder = new WebFolder(_server.AddressOf("a/x.ovf?token=1"), _client);
        using var source = await folder.FindAsync(name, TestContext.Current.CancellationToken);
        var bytes = new byte[source!.Length];
        source.ReadExactly(0, bytes);
        Assert.Equal(content, System.Text.Encoding.UTF8.GetString(bytes));
        Assert.EndsWith("?token=1", Assert.Single(_server.Asked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/outside")]
    [InlineData("sub/../../outside")]
    [InlineData("..\\outside")]
    [InlineData("http://127.0.0.1/outside")]
    [InlineData("")]
    [InlineData(".")]
    public async Task Nothing_else_is_asked_for(string name)
    {
        var folder = new WebFolder(_server.AddressOf("a/x.ovf"), _client);
        Assert.Null(await folder.FindAsync(name, TestContext.Current.CancellationToken));
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task What_the_server_does_not_have_is_not_there()
    {
        var folder = new WebFolder(_server.AddressOf("a/x.ovf"), _client);
        Assert.Null(await folder.FindAsync("%2e%2e/outside", TestContext.Current.CancellationToken));
        Assert.Equal("/a/%252e%252e/outside", Assert.Single(_server.Asked));
        await Assert.ThrowsAsync<FileNotFoundException>(() => HttpByteSource.OpenAsync(_server.AddressOf("a/none"), _client, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Whole_addresses_are_names_only_inside()
    {
        var folder = new WebFolder(new Uri("https://example.com/dir/x.ovf"), _client);
        Assert.Equal("my disk.vmdk", folder.NameOf(new Uri("https://example.com/dir/my%20disk.vmdk?x=1")));
        foreach (var other in (string[])["https://example.com/other/a", "https://example.com/dir2/a", "http://example.com/dir/a", "https://example.org/dir/a", "https://example.com:444/dir/a", "https://example.com/dir/../a"])
            Assert.Null(folder.NameOf(new Uri(other)));
        Assert.Throws<ArgumentException>(() => new WebFolder(new Uri("ftp://example.com/a"), _client));
    }

    [Fact]
    public async Task An_image_finds_its_pieces_beside_it()
    {
        var guest = Guest.Make("patterns");
        using (var source = guest.OpenRaw())
        using (var sink = new FileDiskSink(_folder["a/disk.vmdk"]))
        {
            var vmdk = DiskFormats.BuiltIn.Find("vmdk")!;
            await using (var writer = vmdk.CreateWriter(sink, new DiskWriteOptions { Variant = "monolithicFlat" }))
                await DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken);
            sink.Commit();
        }

        var address = _server.AddressOf("a/disk.vmdk");
        using var image = DiskFormats.BuiltIn.OpenOwned(
            await HttpByteSource.OpenAsync(address, _client, null, TestContext.Current.CancellationToken),
            new DiskOpenOptions { Resolver = new WebReferences(new WebFolder(address, _client)).Resolve });
        guest.AssertIn(image);
        Assert.Contains("/a/disk-flat.vmdk", _server.Asked);
    }
}
