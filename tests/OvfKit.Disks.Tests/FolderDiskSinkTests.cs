using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

public class FolderDiskSinkTests
{
    [Fact]
    public void A_folder_of_somebody_is_not_replaced_by_a_disk()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["letters"]);
        File.WriteAllText(folder["letters/mine.txt"], "mine");
        Assert.Throws<IOException>(() => new FolderDiskSink(folder["letters"], overwrite: true));
        Assert.Equal("mine", File.ReadAllText(folder["letters/mine.txt"]));
        Assert.Equal([folder["letters"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_that_is_a_disk_is_replaced()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["disk.hdd"]);
        File.WriteAllText(folder["disk.hdd/DiskDescriptor.xml"], "old");
        using (var sink = new FolderDiskSink(folder["disk.hdd"], overwrite: true))
        {
            sink.Create("DiskDescriptor.xml").Write("new"u8);
            sink.Commit();
        }

        Assert.Equal("new", File.ReadAllText(folder["disk.hdd/DiskDescriptor.xml"]));
    }
}
