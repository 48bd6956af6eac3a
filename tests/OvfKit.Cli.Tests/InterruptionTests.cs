using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

public class InterruptionTests
{
    private const int Mebibytes = 48;

    [Theory]
    [InlineData("out", 16)]
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
    [InlineData("INT", "out", "convert", "--disk-format", "vmdk")]
    [InlineData("INT", "out.ova", "convert", "--disk-format", "vmdk")]
    [InlineData("INT", "disk.vmdk", "convert", "--to", "vmdk")]
    [InlineData("TERM", "out", "convert", "--disk-format", "qcow2:zlib", "--chunk-size", "100M")]
    [InlineData("TERM", "out.ova", "convert", "--compress", "gzip")]
    [InlineData("TERM", "disk.hdd", "convert", "--to", "parallels:bundle")]
    [InlineData("TERM", "split.vmdk", "convert", "--to", "vmdk:twoGbMaxExtentSparse", "-o", "extent-size=8M")]
    [InlineData("TERM", "out", "unpack")]
    [InlineData("INT", "out.ova", "pack")]
    [InlineData("HUP", "out.ova", "pack")]
    public void An_interrupted_run_removes_what_it_wrote_and_exits_with_130(string signal, string target, string verb, params string[] options)
    {
        using var folder = new TempFolder();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals are Unix's, and /proc is Linux's");
        SamplePackage.Create(folder["source"], options is ["--to", not "vmdk", ..] ? 8 * Mebibytes : Mebibytes);
        // What is only copied would be done before anybody could interrupt it. A hole costs nothing to make, and its zeros are copied.
        if (options is [])
            ForeignTool.Require("truncate").Run("-s", "16G", folder["source/disk.raw"]);
        var source = options is ["--to", ..] ? folder["source/disk.raw"] : folder["source/sample.ovf"];
        var work = Directory.CreateDirectory(folder["work"]).FullName;
        var temp = Directory.CreateDirectory(folder["temp"]).FullName;

        using var process = Cli.StartWith(["TMPDIR=" + temp], work, [verb, source, target, .. options]);
        // What is prepared in a temporary file has no name to be seen by.
        if (options is ["--compress", ..] or [.., "--chunk-size", _])
            Cli.WaitUntilRead(process, 4 << 20);
        else
            Cli.WaitUntilWritten(process, work, 1 << 20);
        Cli.Signal(process, signal);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal("ovfkit: cancelled; nothing was left behind\n", error);
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(temp).Select(Path.GetFileName), static name => !IsOfTheRuntime(name!));
    }

    [Theory]
    [InlineData("unpack")]
    [InlineData("convert", "--disk-format", "vmdk", "--resume")]
    public void An_interrupted_run_does_not_wait_for_a_silent_server(string verb, params string[] options)
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 8);
        Cli.RunDone(folder.Path, "pack", "source", "source.ova");
        var work = Directory.CreateDirectory(folder["work"]).FullName;
        using var server = new RangeServer(folder["source.ova"]) { StallsAfter = 4 << 20 };
        using var process = Cli.Start(work, [verb, server.Address.ToString(), "out", .. options]);
        while (!process.HasExited && server.Sent < server.StallsAfter)
            Thread.Sleep(1);
        Cli.Signal(process, "INT");
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("ovfkit: cancelled; nothing was left behind\n", error);
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
    }

    [Fact]
    public void An_interrupted_download_goes_on_with_what_is_missing()
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 4, disks: 3);
        Cli.RunDone(folder.Path, "pack", "source", "source.ova");
        using (var server = new RangeServer(folder["source.ova"]) { StallsAfter = 10 << 20 })
        {
            using var process = Cli.Start(folder.Path, "unpack", server.Address.ToString(), "out", "--resume");
            while (!process.HasExited && server.Sent < server.StallsAfter)
                Thread.Sleep(1);
            Cli.Signal(process, "INT");
            Assert.Contains("with --resume goes on", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
        }

        using var again = new RangeServer(folder["source.ova"]);
        Cli.RunDone(folder.Path, "unpack", again.Address.ToString(), "out", "--resume");
        Assert.InRange(again.Sent, 4 << 20, 10 << 20);
        foreach (var name in (string[])["disk.raw", "disk2.raw", "disk3.raw"])
            Assert.Equal(File.ReadAllBytes(folder["source/" + name]), File.ReadAllBytes(folder["out/" + name]));
    }

    [Theory]
    [InlineData("convert", "--disk-format", "vhd")]
    [InlineData("unpack")]
    public void Killed_again_and_again_a_run_that_resumes_completes_to_the_same_bytes(string verb, params string[] options)
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], verb == "convert" ? 8 : 120, disks: verb == "convert" ? 5 : 2);
        Cli.RunDone(folder.Path, "pack", "source", "source.ova");
        var work = Directory.CreateDirectory(folder["work"]).FullName;
        string[] arguments = [verb, folder["source.ova"], "out", "--resume", .. options];
        var total = new FileInfo(folder["source.ova"]).Length;
        var random = new Random(11);
        var (kills, at) = (0, 0L);
        while (at < total * 2 / 3)
        {
            at += random.NextInt64(total / 4);
            using var process = Cli.Start(work, arguments);
            Cli.WaitUntilWritten(process, work, at);
            process.Kill();
            process.WaitForExit();
            Assert.False(Directory.Exists(folder["work/out"]), $"the result is there although the run was killed at {at} of {total} bytes");
            kills++;
        }

        Assert.InRange(kills, 2, 50);
        // The journal's head is all that a run of its own takes from the others.
        Directory.CreateDirectory(folder["work/whole.partial"]);
        File.WriteAllLines(folder["work/whole.partial/journal"], File.ReadLines(folder["work/out.partial/journal"]).Take(5));
        Assert.Contains("OVF3042", Cli.Run(work, arguments).Error, StringComparison.Ordinal);
        Cli.RunDone(work, [verb, folder["source.ova"], "whole", "--resume", .. options]);
        Assert.Equal("", ForeignTool.Require("diff").RunIn(work, "-r", "out", "whole"));
        Assert.Equal(["out", "whole"], Directory.EnumerateFileSystemEntries(work).Select(Path.GetFileName).Order());
        Cli.RunDone(work, "verify", "out");
    }

    [Fact]
    public void An_interrupted_run_that_resumes_says_what_it_keeps()
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 8, disks: 4);
        string[] arguments = ["convert", "source/sample.ovf", "out", "--disk-format", "vmdk", "--resume"];
        using var process = Cli.Start(folder.Path, arguments);
        while (!process.HasExited && !File.Exists(folder["out.partial/content/disk2.vmdk"]))
            Thread.Sleep(1);
        Cli.Signal(process, "TERM");
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.Equal($"ovfkit: cancelled\novfkit: what is finished is kept in {folder["out.partial"]}; the same command with --resume goes on from there\n", error);
        Assert.Contains("OVF3042", Cli.Run(folder.Path, arguments).Error, StringComparison.Ordinal);
        Assert.Equal(["out", "source"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("convert", "source/sample.ovf", "out.ova")]
    [InlineData("convert", "source/sample.ovf", "-")]
    [InlineData("convert", "source/disk.raw", "disk.vmdk")]
    [InlineData("pack", "source", "out.ova")]
    public void What_cannot_resume_is_wrong_usage(string verb, string source, string target)
    {
        using var folder = new TempFolder();
        SamplePackage.Create(folder["source"], 1);
        var (exitCode, _, error) = Cli.Run(folder.Path, verb, source, target, "--resume");
        Assert.Equal(2, exitCode);
        Assert.Contains("--resume", error, StringComparison.Ordinal);
        Assert.Equal(["source"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    private static void KillAtManyMoments(string work, string target, int moments, string[] arguments)
    {
        Directory.CreateDirectory(work);
        Cli.RunDone(work, arguments);
        var total = Cli.Written(work);
        for (var moment = 0; moment < moments; moment++)
        {
            Directory.Delete(work, recursive: true);
            Directory.CreateDirectory(work);
            using var process = Cli.Start(work, arguments);
            Cli.WaitUntilWritten(process, work, total * moment / moments);
            var wasAlive = !process.HasExited;
            process.Kill();
            process.WaitForExit();

            Assert.True(wasAlive, $"the conversion had ended before moment {moment} of {moments}");
            Assert.False(Path.Exists(Path.Combine(work, target)), $"{target} is there although the conversion was killed at moment {moment} of {moments}");
        }

        // What the last kill left behind must not stand in the way, nor stay.
        Cli.RunDone(work, arguments);
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(work).Select(Path.GetFileName));
    }

    // Sockets and folders that every .NET process makes for debuggers.
    private static bool IsOfTheRuntime(string name) => name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal) || name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal) || name == ".dotnet";
}
