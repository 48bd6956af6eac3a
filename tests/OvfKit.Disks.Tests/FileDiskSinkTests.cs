using OvfKit.Disks.Formats.Raw;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

public class FileDiskSinkTests
{
    public static TheoryData<string> Formats { get; } = ["vmdk", "vhdx", "raw"];

    [Theory, MemberData(nameof(Formats))]
    public async Task A_disk_appears_when_it_is_complete(string format)
    {
        using var folder = new TempFolder();
        var guest = Guest.Make("patterns");
        using var source = guest.OpenRaw();
        using (var sink = new FileDiskSink(folder["disk.img"]))
        {
            Assert.Equal(("disk.img", true), (sink.Name, sink.CanSeek));
            await using var writer = DiskFormats.BuiltIn.Find(format)!.CreateWriter(sink, DiskWriteOptions.Default);
            await DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken);
            Assert.False(File.Exists(folder["disk.img"]));
            sink.Commit();
        }

        using var image = DiskFormats.BuiltIn.OpenFile(folder["disk.img"], format: DiskFormats.BuiltIn.Find(format));
        guest.AssertIn(image);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task A_copy_that_fails_leaves_nothing(string format)
    {
        using var folder = new TempFolder();
        using var source = new FakeImage(8 << 20, offset => offset < 4 << 20 ? Run.FromParent((4 << 20) - offset) : throw new IOException("gone"), Guest.Empty(8 << 20).Random(0, 8 << 20).OpenRaw());
        using (var sink = new FileDiskSink(folder["disk.img"]))
        {
            await using var writer = DiskFormats.BuiltIn.Find(format)!.CreateWriter(sink, DiskWriteOptions.Default);
            await Assert.ThrowsAsync<IOException>(() => DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken));
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_sparse_disk_stays_sparse_on_disk()
    {
        using var folder = new TempFolder();
        var guest = Guest.Make("sparse above 4 GiB");
        foreach (var format in (DiskFormat[])[RawFormat.Instance, VhdxFormat.Instance, VmdkFormat.Instance])
        {
            using var source = guest.OpenRaw();
            using (var sink = new FileDiskSink(folder[format.Name]))
            {
                await using var writer = format.CreateWriter(sink, DiskWriteOptions.Default);
                await DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken);
                sink.Commit();
            }

            using var file = OvfKit.IO.ByteSource.OpenFile(folder[format.Name]);
            if (file.DataRanges().Sum(range => range.Length) is var data && data == file.Length && format.Name != "vmdk")
                Assert.Skip("the file system of the temporary folder keeps no holes");
            Assert.InRange(data, 1, 6 << 20);
            using var image = DiskFormats.BuiltIn.Open(file, null, format);
            guest.AssertIn(image);
        }
    }

    [Fact]
    public void Further_files_appear_together_with_the_image()
    {
        using var folder = new TempFolder();
        using (var sink = new FileDiskSink(folder["disk.vmdk"]))
        {
            sink.Create("disk-flat.vmdk").Write("flat"u8);
            sink.Create("disk.vmdk").Write("descriptor"u8);
            Assert.False(File.Exists(folder["disk-flat.vmdk"]));
            sink.Commit();
        }

        Assert.Equal("flat", File.ReadAllText(folder["disk-flat.vmdk"]));
        Assert.Equal("descriptor", File.ReadAllText(folder["disk.vmdk"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void Files_that_cannot_all_get_their_names_get_none()
    {
        using var folder = new TempFolder();
        using (var sink = new FileDiskSink(folder["disk.vmdk"]))
        {
            sink.Create("disk-1.vmdk");
            sink.Create("disk-2.vmdk");
            File.WriteAllText(folder["disk.vmdk"], "somebody else's");
            Assert.Throws<IOException>(sink.Commit);
        }

        Assert.Equal([folder["disk.vmdk"]], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal("somebody else's", File.ReadAllText(folder["disk.vmdk"]));
    }

    [Fact]
    public void An_image_that_is_replaced_is_not_seen_with_files_of_the_new_one()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["disk.vmdk"], "old");
        using (var sink = new FileDiskSink(folder["disk.vmdk"], overwrite: true))
        {
            sink.Create("disk-1.vmdk").Write("new"u8);
            Directory.CreateDirectory(folder["disk-2.vmdk"]);
            Assert.Throws<IOException>(() => sink.Create("disk-2.vmdk"));
            sink.Create("disk-3.vmdk");
            Directory.CreateDirectory(folder["disk-3.vmdk"]);
            Assert.ThrowsAny<Exception>(sink.Commit);
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory, InlineData("../x"), InlineData("sub/x"), InlineData(""), InlineData("."), InlineData(".."), InlineData("DISK.vmdk"), InlineData("twice")]
    public void Names_that_lead_elsewhere_or_exist_are_refused(string name)
    {
        using var folder = new TempFolder();
        using (var sink = new FileDiskSink(folder["disk.vmdk"]))
        {
            sink.Create("twice");
            Assert.Throws<ArgumentException>(() => sink.Create(name));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_folder_appears_when_it_is_complete(bool overwrite)
    {
        using var folder = new TempFolder();
        if (overwrite)
        {
            Directory.CreateDirectory(folder["disk.hdd/old"]);
            File.WriteAllText(folder["disk.hdd/DiskDescriptor.xml"], "old");
            Assert.Throws<IOException>(() => new FolderDiskSink(folder["disk.hdd"]));
        }

        using (var sink = new FolderDiskSink(folder["disk.hdd"], overwrite))
        {
            sink.Create("a").Write("1"u8);
            sink.Create("disk.hdd").Write("2"u8);
            Assert.Throws<ArgumentException>(() => sink.Create("../b"));
            Assert.Equal(overwrite, Directory.Exists(folder["disk.hdd"]));
            sink.Commit();
        }

        Assert.Equal(["a", "disk.hdd"], Directory.GetFileSystemEntries(folder["disk.hdd"]).Select(Path.GetFileName).Order());
        using (var dropped = new FolderDiskSink(folder["other"]))
            dropped.Create("a");
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_stream_takes_one_file_and_no_taken_name_is_replaced()
    {
        using var folder = new TempFolder();
        Assert.Throws<ArgumentException>(() => new StreamDiskSink("a", Stream.Null).Create("b"));
        File.WriteAllText(folder["taken"], "");
        Assert.Throws<IOException>(() => new FileDiskSink(folder["taken"]));
    }
}
