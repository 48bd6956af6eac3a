using System.Text.Json;
using System.Text.RegularExpressions;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

/// <summary>Runs each fuzz target under the fuzzer for a moment, the way the README says.</summary>
public partial class FuzzingTests
{
    private const string Seconds = "2";

    [Fact]
    public void Every_target_runs_under_the_fuzzer_without_a_crash()
    {
        var afl = ForeignTool.Require("afl-fuzz");
        using var folder = new TempFolder();
        var built = new DirectoryInfo(AppContext.BaseDirectory.Replace("OvfKit.Cli.Tests", "OvfKit.Fuzz", StringComparison.Ordinal));
        Assert.True(built.Exists, $"{built} was not built");
        foreach (var file in built.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = folder[Path.Combine("bin", Path.GetRelativePath(built.FullName, file.FullName))];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }

        var targets = Targets(folder);
        Assert.Superset(new HashSet<string> { "vmdk", "vhdx", "raw", "descriptor", "ova", "manifest" }, targets.ToHashSet());
        var tool = InstallTool(folder);
        foreach (var assembly in (string[])["OvfKit.Disks.dll", "OvfKit.dll"])
            Demand(ChildProcess.Run(tool, folder.Path, folder["bin/" + assembly]));

        foreach (var target in targets)
        {
            Directory.CreateDirectory(folder[$"seeds-{target}"]);
            File.WriteAllBytes(folder[$"seeds-{target}/seed"], Seed(target));
            var (exitCode, output, error) = ChildProcess.Run(
                "env", folder.Path, "AFL_SKIP_BIN_CHECK=1", "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1", "AFL_SKIP_CPUFREQ=1", "AFL_NO_AFFINITY=1", "AFL_NO_UI=1",
                afl.Path, "-m", "none", "-t", "20000", "-V", Seconds, "-i", $"seeds-{target}", "-o", $"found-{target}", "--", "dotnet", "bin/OvfKit.Fuzz.dll", target);
            Assert.True(exitCode == 0, $"{target}: {output}\n{error}");
            Assert.True(int.Parse(Statistic().Match(File.ReadAllText(folder[$"found-{target}/default/fuzzer_stats"])).Groups[1].Value) > 1, $"{target} was not executed");
            Assert.Empty(Directory.EnumerateFiles(folder[$"found-{target}/default/crashes"]));
        }
    }

    private static string[] Targets(TempFolder folder)
    {
        var (exitCode, _, error) = ChildProcess.Run("dotnet", folder.Path, folder["bin/OvfKit.Fuzz.dll"]);
        Assert.Equal(2, exitCode);
        return error.Trim().Split("targets: ")[1].Split(", ");
    }

    // The version is the one that the repository's own list of tools names.
    private static string InstallTool(TempFolder folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, ".config", "dotnet-tools.json")));
        var version = manifest.RootElement.GetProperty("tools").GetProperty("sharpfuzz.commandline").GetProperty("version").GetString()!;
        Demand(ChildProcess.Run("dotnet", folder.Path, "tool", "install", "SharpFuzz.CommandLine", "--version", version, "--tool-path", folder["tools"]));
        return folder["tools/sharpfuzz"];
    }

    private static byte[] Seed(string target) => target switch
    {
        "descriptor" => File.ReadAllBytes(RepositoryFiles.Fixture("packages/small-folder/small.ovf")),
        "manifest" => "SHA256(a.ovf)= 0000000000000000000000000000000000000000000000000000000000000000\n"u8.ToArray(),
        "vmdk" => [.. "KDMV"u8, .. new byte[1020]],
        _ => new byte[1024],
    };

    private static void Demand((int ExitCode, string Output, string Error) result) => Assert.True(result.ExitCode == 0, $"{result.Output}\n{result.Error}");

    [GeneratedRegex(@"execs_done\s*:\s*([0-9]+)")]
    private static partial Regex Statistic();
}
