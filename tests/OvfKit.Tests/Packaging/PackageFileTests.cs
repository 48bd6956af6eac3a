using System.IO.Compression;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class PackageFileTests
{
    private const string Disk = """<Disk ovf:diskId="d" ovf:fileRef="f"/>""";

    [Theory]
    [InlineData("x.vmdk", """ovf:chunkSize="4" ovf:size="9" """)]
    [InlineData("x.vmdk", """ovf:size="9" """)]
    [InlineData("%78.vmdk", "")]
    public void Chunks_are_one_file(string href, string attributes)
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package($"""<File ovf:id="f" ovf:href="{href}" {attributes}/>""", "", found, ("x.vmdk.000000000", "abcd"), ("x.vmdk.000000001", "efgh"), ("x.vmdk.000000002", "i"));
        var file = package.Files[0];
        Assert.Equal("abcdefghi", Sample.Text(file.OpenContent()));
        Assert.Equal(("x.vmdk", 9, 3), (file.Entry!.Name, file.Entry.Length, file.Parts.Count));
        Assert.Empty(package.Extras);
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("""ovf:size="10" """, "abcd", "efgh", null)]
    [InlineData("", "abcd", null, "i")]
    [InlineData("""ovf:chunkSize="4" """, "abcd", "efg", "i")]
    public void OVF3015_a_chunk_that_is_missing_or_cut_is_an_error(string attributes, params string?[] chunks)
    {
        var entries = chunks.Select((content, i) => ($"x.vmdk.{i:D9}", content!)).Where(entry => entry.Item2 is not null).ToArray();
        var found = new DiagnosticBag();
        using var package = Sample.Package($"""<File ovf:id="f" ovf:href="x.vmdk" {attributes}/>""", Disk, found, entries);
        Assert.Equal(PackageDiagnostics.ChunkedFile.Id, Assert.Single(found).Id);
        Sample.Raises<InvalidContentException>(PackageDiagnostics.ChunkedFile, () => package.Files[0].OpenContent());
    }

    [Fact]
    public async Task Chunks_are_verified_by_lines_of_their_own_or_one_for_all()
    {
        const string File = """<File ovf:id="f" ovf:href="x.vmdk" ovf:chunkSize="4"/>""";
        var envelope = Sample.Envelope(File);
        foreach (var lines in new[] { Sample.Line("x.vmdk.000000000", "abcd") + Sample.Line("x.vmdk.000000001", "e"), Sample.Line("x.vmdk", "abcde") })
        {
            foreach (var last in new[] { "e", "E" })
            {
                using var package = Sample.Package(new TarBuilder().File("a.ovf", envelope).File("a.mf", Sample.Line("a.ovf", envelope) + lines)
                    .File("x.vmdk.000000000", "abcd").File("x.vmdk.000000001", last).End());
                var verified = await package.VerifyAsync(null, TestContext.Current.CancellationToken);
                Assert.Equal(last == "e", verified.IsIntact);
                Assert.DoesNotContain(verified.Files, file => file.Verdict == FileVerdict.NotListed);
            }
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Compressed_files_are_unpacked_when_they_are_read(string compression)
    {
        var content = string.Concat(Enumerable.Repeat("some text ", 5000));
        using var folder = new TempFolder();
        File.WriteAllText(folder["x"], content);
        ForeignTool.Require(compression).Run("-k", folder["x"]);
        var packed = File.ReadAllBytes(folder[compression == "gzip" ? "x.gz" : "x.bz2"]);
        var found = new DiagnosticBag();
        using var package = Sample.Package(
            new TarBuilder().File("a.ovf", Sample.Envelope($"""<File ovf:id="f" ovf:href="x" ovf:compression="{compression}" ovf:size="{packed.Length}"/>"""))
                .Member("x", '0', packed).End(),
            found);
        Assert.Equal(content, Sample.Text(package.Files[0].OpenContent()));
        Assert.Same(package.Files[0].OpenContent(), package.Files[0].OpenContent());
        Assert.Equal(packed.Length, package.Files[0].Entry!.Length);
        Assert.Empty(found);
    }

    [Fact]
    public void Compressed_chunks_are_joined_and_then_unpacked()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes("the whole content"));
        using var package = Sample.Package(new TarBuilder().File("a.ovf", Sample.Envelope("""<File ovf:id="f" ovf:href="x" ovf:compression="gzip" ovf:chunkSize="10"/>"""))
            .Member("x.000000000", '0', packed[..10]).Member("x.000000001", '0', packed[10..20]).Member("x.000000002", '0', packed[20..]).End());
        Assert.Equal("the whole content", Sample.Text(package.Files[0].OpenContent()));
    }

    [Fact]
    public void OVF3016_unknown_compression_is_not_read()
    {
        using var package = Sample.Package("""<File ovf:id="f" ovf:href="x" ovf:compression="arj"/><File ovf:id="g" ovf:href="y" ovf:compression="identity"/>""", "", null, ("x", "abcd"), ("y", "e"));
        Sample.Raises<UnsupportedContentException>(PackageDiagnostics.CompressedFile, () => package.Files[0].OpenContent());
        Assert.Equal("abcd", Sample.Text(package.Files[0].Entry!.Open()));
        Assert.Equal("e", Sample.Text(package.Files[1].OpenContent()));
    }

    [Fact]
    public void OVF3060_content_decides_about_compression()
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package("""<File ovf:id="f" ovf:href="x" ovf:compression="gzip"/>""", "", found, ("x", "plain"));
        Assert.Equal("plain", Sample.Text(package.Files[0].OpenContent()));
        Assert.Equal("plain", Sample.Text(package.Files[0].OpenContent()));
        Assert.Equal(PackageDiagnostics.CompressionDiffers.Id, Assert.Single(found).Id);
    }

    [Theory]
    [InlineData("", "tiny.vmdk.gz")]
    [InlineData("ovf:compression=\"gzip\"", "tiny.vmdk")]
    [InlineData("ovf:compression=\"gzip\"", "tiny.vmdk.gz")]
    public void Disks_are_opened_in_compressed_files(string attributes, string name)
    {
        var packed = File.ReadAllBytes(RepositoryFiles.Fixture("disks/vmdk/tiny-stream.vmdk.gz"));
        using var package = Sample.Package(new TarBuilder().File("a.ovf", Sample.Envelope($"""<File ovf:id="f" ovf:href="{name}" {attributes}/>""", Disk)).Member(name, '0', packed).End());
        using var image = package.OpenDisk(package.Disks[0]);
        Assert.Equal(GuestHash.All.Single(hash => hash.Path == "disks/vmdk/tiny-stream.vmdk.gz").Sha256, DiskAssert.Hash(image));
    }

    [Fact]
    public void Limits_of_unpacking_hold_in_packages()
    {
        var archive = new TarBuilder().File("a.ovf", Sample.Envelope("""<File ovf:id="f" ovf:href="x" ovf:compression="gzip"/>""")).Member("x", '0', Gzip(new byte[100_000])).End();
        using var package = OvfPackage.Open(Sample.Store(archive), new PackageOpenOptions { Unwrapping = new UnwrapOptions { MaxLength = 1000 } });
        Sample.Raises<InvalidContentException>(WrapDiagnostics.TooLarge, () => package.Files[0].OpenContent());
    }

    private static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }
}
