using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class FolderSinkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_seen_before_it_is_complete()
    {
        using var folder = new TempFolder();
        await using (var sink = new FolderSink(folder["out"]))
        {
            await WriteAsync(sink, "d/a.txt", "text");
            Assert.False(Directory.Exists(folder["out"]));
            Assert.True(Directory.Exists(folder["out.partial"]));
            await sink.CompleteAsync(Stop);
        }

        Assert.Equal("text", File.ReadAllText(folder["out/d/a.txt"]));
        Assert.Equal(["out"], Names(folder));
    }

    [Fact]
    public async Task Disposing_before_the_end_removes_everything()
    {
        using var folder = new TempFolder();
        await using (var sink = new FolderSink(folder["out"]))
        {
            await WriteAsync(sink, "a", "text");
            sink.Create("b").WriteByte(1);
        }

        Assert.Empty(Names(folder));
    }

    [Fact]
    public async Task A_leftover_of_a_killed_run_is_begun_again()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["out.partial/content/d"]);
        File.WriteAllText(folder["out.partial/content/d/old"], "old");
        File.WriteAllText(folder["out.partial/journal"], "");
        await using (var sink = new FolderSink(folder["out"]))
            await sink.CompleteAsync(Stop);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["out"]));
    }

    [Fact]
    public async Task An_empty_folder_is_taken_over()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["out"]);
        await using var sink = new FolderSink(folder["out"] + Path.DirectorySeparatorChar);
        await WriteAsync(sink, "a", "new");
        await sink.CompleteAsync(Stop);
        Assert.Equal("new", File.ReadAllText(folder["out/a"]));
        Assert.Equal(["out"], Names(folder));
    }

    [Fact]
    public async Task A_folder_with_content_is_refused_at_once_and_at_the_end()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["full"]);
        File.WriteAllText(folder["full/a"], "old");
        Assert.Throws<IOException>(() => new FolderSink(folder["full"]));
        await using (var sink = new FolderSink(folder["late"]))
        {
            Directory.CreateDirectory(folder["late"]);
            File.WriteAllText(folder["late/a"], "old");
            await Assert.ThrowsAsync<IOException>(async () => await sink.CompleteAsync(Stop));
        }

        Assert.Equal("old", File.ReadAllText(folder["late/a"]));
        Assert.Equal(["full", "late"], Names(folder));
    }

    [Fact]
    public async Task Overwriting_replaces_the_folder_only_at_the_end()
    {
        using var folder = new TempFolder();
        WritePackage(folder["out"]);
        await using (var failed = new FolderSink(folder["out"], overwrite: true))
            await WriteAsync(failed, "new", "new");
        Assert.Equal("old", File.ReadAllText(folder["out/sub/old"]));

        await using var sink = new FolderSink(folder["out"], overwrite: true);
        await WriteAsync(sink, "new", "new");
        await sink.CompleteAsync(Stop);
        Assert.Equal([folder["out/new"]], Directory.EnumerateFileSystemEntries(folder["out"]));
        Assert.Equal(["out"], Names(folder));
    }

    [Theory]
    [InlineData("letters/mine.txt")]
    [InlineData("source.ova")]
    [InlineData("other.ovf")]
    public async Task What_is_no_part_of_a_package_is_not_lost_by_overwriting(string name)
    {
        using var folder = new TempFolder();
        WritePackage(folder["out"]);
        Directory.CreateDirectory(Path.GetDirectoryName(folder[$"out/{name}"])!);
        await using (var sink = new FolderSink(folder["out"], overwrite: true))
        {
            await WriteAsync(sink, "new", "new");
            File.WriteAllText(folder[$"out/{name}"], "mine");
            await Assert.ThrowsAsync<IOException>(async () => await sink.CompleteAsync(Stop));
        }

        var exception = Assert.Throws<IOException>(() => new FolderSink(folder["out"], overwrite: true));
        if (name != "other.ovf")
            Assert.Contains($"\"{name}\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder[$"out/{name}"]));
        Assert.Equal("old", File.ReadAllText(folder["out/sub/old"]));
        Assert.Equal(["out"], Names(folder));
    }

    [Fact]
    public void A_file_or_a_missing_folder_above_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["file"], "");
        Assert.Throws<IOException>(() => new FolderSink(folder["file"], overwrite: true));
        Assert.Throws<DirectoryNotFoundException>(() => new FolderSink(folder["no/out"]));
        Assert.Equal(["file"], Names(folder));
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("")]
    [InlineData("./taken")]
    public async Task Unsafe_and_taken_names_are_refused(string name)
    {
        using var folder = new TempFolder();
        await using var sink = new FolderSink(folder["out"]);
        await WriteAsync(sink, "taken", "");
        Assert.Throws<ArgumentException>(() => sink.Create(name));
    }

    [Fact]
    public async Task Misuse_is_refused()
    {
        using var folder = new TempFolder();
        await using var sink = new FolderSink(folder["out"]);
        var place = sink.Reserve("a", 3);
        var entry = sink.Create("b");
        Assert.Throws<InvalidOperationException>(() => sink.Create("c"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await sink.CompleteAsync(Stop));
        await entry.CompleteAsync(Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await sink.CompleteAsync(Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await sink.FillAsync(place, new byte[4], Stop));
        await sink.FillAsync(place, new byte[3], Stop);
        await Assert.ThrowsAsync<ArgumentException>(async () => await sink.FillAsync(place, new byte[3], Stop));
        await sink.CompleteAsync(Stop);
    }

    // With a file of the descriptor, and one that the manifest alone lists.
    private static void WritePackage(string path)
    {
        Directory.CreateDirectory(Path.Combine(path, "sub"));
        File.WriteAllText(Path.Combine(path, "a.ovf"), Sample.Envelope("""<File ovf:id="f" ovf:href="sub/old"/>"""));
        File.WriteAllText(Path.Combine(path, "sub", "old"), "old");
        File.WriteAllText(Path.Combine(path, "README"), "read");
        File.WriteAllText(Path.Combine(path, "a.mf"), Sample.Line("README", "read"));
    }

    private static async Task WriteAsync(PackageSink sink, string name, string text)
    {
        await using var entry = sink.Create(name);
        await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Stop);
        await entry.CompleteAsync(Stop);
    }

    private static IEnumerable<string?> Names(TempFolder folder) => Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
