using System.Globalization;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

/// <summary>A file system of its own that is soon full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one of a number of MiB, or skips the running test where nobody may mount.</summary>
    public static SmallDisk Mount(string path, int mebibytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root may mount");
        Directory.CreateDirectory(path);
        var (exitCode, _, error) = ForeignTool.Require("mount").TryRun("/", "-t", "tmpfs", "-o", Size(mebibytes), "tmpfs", path);
        Assert.SkipUnless(exitCode == 0 || !error.Contains("permi", StringComparison.OrdinalIgnoreCase), "mounting is not permitted here");
        Assert.True(exitCode == 0, error);
        return new SmallDisk(path);
    }

    public void Resize(int mebibytes) => ForeignTool.Require("mount").Run("-o", "remount," + Size(mebibytes), Path);

    public void Dispose() => ForeignTool.Require("umount").Run(Path);

    private static string Size(int mebibytes) => string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m");
}
