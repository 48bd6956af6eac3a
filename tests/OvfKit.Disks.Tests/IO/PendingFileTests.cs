using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO;

public class PendingFileTests
{
    [Fact]
    public void Nothing_has_the_final_name_until_commit()
    {
        using var folder = new TempFolder();
        using (var pending = new PendingFile(folder["disk.vmdk"], overwrite: false))
        {
            pending.Stream.Write("complete"u8);
            Assert.False(File.Exists(folder["disk.vmdk"]));
            var partial = Assert.Single(Directory.GetFiles(folder.Path));
            Assert.Matches(@"^\.disk\.vmdk\.[0-9a-f]{8}\.partial$", Path.GetFileName(partial));
            pending.Commit();
        }

        Assert.Equal([folder["disk.vmdk"]], Directory.GetFiles(folder.Path));
        Assert.Equal("complete", File.ReadAllText(folder["disk.vmdk"]));
    }

    [Fact]
    public void Without_commit_nothing_stays()
    {
        using var folder = new TempFolder();
        var pending = new PendingFile(folder["disk.vmdk"], overwrite: false);
        pending.Stream.Write("half"u8);
        pending.Dispose();
        pending.Dispose();

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void An_existing_file_is_refused_at_once_unless_it_may_be_replaced()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["disk.vmdk"], "old");

        Assert.Throws<IOException>(() => new PendingFile(folder["disk.vmdk"], overwrite: false));
        Assert.Single(Directory.GetFiles(folder.Path));
        using (var pending = new PendingFile(folder["disk.vmdk"], overwrite: true))
        {
            pending.Stream.Write("new"u8);
            Assert.Equal("old", File.ReadAllText(folder["disk.vmdk"]));
            pending.Commit();
        }

        Assert.Equal("new", File.ReadAllText(folder["disk.vmdk"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_given_up_leaves_the_old_one()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["disk.vmdk"], "old");
        new PendingFile(folder["disk.vmdk"], overwrite: true).Dispose();

        Assert.Equal("old", File.ReadAllText(folder["disk.vmdk"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_that_came_up_meanwhile_is_not_replaced()
    {
        using var folder = new TempFolder();
        using (var pending = new PendingFile(folder["disk.vmdk"], overwrite: false))
        {
            File.WriteAllText(folder["disk.vmdk"], "somebody else's");
            Assert.Throws<IOException>(pending.Commit);
        }

        Assert.Equal("somebody else's", File.ReadAllText(folder["disk.vmdk"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_folder_is_never_replaced(bool overwrite)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["disk.vmdk"]);

        Assert.Throws<IOException>(() => new PendingFile(folder["disk.vmdk"], overwrite));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_an_io_error()
    {
        using var folder = new TempFolder();

        Assert.ThrowsAny<IOException>(() => new PendingFile(Path.Combine(folder["missing"], "disk.vmdk"), overwrite: false));
    }

    [Fact]
    public void Two_files_of_one_name_do_not_meet()
    {
        using var folder = new TempFolder();
        using var first = new PendingFile(folder["disk.vmdk"], overwrite: true);
        using var second = new PendingFile(folder["disk.vmdk"], overwrite: true);
        first.Stream.Write("first"u8);
        second.Stream.Write("second"u8);
        second.Commit();
        first.Commit();

        Assert.Equal("first", File.ReadAllText(folder["disk.vmdk"]));
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_and_nothing_else()
    {
        using var folder = new TempFolder();
        string[] others = [".disk.vmdk.0123456.partial", ".disk.vmdk.0123456g.partial", ".disk.vmdk.01234567.old", ".other.vmdk.01234567.partial", "disk.vmdk.01234567.partial"];
        foreach (var name in others)
            File.WriteAllText(folder[name], "");
        File.WriteAllText(folder[".disk.vmdk.01234567.partial"], "rest");
        using var running = new PendingFile(folder["disk.vmdk"], overwrite: true);
        running.Stream.Write("half"u8);
        new PendingFile(folder["disk.vmdk"], overwrite: true).Dispose();

        Assert.Equal(others.Order(StringComparer.Ordinal), Directory.GetFiles(folder.Path).Select(Path.GetFileName).OfType<string>().Where(name => new FileInfo(folder[name]).Length == 0).Order(StringComparer.Ordinal));
        running.Commit();
        Assert.Equal("half", File.ReadAllText(folder["disk.vmdk"]));
        Assert.Equal(others.Length + 1, Directory.GetFiles(folder.Path).Length);
    }
}
