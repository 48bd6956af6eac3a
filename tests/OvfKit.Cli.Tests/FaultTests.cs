using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

/// <summary>Targets that are full or closed, and sources that vanish: one clear line, exit code 3 (1 where it is the source), and nothing left.</summary>
public sealed class FaultTests
{
    private const int Mebibytes = 24;

    [Theory]
    [InlineData("out", "convert", "--disk-format", "vhdx")]
    [InlineData("out", "unpack")]
    [InlineData("out", "convert", "--disk-format", "vhd", "--chunk-size", "1M", "--temp-dir", ".")]
    [InlineData("out.ova", "convert", "--disk-format", "vmdk")]
    [InlineData("out.ova", "pack")]
    [InlineData("../out.ova", "convert", "--compress", "gzip", "--temp-dir", ".")]
    [InlineData("out.vmdk", "convert", "--to", "vmdk:streamOptimized")]
    [InlineData("out.vmdk", "convert", "--to", "vmdk:twoGbMaxExtentSparse", "-o", "extent-size=4M")]
    [InlineData("out.hdd", "convert", "--to", "parallels:bundle")]
    [InlineData("out.qcow2", "convert")]
    [InlineData("out.raw", "disk", "resize", "+1M")]
    public void A_full_disk_is_told_in_one_line_and_nothing_stays(string target, string verb, params string[] options)
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], Mebibytes);
        using var small = SmallDisk.Mount(folder["small"], 3);
        var isDisk = !target.EndsWith(".ova", StringComparison.Ordinal) && target != "out";
        var source = isDisk ? folder["source/disk.raw"] : folder["source/sample.ovf"];
        string[] arguments = verb == "disk" ? ["disk", options[0], source, target, .. options[1..]] : [verb, source, target, .. options];
        var (exitCode, output, error) = Cli.Run(small.Path, arguments);
        Assert.Equal("", output);
        Assert.Matches("^ovfkit: [^\n]*(No space left|not enough space|disk full)[^\n]*\n$", error);
        Assert.Equal(3, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(small.Path));
        Assert.Equal(["small", "source"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Where_a_full_disk_gets_room_the_work_goes_on()
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 4, disks: 3);
        using var small = SmallDisk.Mount(folder["small"], 6);
        var (exitCode, _, error) = Cli.Run(small.Path, "unpack", folder["source/sample.ovf"], "out", "--resume");
        Assert.Equal(3, exitCode);
        Assert.Contains("with --resume", error, StringComparison.Ordinal);
        Assert.Equal(["disk.raw"], Directory.EnumerateFiles(Path.Combine(small.Path, "out.partial/content")).Select(Path.GetFileName));
        small.Resize(32);
        Assert.Contains("OVF3042", Cli.Run(small.Path, "unpack", folder["source/sample.ovf"], "out", "--resume").Error, StringComparison.Ordinal);
        foreach (var name in (string[])["disk.raw", "disk2.raw", "disk3.raw", "sample.ovf"])
            Assert.Equal(File.ReadAllBytes(folder["source/" + name]), File.ReadAllBytes(Path.Combine(small.Path, "out", name)));
    }

    [Theory]
    [InlineData("out", "unpack")]
    [InlineData("out", "convert", "--resume")]
    [InlineData("out.ova", "pack")]
    [InlineData("out.hdd", "convert", "--to", "parallels:bundle")]
    [InlineData("out.vhdx", "convert")]
    public void A_folder_that_may_not_be_written_is_told_in_one_line(string target, string verb, params string[] options)
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 1);
        var source = target is "out" or "out.ova" ? folder["source/sample.ovf"] : folder["source/disk.raw"];
        Directory.CreateDirectory(folder["closed"]);
        ForeignTool.Require("chmod").Run("500", folder["closed"]);
        // Who may do everything is asked to do without that for once.
        var (exitCode, output, error) = ForeignTool.Require("setpriv").TryRun(
            folder["closed"], [.. Environment.IsPrivilegedProcess ? (string[])["--bounding-set=-dac_override,-dac_read_search", "--"] : ["--"], .. Cli.Words([verb, source, target, .. options])]);
        Assert.Equal("", output);
        Assert.Matches("^ovfkit: [^\n]*denied[^\n]*\n$", error);
        Assert.Equal(3, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["closed"]));
    }

    [Theory]
    [InlineData("out", "convert", "--disk-format", "vmdk")]
    [InlineData("out.ova", "convert", "--disk-format", "vmdk")]
    [InlineData("out.vmdk", "convert")]
    public void A_source_that_is_cut_off_meanwhile_is_told_in_one_line(string target, string verb, params string[] options)
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 2 * Mebibytes);
        var source = target == "out.vmdk" ? folder["source/disk.raw"] : folder["source/sample.ovf"];
        var work = Directory.CreateDirectory(folder["work"]).FullName;
        using var process = Cli.Start(work, [verb, source, target, .. options]);
        Cli.WaitUntilWritten(process, work, 1 << 20);
        ForeignTool.Require("truncate").Run("-s", "1M", folder["source/disk.raw"]);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Matches("^[^\n]*disk.raw[^\n]*OVF6001[^\n]*\n$", error);
        Assert.Equal(1, process.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
    }

    [Fact]
    public void A_folder_of_somebody_else_in_the_place_of_the_partial_one_is_told_in_one_line()
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 1);
        Directory.CreateDirectory(folder["out.partial"]);
        File.WriteAllText(folder["out.partial/thesis"], "precious");
        var (exitCode, _, error) = Cli.Run(folder.Path, "unpack", "source", "out");
        Assert.Equal(3, exitCode);
        Assert.Matches("^ovfkit: [^\n]*out.partial is in the way[^\n]*\n$", error);
        Assert.Equal("precious", File.ReadAllText(folder["out.partial/thesis"]));
    }
}
