using System.Formats.Tar;
using System.Text;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class OvaSinkTests
{
    private static readonly string LongName = string.Join('/', Enumerable.Repeat("näme-of-a-folder", 12)) + "/disk.vmdk";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_readers_see_the_same_entries()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder["a.ova"], "a.ovf", "größe.txt", LongName, new string('n', 100), new string('m', 101));
        using (var reader = new TarReader(File.OpenRead(folder["a.ova"])))
        {
            foreach (var name in (string[])["a.ovf", "a.mf", "größe.txt", LongName, new string('n', 100), new string('m', 101)])
            {
                var entry = reader.GetNextEntry(copyData: true)!;
                Assert.Equal(name, entry.Name);
                Assert.Equal(name.Length > 100 ? TarEntryFormat.Gnu : TarEntryFormat.Ustar, entry.Format);
                Assert.Equal((0, 0, OvaSink.DefaultModified), (entry.Uid, entry.Gid, entry.ModificationTime));
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, entry.Mode);
                if (name != "a.mf")
                    Assert.Equal("content of " + name, await new StreamReader(entry.DataStream!).ReadToEndAsync(Stop));
            }

            Assert.Null(reader.GetNextEntry());
        }

        Assert.Equal(0, new FileInfo(folder["a.ova"]).Length % 10240);
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("bsdtar")]
    public async Task Foreign_tars_unpack_it(string program)
    {
        var tar = ForeignTool.Require(program);
        using var folder = new TempFolder();
        await WriteAsync(folder["a.ova"], "a.ovf", "disk (1).vmdk", LongName);
        if (program == "tar")
            Assert.Equal(["a.ovf", "a.mf", "disk (1).vmdk", LongName], tar.RunIn(folder.Path, "--quoting-style=literal", "-tf", "a.ova").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var (exitCode, output, error) = tar.TryRun(folder.Path, "-xf", "a.ova");
        Assert.Equal((0, "", ""), (exitCode, output, error));
        Assert.Equal("content of " + LongName, File.ReadAllText(folder[LongName]));
    }

    [Fact]
    public async Task Sha256sum_and_openssl_agree_with_the_manifest()
    {
        var sha256sum = ForeignTool.Require("sha256sum");
        var openssl = ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        await WriteAsync(folder["a.ova"], "a.ovf", "disk.vmdk", "with (blank).txt");
        ForeignTool.Require("tar").RunIn(folder.Path, "-xf", "a.ova");
        var lines = File.ReadAllLines(folder["a.mf"]);
        Assert.Equal(3, lines.Length);
        foreach (var line in lines)
        {
            var name = line[7..line.LastIndexOf(')')];
            Assert.EndsWith(line[(line.LastIndexOf(' ') + 1)..], openssl.RunIn(folder.Path, "dgst", "-sha256", name).TrimEnd(), StringComparison.Ordinal);
        }

        // sha256sum reads the BSD form of the same line.
        File.WriteAllLines(folder["sums"], lines.Select(line => line.Replace("SHA256(", "SHA256 (", StringComparison.Ordinal).Replace(")= ", ") = ", StringComparison.Ordinal)));
        sha256sum.RunIn(folder.Path, "--strict", "-c", "sums");
    }

    [Fact]
    public async Task The_same_content_gives_the_same_bytes()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder["a.ova"], "a.ovf", "x");
        await WriteAsync(folder["b.ova"], "a.ovf", "x");
        Assert.Equal(File.ReadAllBytes(folder["a.ova"]), File.ReadAllBytes(folder["b.ova"]));
    }

    [Fact]
    public async Task Gnu_tar_makes_the_same_bytes_but_for_device_numbers()
    {
        var tar = ForeignTool.Require("tar");
        using var folder = new TempFolder();
        await WriteAsync(folder["a.ova"], "a.ovf", "x");
        tar.RunIn(folder.Path, "-xf", "a.ova");
        tar.RunIn(folder.Path, "--format=ustar", "--mtime=@315532800", "--owner=0", "--group=0", "--numeric-owner", "--mode=0644", "-cf", "b.tar", "a.ovf", "a.mf", "x");
        Assert.Equal(WithoutDevices(folder["b.tar"]), WithoutDevices(folder["a.ova"]));

        // Plain files have no device; tar writes zeros there, and the checksum follows.
        static byte[] WithoutDevices(string path)
        {
            var bytes = File.ReadAllBytes(path);
            for (var at = 0; at < bytes.Length; at += 512)
            {
                if (!bytes.AsSpan(at + 257).StartsWith("ustar"u8))
                    continue;
                bytes.AsSpan(at + 148, 8).Clear();
                bytes.AsSpan(at + 329, 16).Clear();
            }

            return bytes;
        }
    }

    [Fact]
    public async Task Entries_of_8_GiB_get_gnu_headers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows would write all the zeros");
        const long size = (8L << 30) + 5;
        using var folder = new TempFolder();
        await using (var sink = new OvaSink(folder["a.ova"]))
        {
            await using (var stream = sink.Create("big"))
            {
                stream.Position = size - 1;
                stream.WriteByte(7);
                await stream.CompleteAsync(Stop);
            }

            await using (var stream = sink.Create("small"))
            {
                stream.WriteByte(8);
                await stream.CompleteAsync(Stop);
            }

            await sink.CompleteAsync(Stop);
        }

        using var store = OvaStore.OpenArchive(folder["a.ova"]);
        Assert.Equal([size, 1], store.Entries.Select(e => e.Length));
        var last = new byte[1];
        store.Entries[0].Open().ReadExactly(size - 1, last);
        Assert.Equal(7, last[0]);
        var listed = ForeignTool.Require("tar").RunIn(folder.Path, "-tvf", "a.ova");
        Assert.Contains($" {size} ", listed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((8L << 30) - 1, "ustar\000", "77777777777")]
    [InlineData(8L << 30, "ustar  \0", null)]
    public void Header_form_depends_on_the_size(long size, string magic, string? octal)
    {
        var header = TarEntryHeader.Make("a", size, DateTime.UnixEpoch);
        Assert.Equal(magic, Encoding.ASCII.GetString(header, 257, 8));
        if (octal is null)
            Assert.Equal([0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0], header[124..136]);
        else
            Assert.Equal(octal, Encoding.ASCII.GetString(header, 124, 11));
    }

    [Fact]
    public async Task Nothing_is_left_when_it_is_not_completed()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.ova"], "old");
        Assert.Throws<IOException>(() => new OvaSink(folder["a.ova"]));
        await using (var sink = new OvaSink(folder["a.ova"], overwrite: true))
            sink.Create("x").WriteByte(1);
        Assert.Equal([folder["a.ova"]], Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal("old", File.ReadAllText(folder["a.ova"]));
    }

    [Fact]
    public async Task Places_are_filled_within_their_last_block()
    {
        using var folder = new TempFolder();
        await using var sink = new OvaSink(folder["a.ova"]);
        Assert.Equal(new Reservation("a", 513, 1024), sink.Reserve("a", 600));
        Assert.Equal(new Reservation("b", 1, 512), sink.Reserve("b", 512));
        Assert.Equal(new Reservation("c", 0, 0), sink.Reserve("c", 0));
    }

    [Fact]
    public async Task A_descriptor_shorter_than_its_place_is_padded_behind_its_text()
    {
        using var folder = new TempFolder();
        var text = Sample.Envelope("");
        await using (var sink = new OvaSink(folder["a.ova"]))
        {
            var content = PackageContent.For("a.ovf", Encoding.UTF8.GetBytes(text), PackagePart.Copy("x", ByteSource.FromMemory("x"u8.ToArray(), "x")));
            await PackageWriter.WriteAsync(sink, content with { MaxDescriptorLength = text.Length + 1000 }, Stop);
        }

        using var package = OvfPackage.Open(folder["a.ova"]);
        Assert.Equal(text, Sample.Text(package.DescriptorEntry.Open()).TrimEnd('\n') + "\n");
        Assert.InRange(package.DescriptorEntry.Length, text.Length + 1, text.Length + 1000);
        Assert.True((await package.VerifyAsync(cancellationToken: Stop)).IsIntact);
    }

    [Theory]
    [InlineData("utf-8", "\n")]
    [InlineData("utf-16", "\n")]
    [InlineData("utf-16BE", "\n")]
    public void Padding_is_in_the_encoding_of_the_text(string encoding, string lineEnd)
    {
        var text = Encoding.GetEncoding(encoding).GetBytes("<a/>");
        var padded = LineEndPadding.Pad(text, 13);
        Assert.Equal("<a/>", Encoding.GetEncoding(encoding).GetString(padded.Span).TrimEnd(lineEnd[0]));
        Assert.InRange(padded.Length, 13, 14);
        Assert.Equal(text, LineEndPadding.Pad(text, 4).ToArray());
    }

    private static async Task WriteAsync(string path, string descriptor, params string[] parts)
    {
        await using var sink = new OvaSink(path);
        ReadOnlyMemory<byte> Content(string name) => Encoding.UTF8.GetBytes("content of " + name);
        await PackageWriter.WriteAsync(
            sink, PackageContent.For(descriptor, Content(descriptor), [.. parts.Select(name => PackagePart.Copy(name, ByteSource.FromMemory(Content(name), name)))]), Stop);
    }
}
