using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands.Disk;

/// <summary>Targets of several files appear whole or not at all.</summary>
public class SplitTargetTests
{
    private const int MiB = 1 << 20;

    [Theory, InlineData("vmdk:twoGbMaxExtentFlat", "disk-f001.vmdk"), InlineData("vmdk:twoGbMaxExtentSparse", "disk-s001.vmdk")]
    public void A_split_disk_is_written_in_pieces_and_read_by_qemu(string to, string firstPiece)
    {
        using var folder = WithDisk();
        Cli.RunDone(folder.Path, "convert", "disk.raw", "disk.vmdk", "--to", to, "-o", "extent-size=1M", "--verify");

        Assert.True(File.Exists(folder[firstPiece]));
        Assert.Equal(6, Directory.GetFiles(folder.Path).Length);
        Cli.RunDone(folder.Path, "disk", "compare", "disk.raw", "disk.vmdk");
        ForeignTool.Require("qemu-img").RunIn(folder.Path, "compare", "-f", "raw", "-F", "vmdk", "disk.raw", "disk.vmdk");
    }

    [Theory, InlineData("out.vmdk", "vmdk:twoGbMaxExtentFlat"), InlineData("out.vmdk", "vmdk:twoGbMaxExtentSparse"), InlineData("out.hdd", "parallels:bundle"), InlineData("out.vhdx", "vhdx")]
    public void A_target_that_fails_on_the_way_leaves_nothing_behind(string target, string to)
    {
        using var folder = WithDisk();
        Cli.RunDone(folder.Path, "convert", "disk.raw", "source.vmdk");
        // Grains before the damage are written, those behind it are not.
        var image = File.ReadAllBytes(folder["source.vmdk"]);
        image[image.Length / 2] ^= 0x10;
        File.WriteAllBytes(folder["damaged.vmdk"], image);
        var before = Directory.GetFileSystemEntries(folder.Path).Order().ToList();

        string[] settings = to.StartsWith("vmdk", StringComparison.Ordinal) ? ["-o", "extent-size=1M"] : [];
        var (exitCode, _, error) = Cli.Run(folder.Path, ["convert", "damaged.vmdk", target, "--to", to, .. settings]);
        Assert.True(exitCode == 1, error);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path).Order());
    }

    [Fact]
    public void A_piece_that_exists_is_not_replaced_and_no_other_is_left()
    {
        using var folder = WithDisk();
        File.WriteAllText(folder["out-f003.vmdk"], "precious");
        var before = Directory.GetFileSystemEntries(folder.Path).Order().ToList();

        Assert.Equal(3, Cli.Run(folder.Path, "convert", "disk.raw", "out.vmdk", "--to", "vmdk:twoGbMaxExtentFlat", "-o", "extent-size=1M").ExitCode);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path).Order());
        Assert.Equal("precious", File.ReadAllText(folder["out-f003.vmdk"]));
    }

    private static TempFolder WithDisk()
    {
        var folder = new TempFolder();
        var bytes = new byte[4 * MiB];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(folder["disk.raw"], bytes);
        return folder;
    }
}
