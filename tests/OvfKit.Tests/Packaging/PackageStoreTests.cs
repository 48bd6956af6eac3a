using System.IO.Compression;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class PackageStoreTests
{
    [Fact]
    public void Archive_is_known_by_its_content()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.ovf"], new TarBuilder().File("b.ovf", "x").End());
        using var store = PackageStore.Open(folder["a.ovf"]);
        Assert.IsType<OvaStore>(store);
        Assert.Equal("b.ovf", Assert.Single(store.Entries).Name);
    }

    [Fact]
    public void Folder_and_descriptor_open_the_folder()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.ovf"], "<x/>");
        File.WriteAllText(folder["b.OVF"], "<x/>");
        File.WriteAllText(folder["a.mf"], "");
        File.WriteAllText(folder["a.cert"], "");
        File.WriteAllText(folder["disk.vmdk"], "x");
        using var whole = PackageStore.Open(folder.Path);
        Assert.Equal(["a.ovf", "a.mf", "a.cert", "b.OVF"], whole.Entries.Select(e => e.Name));
        using var one = PackageStore.Open(folder["b.OVF"]);
        Assert.Equal(["b.OVF"], one.Entries.Select(e => e.Name));
    }

    [Fact]
    public void OVF3001_other_files_are_refused_with_the_reason()
    {
        using var folder = new TempFolder();
        using (var gzip = new GZipStream(File.Create(folder["text.gz"]), CompressionLevel.Fastest))
            gzip.Write("hello"u8);
        using (var zip = ZipFile.Open(folder["two.zip"], ZipArchiveMode.Create))
        {
            zip.CreateEntry("a");
            zip.CreateEntry("b");
        }

        File.WriteAllText(folder["empty.ova"], "");
        File.WriteAllText(folder["text"], "hello");
        foreach (var (name, reason) in new[] { ("text.gz", "Gzip"), ("two.zip", "Zip"), ("empty.ova", "empty"), ("text", "neither") })
        {
            var failure = Assert.Throws<UnsupportedContentException>(() => PackageStore.Open(folder[name]));
            Assert.Equal(PackageDiagnostics.NotAPackage.Id, failure.Diagnostic.Id);
            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        }

        Assert.Throws<FileNotFoundException>(() => PackageStore.Open(folder["missing.ova"]));
    }

    [Theory]
    [InlineData("gzip", "a.ova")]
    [InlineData("bzip2", "a.ova.bz2")]
    [InlineData("xz", "a.tar.xz")]
    [InlineData("zstd", "a")]
    [InlineData("zip", "a.zip")]
    public void A_compressed_archive_is_an_archive(string tool, string name)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["x.ova"], new TarBuilder().File("a.ovf", "x").File("b", "content").End());
        if (tool == "zip")
        {
            using var zip = ZipFile.Open(folder["packed"], ZipArchiveMode.Create);
            zip.CreateEntryFromFile(folder["x.ova"], "x.ova");
        }
        else
        {
            ForeignTool.Require("sh").Run("-c", $"{tool} -c '{folder["x.ova"]}' > '{folder["packed"]}'");
        }

        File.Move(folder["packed"], folder[name]);
        Assert.True(PackageStore.LooksLikePackage(folder[name]));
        using var store = PackageStore.Open(folder[name]);
        Assert.Equal("content", Sample.Text(store.Find("b")!.Open()));
    }

    [Theory, InlineData("ova.xml", false), InlineData("a.ovf", true)]
    public void A_compressed_export_of_XenServer_is_a_disk_and_no_package(string first, bool isPackage)
    {
        using var folder = new TempFolder();
        var archive = new TarBuilder().File(first, "<value/>").File("Ref:1/00000000", "x").End();
        File.WriteAllBytes(folder["vm.xva"], archive);
        using (var file = new GZipStream(File.Create(folder["vm.xva.gz"]), CompressionLevel.Fastest))
            file.Write(archive);

        Assert.Equal(isPackage, PackageStore.LooksLikePackage(folder["vm.xva"]));
        Assert.Equal(isPackage, PackageStore.LooksLikePackage(folder["vm.xva.gz"]));
    }

    [Fact]
    public void OVF3014_case_is_looked_past_with_a_warning()
    {
        using var store = Sample.Store(new TarBuilder().File("Disk.VMDK", "1").File("disk.vmdk", "2").File("Other").End());
        var found = new DiagnosticBag();
        Assert.Equal("2", Sample.Text(store.Find("./disk.vmdk", found)!.Open()));
        Assert.Empty(found);
        Assert.NotNull(store.Find("OTHER", found));
        Assert.Equal(PackageDiagnostics.CaseDiffers.Id, Assert.Single(found).Id);
        Assert.Null(store.Find("nothing", found));
        Assert.Null(store.Find("../Other", found));
    }

    [Fact]
    public void Folder_finds_files_when_asked()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.ovf"], "<x/>");
        Directory.CreateDirectory(folder["d"]);
        File.WriteAllText(folder["d/Disk.vmdk"], "content");
        using var store = FolderStore.OpenFolder(folder.Path);
        var found = new DiagnosticBag();
        var entry = store.Find("d/disk.vmdk", found);
        Assert.Equal("content", Sample.Text(entry!.Open()));
        Assert.Equal("d/Disk.vmdk", entry.Name);
        Assert.Same(entry, store.Find("d/Disk.vmdk"));
        Assert.Equal(2, store.Entries.Count);
        Assert.Equal(PackageDiagnostics.CaseDiffers.Id, Assert.Single(found).Id);
        Assert.Null(store.Find("nowhere/disk.vmdk"));
    }

    [Fact]
    public void OVF3017_links_out_of_the_folder_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have");
        using var folder = new TempFolder();
        using var outside = new TempFolder();
        File.WriteAllText(folder["a.ovf"], "<x/>");
        File.WriteAllText(outside["secret"], "secret");
        File.WriteAllText(folder["inside"], "inside");
        File.CreateSymbolicLink(folder["near"], "inside");
        File.CreateSymbolicLink(folder["far"], outside["secret"]);
        Directory.CreateSymbolicLink(folder["d"], outside.Path);
        using var store = FolderStore.OpenFolder(folder.Path);
        Assert.Equal("inside", Sample.Text(store.Find("near")!.Open()));
        Sample.Raises<InvalidContentException>(PackageDiagnostics.LinkLeavesFolder, () => store.Find("far")!.Open());
        Sample.Raises<InvalidContentException>(PackageDiagnostics.LinkLeavesFolder, () => store.Find("d/secret")!.Open());
    }

    [Fact]
    public void A_folder_that_is_a_link_itself_is_fine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have");
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["real"]);
        File.WriteAllText(folder["real/a.ovf"], "<x/>");
        Directory.CreateSymbolicLink(folder["link"], "real");
        using var store = PackageStore.Open(folder["link"]);
        Assert.Equal("<x/>", Sample.Text(store.Entries[0].Open()));
    }

    [Fact]
    public void Links_in_circles_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have");
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.ovf"], "<x/>");
        File.CreateSymbolicLink(folder["b"], "c");
        File.CreateSymbolicLink(folder["c"], "b");
        using var store = FolderStore.OpenFolder(folder.Path);
        Assert.ThrowsAny<Exception>(() => store.Find("b")?.Open() ?? throw new FileNotFoundException());
        Assert.Throws<IOException>(() => new ConfinedFolder(folder.Path).Holds(folder["b"], out _));
    }
}
