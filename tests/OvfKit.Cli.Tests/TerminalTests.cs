using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

public class TerminalTests
{
    [Fact]
    public void On_a_terminal_a_bar_shows_percent_and_rate()
    {
        using var folder = new TempFolder();
        SamplePackage.WriteDisk(folder["disk.raw"], 16);
        var output = ForeignTool.Require("script").RunIn(folder.Path, "-qec", Cli.CommandLine("convert", "disk.raw", "disk.vmdk"), "/dev/null");
        Assert.Contains("%", output, StringComparison.Ordinal);
        Assert.Contains("/s", output, StringComparison.Ordinal);
        Assert.Contains("disk.raw → vmdk", output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_quiet_shows_nothing()
    {
        using var folder = new TempFolder();
        SamplePackage.WriteDisk(folder["disk.raw"], 2);
        var output = ForeignTool.Require("script").RunIn(folder.Path, "-qec", Cli.CommandLine("convert", "disk.raw", "disk.vmdk", "--quiet"), "/dev/null");
        Assert.Equal("", output);
    }

    [Fact]
    public void Into_a_pipe_only_the_summary_is_written()
    {
        using var folder = new TempFolder();
        SamplePackage.WriteDisk(folder["disk.raw"], 2);
        var (exitCode, output, error) = Cli.Run(folder.Path, "convert", "disk.raw", "disk.vmdk");
        Assert.Equal(0, exitCode);
        Assert.StartsWith("disk.vmdk: vmdk:streamOptimized, 2 MiB disk with 2 MiB of data", output, StringComparison.Ordinal);
        Assert.Equal("", error);
    }
}
