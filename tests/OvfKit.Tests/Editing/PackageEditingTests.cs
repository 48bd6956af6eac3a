using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Editing;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;
using OvfKit.Tests.Schema;
using OvfKit.Tests.Signing;
using OvfKit.Xml;

namespace OvfKit.Tests.Editing;

public sealed class PackageEditingTests
{
    private static readonly string _disk = new string('d', 512) + new string('e', 512);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disk_and_a_file_are_added_and_others_left_out(bool toArchive)
    {
        using var folder = new TempFolder();
        using var source = Package();
        using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(new byte[4096], "new.raw"), null, DiskFormats.BuiltIn.Find("raw"));
        using var target = await EditAsync(source, folder["out"], toArchive, new ConvertOptions
        {
            Changes = new DescriptorChanges { RemovedDisks = ["one"], RemovedFiles = ["icon.png", "extra.txt"] },
            AddedDisks = [new AddedDisk("new.raw", image), new AddedDisk("second.raw", image) { Format = DiskFormats.BuiltIn.Find("raw") }],
            AddedFiles = [new AddedFile("my notes.txt", ByteSource.FromMemory("hello"u8.ToArray(), "x"))],
        });
        Assert.Equal(["a.mf", "a.ovf", "my notes.txt", "new.vmdk", "second-2.raw", "second.raw"], target.Store.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["file2", "file1", "file3", "file4"], target.Files.Select(file => file.Reference.Id));
        Assert.All(target.Files, file => Assert.Equal(file.Reference.Size, file.Entry!.Length));
        Assert.Equal("my%20notes.txt", target.Files[3].Reference.Href);
        using var added = target.OpenDisk(target.Disks[1]);
        Assert.Equal(("vmdk", "streamOptimized", 4096L), (added.Format.Name, added.Variant, added.Length));
        var drives = target.Descriptor.Envelope.VirtualSystems[0].DiskDrives;
        Assert.Equal([("two", "1"), ("vmdisk1", "0"), ("vmdisk2", "2")], drives.Select(drive => (drive.Disk!.DiskId!, drive.Unit!)));
        Assert.All(drives, drive => Assert.Equal("3", drive.Controller!.InstanceId));
        Assert.Empty(Oracle.Complaints(target.Descriptor.Document));
    }

    [Fact]
    public async Task Disks_beyond_a_controller_get_another_and_none_sits_on_the_controllers_own_place()
    {
        using var folder = new TempFolder();
        using var source = Package();
        using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(new byte[512], "new.raw"), null, DiskFormats.BuiltIn.Find("raw"));
        using var target = await EditAsync(source, folder["out"], false, new ConvertOptions { AddedDisks = [.. Enumerable.Repeat(new AddedDisk("new", image), 15)] });
        var places = target.Descriptor.Envelope.VirtualSystems[0].DiskDrives.Select(drive => (drive.Bus, drive.Unit)).ToList();
        Assert.Equal(17, places.Distinct().Count());
        Assert.DoesNotContain(places, place => place.Unit == "7");
        Assert.Equal([("1", "0"), ("1", "1")], places.Where(place => place.Bus == "1"));
    }

    [Fact]
    public async Task Images_get_the_ids_that_VirtualBox_finds_in_the_descriptor()
    {
        using var folder = new TempFolder();
        var bytes = await DiskAssert.WriteAsync(DiskAssert.OpenRaw(new byte[1 << 20]), DiskFormats.BuiltIn.Find("vdi")!, new DiskWriteOptions { Id = Guid.Parse(EditSample.DiskId) });
        await File.WriteAllTextAsync(folder["a.ovf"], EditSample.WithVirtualBox.Replace("ovf:size=\"1024\"", "", StringComparison.Ordinal).Replace("http://en.wikipedia.org/wiki/Byte\" vbox", "x\" vbox", StringComparison.Ordinal), Stop);
        await File.WriteAllBytesAsync(folder["a disk.raw"], bytes, Stop);
        await File.WriteAllTextAsync(folder["second.raw"], _disk, Stop);
        await File.WriteAllTextAsync(folder["icon.png"], "icon", Stop);
        using var source = OvfPackage.Open(folder["a.ovf"]);
        using var target = await EditAsync(source, folder["out"], false, new ConvertOptions { Changes = new DescriptorChanges { FreshIds = true } });
        using var fresh = target.OpenDisk(target.Disks[0]);
        Assert.Equal("a disk.raw", target.Files[0].Name);
        Assert.Equal(("vdi", "dynamic"), (fresh.Format.Name, fresh.Variant));
        Assert.NotEqual(Guid.Parse(EditSample.DiskId), fresh.Id);
        Assert.Equal([fresh.Id!.Value.ToString()], target.Descriptor.Envelope.VirtualSystems[0].VirtualBoxMachine!.ImageIds);
        Assert.Equal(fresh.Id.ToString(), (string?)target.Disks[0].Disk.Element.Attribute(OvfNamespaces.VirtualBox + "uuid"));
    }

    [Fact]
    public async Task Images_get_fresh_ids_and_keep_all_else()
    {
        using var folder = new TempFolder();
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        using var target = await EditAsync(source, folder["out"], false, new ConvertOptions { Changes = new DescriptorChanges { FreshIds = true } });
        Assert.Equal(source.Disks.Count, target.Disks.Count);
        foreach (var (before, after) in source.Disks.Zip(target.Disks))
        {
            using var old = source.OpenDisk(before);
            using var fresh = target.OpenDisk(after);
            Assert.Equal((old.Format, old.Variant, before.File!.Name), (fresh.Format, fresh.Variant, after.File!.Name));
            Assert.NotNull(fresh.Id);
            Assert.NotEqual(old.Id, fresh.Id);
            Assert.Equal(DiskAssert.Hash(old), DiskAssert.Hash(fresh));
        }
    }

    [Fact]
    public async Task OVF7008_an_image_that_cannot_be_written_anew_keeps_its_id()
    {
        using var folder = new TempFolder();
        const string Flat = "# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\ncreateType=\"monolithicFlat\"\n\nRW 2 FLAT \"second.raw\" 0\n";
        using var source = Sample.Package(new TarBuilder().File("a.ovf", EditSample.Text.Replace("ovf:size=\"1024\"", "", StringComparison.Ordinal))
            .File("a disk.raw", Flat).File("second.raw", _disk).File("icon.png", "icon").End());
        var found = new DiagnosticBag();
        using var target = await EditAsync(source, folder["out"], false, new ConvertOptions { Changes = new DescriptorChanges { FreshIds = true }, Diagnostics = found });
        Assert.Contains(found, one => one.Id == "OVF7008");
        Assert.Equal(Flat, Sample.Text(target.Files[0].OpenContent()));
    }

    [Fact]
    public async Task A_signature_that_no_longer_holds_is_left_out_with_a_warning()
    {
        using var folder = new TempFolder();
        using var source = SignedSample.Package("a signature of before");
        var found = new DiagnosticBag();
        using var target = await EditAsync(source, folder["out"], false, new ConvertOptions { Changes = new DescriptorChanges { Name = "another" }, Diagnostics = found });
        Assert.Null(target.CertificateEntry);
        Assert.Contains(found, one => one.Id == "OVF7001");
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused()
    {
        using var folder = new TempFolder();
        using var source = Package();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => EditAsync(source, folder["out"], false, new ConvertOptions { AddedFiles = [new AddedFile("ICON.png", ByteSource.FromMemory(new byte[1], "x"))] }));
        Assert.Contains("has a file \"ICON.png\" already", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<ArgumentException>(() => EditAsync(source, folder["out"], false, new ConvertOptions { AddedFiles = [new AddedFile("../x", ByteSource.FromMemory(new byte[1], "x"))] }));
        Assert.Contains("cannot be the name of a file", refused.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(folder["out"]));
    }

    private static OvfPackage Package() => Sample.Package(
        new TarBuilder().File("a.ovf", EditSample.Text).File("a disk.raw", _disk).File("second.raw", _disk).File("icon.png", "icon").File("extra.txt", "extra").End());

    private static async Task<OvfPackage> EditAsync(OvfPackage source, string path, bool toArchive, ConvertOptions options)
    {
        PackageSink sink = toArchive ? new OvaSink(path) : new FolderSink(path);
        await using (sink)
            await PackageConverter.ConvertAsync(source, sink, options, cancellationToken: Stop);
        var target = OvfPackage.Open(path);
        Assert.True((await target.VerifyAsync(cancellationToken: Stop)).IsIntact);
        return target;
    }
}
