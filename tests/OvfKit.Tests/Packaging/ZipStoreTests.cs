using System.IO.Compression;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class ZipStoreTests
{
    private const string Appliance = "packages/appliance.ova";

    [Theory]
    [InlineData("zip -q -r -9", "appliance.zip")]
    [InlineData("zip -q -r -0", "appliance.zip")]
    [InlineData("bsdtar --format zip -cf", "appliance.zip")]
    [InlineData("tar -czf", "appliance.tgz")]
    [InlineData("tar -cJf", "appliance.tar.xz")]
    public async Task A_folder_that_was_packed_is_a_package(string packer, string name)
    {
        using var folder = new TempFolder();
        foreach (var inside in new[] { "x", "x/Appliance 1.0" })
        {
            Unpack(Path.Combine(folder.Path, inside));
            var words = packer.Split(' ');
            ForeignTool.Require(words[0]).RunIn(folder["x"], [.. words[1..], folder[name], "."]);
            Assert.True(PackageStore.LooksLikePackage(folder[name]));

            var found = new DiagnosticBag();
            using (var package = OvfPackage.Open(folder[name], new PackageOpenOptions { Diagnostics = found, Unwrapping = new() { TempDirectory = folder.Path } }))
            {
                Assert.Equal("appliance.ovf", Path.GetFileName(package.DescriptorEntry.Name));
                Assert.Equal(folder[name] + (name.EndsWith(".zip", StringComparison.Ordinal) ? "" : "!appliance.tar"), package.Store.Name);
                Assert.True((await package.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
                var sink = new FolderSink(folder["out"]);
                await using (sink)
                    await PackageConverter.ConvertAsync(package, sink, new ConvertOptions { DiskFormat = DiskFormats.BuiltIn.Find("raw") }, null, TestContext.Current.CancellationToken);
            }

            using (var converted = OvfPackage.Open(folder["out"]))
            using (var image = converted.OpenDisk(converted.Disks[0]))
                Assert.Equal(GuestHash.All.Single(hash => hash.Path == Appliance + "!appliance-disk1.vmdk").Sha256, DiskAssert.Hash(image));
            Assert.Equal(["appliance-disk1.raw", "appliance-disk2.raw", "appliance-notes.txt", "appliance.mf", "appliance.ovf"], Names(folder["out"]));
            Assert.DoesNotContain(found, finding => finding.Descriptor == PackageDiagnostics.DescriptorNotFirst && name.EndsWith(".zip", StringComparison.Ordinal));
            Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.tmp"));
            Directory.Delete(folder["out"], recursive: true);
            Directory.Delete(folder["x"], recursive: true);
            File.Delete(folder[name]);
        }
    }

    [Theory]
    [InlineData("-0")]
    [InlineData("-9")]
    public async Task An_archive_beside_other_files_is_found(string level)
    {
        using var folder = new TempFolder();
        File.Copy(RepositoryFiles.Fixture(Appliance), folder["appliance.ova"]);
        File.WriteAllText(folder["appliance.ova.sha256"], "");
        ForeignTool.Require("zip").RunIn(folder.Path, "-q", level, "download.zip", "appliance.ova", "appliance.ova.sha256");
        Assert.True(PackageStore.LooksLikePackage(folder["download.zip"]));
        using var package = OvfPackage.Open(folder["download.zip"]);
        Assert.Equal($"{folder["download.zip"]}!appliance.ova", package.Store.Name);
        Assert.True((await package.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
    }

    [Fact]
    public void An_encrypted_file_is_refused_by_name_when_it_is_needed()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.ovf"], Sample.Envelope("""<File ovf:id="f" ovf:href="x.vmdk"/>"""));
        File.WriteAllText(folder["x.vmdk"], "secret");
        ForeignTool.Require("zip").RunIn(folder.Path, "-q", "a.zip", "a.ovf");
        ForeignTool.Require("zip").RunIn(folder.Path, "-q", "-P", "secret", "a.zip", "x.vmdk");
        using var package = OvfPackage.Open(folder["a.zip"]);
        var refused = Assert.Throws<UnsupportedContentException>(() => package.Files[0].OpenContent());
        Assert.Equal(WrapDiagnostics.UnknownMethod.Id, refused.Diagnostic.Id);
        Assert.Contains("\"x.vmdk\" is encrypted", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../a.ovf", "OVF3004")]
    [InlineData("/etc/a.ovf", "OVF3004")]
    [InlineData("c:a.ovf", "OVF3004")]
    [InlineData("./a.ovf", "OVF3006")]
    public void Names_are_as_safe_as_those_of_other_archives(string name, string code)
    {
        var refused = Assert.Throws<InvalidContentException>(() => PackageStore.Open(Archive(("a.ovf", "x"), (name, "x"))));
        Assert.Equal(code, refused.Diagnostic.Id);
        Assert.True(refused.Diagnostic.Location.Offset > 0);
    }

    [Fact]
    public void OVF3005_a_link_is_no_file()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.ovf"], Sample.Envelope(""));
        File.CreateSymbolicLink(folder["x"], "/etc/passwd");
        ForeignTool.Require("zip").RunIn(folder.Path, "-q", "--symlinks", "a.zip", "a.ovf", "x");
        Sample.Raises<InvalidContentException>(PackageDiagnostics.NotAFile, () => PackageStore.Open(folder["a.zip"]));
    }

    [Fact]
    public void What_holds_no_package_is_none()
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder["a.zip"]))
            file.Write(Bytes(("a.ova", "x"), ("b.ova", "x"), ("__MACOSX/c.ovf", "x"), ("._d.ovf", "x")));
        Assert.False(PackageStore.LooksLikePackage(folder["a.zip"]));
        Sample.Raises<UnsupportedContentException>(PackageDiagnostics.NotAPackage, () => PackageStore.Open(folder["a.zip"]));
    }

    [Fact]
    public void Limits_of_unpacking_hold()
    {
        using var package = OvfPackage.Open(
            PackageStore.Open(Archive(("a.ovf", Sample.Envelope("""<File ovf:id="f" ovf:href="x"/>""")), ("x", new string('x', 100_000))), null, new UnwrapOptions { MaxLength = 50_000 }));
        Sample.Raises<InvalidContentException>(WrapDiagnostics.TooLarge, () => package.Files[0].OpenContent());
    }

    private static ByteSource Archive(params (string Name, string Content)[] files) => ByteSource.FromMemory(Bytes(files), "a.zip");

    private static byte[] Bytes(params (string Name, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static void Unpack(string target)
    {
        Directory.CreateDirectory(target);
        ForeignTool.Require("tar").Run("-xf", RepositoryFiles.Fixture(Appliance), "-C", target);
    }

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
