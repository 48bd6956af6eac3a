using OvfKit.Testing;

namespace OvfKit.Tests;

/// <summary>The library compiled ahead of time: no warning from any of its code, and it works.</summary>
public sealed class AotSmokeTests
{
    [Fact]
    public void The_whole_library_publishes_natively_without_warnings_and_runs()
    {
        ForeignTool.Require("clang");
        using var folder = new TempFolder();
        var (exitCode, output, error) = ChildProcess.Run("dotnet", Path.GetTempPath(),
            "publish", Path.Combine(RepositoryFiles.Root, "tests/OvfKit.AotSmoke"), "-c", "Release", "-p:PublishAot=true", $"-p:ArtifactsPath={folder["artifacts"]}", "-o", folder["native"]);
        Assert.True(exitCode == 0, output + error);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);

        (exitCode, output, error) = ChildProcess.Run(folder["native/OvfKit.AotSmoke"], folder.Path, RepositoryFiles.Fixture("packages/appliance.ova"));
        Assert.True(exitCode == 0, error);
        Assert.Contains("disk vmdisk2: 34604544 bytes, streamOptimized", output, StringComparison.Ordinal);
        Assert.Contains("smoke:", output, StringComparison.Ordinal);
        Assert.Contains("signed: Valid Valid True", output, StringComparison.Ordinal);
        Assert.Contains("created: True", output, StringComparison.Ordinal);
    }
}
