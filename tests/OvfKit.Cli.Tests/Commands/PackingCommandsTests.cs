using OvfKit.Disks;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

public class PackingCommandsTests
{
    private static readonly string Appliance = RepositoryFiles.Fixture("packages/appliance.ova");

    [Fact]
    public void Packing_what_was_unpacked_gives_the_same_bytes()
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "pack", Appliance, "first.ova");
        Cli.RunDone(folder.Path, "unpack", "first.ova", "folder");
        Cli.RunDone(folder.Path, "pack", "folder", "second.ova");
        Cli.RunDone(folder.Path, "pack", "folder/appliance.ovf", "third.ova");
        Assert.Equal(File.ReadAllBytes(folder["first.ova"]), File.ReadAllBytes(folder["second.ova"]));
        Assert.Equal(File.ReadAllBytes(folder["first.ova"]), File.ReadAllBytes(folder["third.ova"]));

        // What comes out is what tar takes out.
        Directory.CreateDirectory(folder["tar"]);
        ForeignTool.Require("tar").Run("-xf", Appliance, "-C", folder["tar"]);
        foreach (var path in Directory.EnumerateFiles(folder["tar"]))
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Path.Combine(folder["folder"], Path.GetFileName(path))));
    }

    [Fact]
    public void The_time_of_members_is_what_SOURCE_DATE_EPOCH_says()
    {
        using var folder = new TempFolder();
        var shell = ForeignTool.Require("sh");
        shell.Run("-c", $"cd '{folder.Path}' && SOURCE_DATE_EPOCH=1000000000 {Cli.CommandLine("pack", Appliance, "dated.ova")}");
        Cli.RunDone(folder.Path, "pack", Appliance, "plain.ova");
        Assert.Contains("2001-09-09 01:46:40", ForeignTool.Require("tar").Run("--utc", "--full-time", "-tvf", folder["dated.ova"]), StringComparison.Ordinal);
        Assert.Contains("1980-01-01 00:00:00", ForeignTool.Require("tar").Run("--utc", "--full-time", "-tvf", folder["plain.ova"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_go_through_pipes()
    {
        using var folder = new TempFolder();
        var shell = ForeignTool.Require("sh");
        shell.Run("-c", $"cd '{folder.Path}' && {Cli.CommandLine("pack", Appliance, "-", "--sha", "sha512")} > packed.ova");
        Assert.Equal(
            ["appliance.ovf", "appliance-disk1.vmdk", "appliance-disk2.vmdk", "appliance-notes.txt", "appliance.mf"],
            ForeignTool.Require("tar").Run("-tf", folder["packed.ova"]).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Cli.RunDone(folder.Path, "verify", "packed.ova");

        shell.Run("-c", $"cd '{folder.Path}' && gzip -c packed.ova | {Cli.CommandLine("convert", "-", "-", "--disk-format", "vhdx")} > converted.ova");
        Cli.RunDone(folder.Path, "verify", "converted.ova");
        shell.Run("-c", $"cd '{folder.Path}' && {Cli.CommandLine("unpack", "-", "out")} < converted.ova");
        using var image = DiskFormats.BuiltIn.OpenFile(folder["out/appliance-disk1.vhdx"]);
        Assert.Equal(GuestHash.All.Single(hash => hash.Path == "packages/appliance.ova!appliance-disk1.vmdk").Sha256, DiskAssert.Hash(image));
    }

    [Theory]
    [InlineData("pack", "out")]
    [InlineData("unpack", "out.ova")]
    [InlineData("unpack", "-")]
    public void A_target_of_the_other_kind_is_wrong_usage(string verb, string target)
    {
        using var folder = new TempFolder();
        Assert.Equal(2, Cli.Run(folder.Path, verb, Appliance, target).ExitCode);
    }

    [Fact]
    public void A_changed_file_is_not_packed()
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "unpack", Appliance, "folder");
        File.AppendAllText(folder["folder/appliance-notes.txt"], "changed");
        var (exitCode, _, error) = Cli.Run(folder.Path, "pack", "folder", "out.ova");
        Assert.Equal(1, exitCode);
        Assert.Contains("appliance-notes.txt", error, StringComparison.Ordinal);
        Assert.Equal(["folder"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Cli.RunDone(folder.Path, "pack", "folder", "out.ova", "--skip-manifest-check", "--sha", "sha256");
        Cli.RunDone(folder.Path, "verify", "out.ova");
    }
}
