using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

/// <summary>What users install: the packed tool and the native executable.</summary>
public class DeliveryTests
{
    private static readonly string Appliance = RepositoryFiles.Fixture("packages/appliance.ova");

    [Fact]
    public void The_packed_tool_installs_and_runs()
    {
        using var folder = new TempFolder();
        Dotnet("pack", RepositoryFiles.Root, "-c", "Release", $"-p:ArtifactsPath={folder["artifacts"]}", "-o", folder["packages"]);
        Assert.Equal(["OvfKit", "OvfKit.Cli", "OvfKit.Disks"], Directory.EnumerateFiles(folder["packages"], "*.nupkg").Select(PackageId).Order(StringComparer.Ordinal));

        Dotnet("tool", "install", "OvfKit.Cli", "--tool-path", folder["tools"], "--add-source", folder["packages"], "--no-cache");
        var (exitCode, output, error) = ChildProcess.Run(folder["tools/ovfkit"], folder.Path, "verify", Appliance);
        Assert.True(exitCode == 0, error);
        Assert.Contains("appliance-disk1.vmdk", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_native_executable_builds_without_warnings_and_converts()
    {
        ForeignTool.Require("clang");
        using var folder = new TempFolder();
        var output = Dotnet("publish", Path.Combine(RepositoryFiles.Root, "src/OvfKit.Cli"), "-c", "Release", "-p:PublishAot=true", $"-p:ArtifactsPath={folder["artifacts"]}", "-o", folder["native"]);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);

        var (exitCode, _, error) = ChildProcess.Run(folder["native/ovfkit"], folder.Path, "convert", Appliance, "out", "--disk-format", "vhdx");
        Assert.True(exitCode == 0, error);
        (exitCode, _, error) = ChildProcess.Run(folder["native/ovfkit"], folder.Path, "info", "out", "--json");
        Assert.True(exitCode == 0, error);
        Cli.RunDone(folder.Path, "verify", "out");
    }

    private static string PackageId(string path) => string.Join('.', Path.GetFileNameWithoutExtension(path).Split('.').TakeWhile(part => !char.IsAsciiDigit(part[0])));

    private static string Dotnet(params string[] arguments)
    {
        var (exitCode, output, error) = ChildProcess.Run("dotnet", Path.GetTempPath(), arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}\n{error}");
        return output;
    }
}
