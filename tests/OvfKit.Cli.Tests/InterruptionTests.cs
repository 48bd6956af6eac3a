using System.Diagnostics;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

public class InterruptionTests
{
    private const int Mebibytes = 48;

    [Theory]
    [InlineData("out", 30)]
    [InlineData("out.ova", 10)]
    public void A_package_conversion_killed_at_any_moment_leaves_no_result(string target, int moments)
    {
        using var folder = new TempFolder();
        var source = SamplePackage.Create(folder["source"], Mebibytes);
        KillAtManyMoments(folder["work"], target, moments, ["convert", source, target, "--disk-format", "vmdk"]);
    }

    [Fact]
    public void A_disk_conversion_killed_at_any_moment_leaves_no_result()
    {
        using var folder = new TempFolder();
        SamplePackage.WriteDisk(folder["disk.raw"], Mebibytes);
        KillAtManyMoments(folder["work"], "disk.vmdk", 10, ["convert", folder["disk.raw"], "disk.vmdk"]);
    }

    [Theory]
    [InlineData("out", "--disk-format")]
    [InlineData("out.ova", "--disk-format")]
    [InlineData("disk.vmdk", "--to")]
    public void An_interrupted_conversion_removes_what_it_wrote_and_exits_with_130(string target, string option)
    {
        using var folder = new TempFolder();
        var kill = ForeignTool.Require("kill");
        var source = option == "--to" ? folder["source/disk.raw"] : folder["source/sample.ovf"];
        SamplePackage.Create(folder["source"], Mebibytes);
        var work = Directory.CreateDirectory(folder["work"]).FullName;

        using var process = Cli.Start(work, "convert", source, target, option, "vmdk");
        WaitUntilWritten(process, work, 1 << 20);
        kill.Run("-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("cancelled", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
    }

    private static void KillAtManyMoments(string work, string target, int moments, string[] arguments)
    {
        Directory.CreateDirectory(work);
        Cli.RunDone(work, arguments);
        var total = Written(work);
        for (var moment = 0; moment < moments; moment++)
        {
            Directory.Delete(work, recursive: true);
            Directory.CreateDirectory(work);
            using var process = Cli.Start(work, arguments);
            WaitUntilWritten(process, work, total * moment / moments);
            var wasAlive = !process.HasExited;
            process.Kill();
            process.WaitForExit();

            Assert.True(wasAlive, $"the conversion had ended before moment {moment} of {moments}");
            Assert.False(Path.Exists(Path.Combine(work, target)), $"{target} is there although the conversion was killed at moment {moment} of {moments}");
        }

        // What the last kill left behind must not stand in the way.
        Cli.RunDone(work, arguments);
        Assert.True(Path.Exists(Path.Combine(work, target)));
    }

    private static void WaitUntilWritten(Process process, string work, long bytes)
    {
        while (!process.HasExited && Written(work) < bytes)
            Thread.Sleep(1);
    }

    private static long Written(string work)
    {
        try
        {
            return new DirectoryInfo(work).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // A file was renamed or removed between being listed and being looked at.
            return 0;
        }
    }
}
