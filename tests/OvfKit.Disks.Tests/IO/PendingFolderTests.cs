using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO;

public class PendingFolderTests
{
    [Fact]
    public void Nothing_has_the_final_name_until_commit()
    {
        using var folder = new TempFolder();
        using (var pending = new PendingFolder(folder["out"], overwrite: false))
        {
            File.WriteAllText(Path.Combine(pending.Path, "a"), "complete");
            pending.Journal.Write("note"u8);
            Assert.Equal(["out.partial"], Names(folder));
            pending.Commit();
        }

        Assert.Equal(["out"], Names(folder));
        Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(folder["out"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Without_commit_nothing_stays_unless_it_is_kept()
    {
        using var folder = new TempFolder();
        using (var dropped = new PendingFolder(folder["out"], overwrite: false))
            File.WriteAllText(Path.Combine(dropped.Path, "a"), "half");
        Assert.Empty(Names(folder));
        using (var kept = new PendingFolder(folder["out"], overwrite: false) { IsKept = true })
        {
            File.WriteAllText(Path.Combine(kept.Path, "a"), "half");
            kept.Journal.Write("note"u8);
        }

        Assert.Equal(["out.partial"], Names(folder));
        using (var again = new PendingFolder(folder["out"], overwrite: false, keepsLeftover: true) { IsKept = true })
            Assert.Equal((4, "half"), (again.Journal.Length, File.ReadAllText(Path.Combine(again.Path, "a"))));
        using (var anew = new PendingFolder(folder["out"], overwrite: false))
        {
            Assert.Equal(0, anew.Journal.Length);
            Assert.Empty(Directory.EnumerateFileSystemEntries(anew.Path));
        }

        Assert.Empty(Names(folder));
    }

    [Fact]
    public void Two_runs_do_not_write_into_one_folder()
    {
        using var folder = new TempFolder();
        using var first = new PendingFolder(folder["out"], overwrite: false);
        File.WriteAllText(Path.Combine(first.Path, "a"), "");
        var refusal = Assert.Throws<IOException>(() => new PendingFolder(folder["out"], overwrite: true));
        Assert.Contains("another run", refusal.Message, StringComparison.Ordinal);
        first.Commit();
        Assert.True(File.Exists(folder["out/a"]));
    }

    [Theory, InlineData("thesis.txt"), InlineData("content/a"), InlineData("sub/journal")]
    public void Somebody_elses_folder_of_that_name_is_not_touched(string content)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder["out.partial/" + content])!);
        File.WriteAllText(folder["out.partial/" + content], "precious");
        Assert.Throws<IOException>(() => new PendingFolder(folder["out"], overwrite: true));
        Assert.Equal("precious", File.ReadAllText(folder["out.partial/" + content]));
        File.WriteAllText(folder["file.partial"], "precious");
        Assert.Throws<IOException>(() => new PendingFolder(folder["file"], overwrite: true));
        Assert.Equal("precious", File.ReadAllText(folder["file.partial"]));
    }

    [Fact]
    public void A_link_in_place_of_the_journal_or_the_folder_is_not_followed()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["precious"], "precious");
        Directory.CreateDirectory(folder["out.partial"]);
        File.CreateSymbolicLink(folder["out.partial/journal"], folder["precious"]);
        Assert.Throws<IOException>(() => new PendingFolder(folder["out"], overwrite: false));
        Directory.CreateDirectory(folder["elsewhere"]);
        File.WriteAllText(folder["elsewhere/journal"], "");
        File.WriteAllText(folder["elsewhere/a"], "precious");
        Directory.CreateSymbolicLink(folder["other.partial"], folder["elsewhere"]);
        Assert.Throws<IOException>(() => new PendingFolder(folder["other"], overwrite: false));

        // One in place of the content is removed, and only the link.
        Directory.CreateDirectory(folder["third.partial"]);
        File.WriteAllText(folder["third.partial/journal"], "");
        Directory.CreateSymbolicLink(folder["third.partial/content"], folder["elsewhere"]);
        using (var third = new PendingFolder(folder["third"], overwrite: false))
            Assert.Empty(Directory.EnumerateFileSystemEntries(third.Path));
        Assert.Equal("precious", File.ReadAllText(folder["precious"]));
        Assert.Equal("precious", File.ReadAllText(folder["elsewhere/a"]));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_folder_that_was_stepping_aside_when_its_run_was_killed_comes_back(bool isReplaced)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["out.partial/replaced"]);
        File.WriteAllText(folder["out.partial/replaced/a"], "old");
        File.WriteAllText(folder["out.partial/journal"], "");
        if (isReplaced)
        {
            Directory.CreateDirectory(folder["out"]);
            File.WriteAllText(folder["out/a"], "new");
        }

        Assert.Throws<IOException>(() => new PendingFolder(folder["out"], overwrite: false));
        Assert.Equal(isReplaced ? "new" : "old", File.ReadAllText(folder["out/a"]));
        new PendingFolder(folder["out"], overwrite: true).Dispose();
        Assert.Equal(isReplaced ? "new" : "old", File.ReadAllText(folder["out/a"]));
        Assert.Equal(["out"], Names(folder));
    }

    [Fact]
    public void An_empty_leftover_is_taken_over()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["out.partial"]);
        using (var pending = new PendingFolder(folder["out"], overwrite: false))
            pending.Commit();
        Assert.Equal(["out"], Names(folder));
    }

    private static IEnumerable<string?> Names(TempFolder folder) => Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
