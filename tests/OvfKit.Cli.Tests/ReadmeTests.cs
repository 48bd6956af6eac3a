using System.Text.RegularExpressions;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

/// <summary>Runs every command the README shows, in its order, in a folder that has the fixtures.</summary>
public partial class ReadmeTests
{
    // These run in tests of their own: a test run cannot contain itself, and packing and publishing take their own folders.
    private static readonly string[] RunElsewhere =
    [
        "dotnet test",
        "dotnet pack -c Release",
        "dotnet tool install --global OvfKit.Cli --add-source artifacts/package/release",
        "dotnet publish src/OvfKit.Cli -c Release -p:PublishAot=true",
    ];

    [Fact]
    public void Every_command_works()
    {
        using var folder = new TempFolder();
        Directory.CreateSymbolicLink(folder["fixtures"], RepositoryFiles.Fixture(""));
        var commands = Commands();
        Assert.Contains(commands, command => command.StartsWith("ovfkit convert", StringComparison.Ordinal));
        foreach (var command in commands.Except(RunElsewhere))
        {
            var words = command.Split(' ');
            if (words[0] == "ovfkit")
                Cli.RunDone(folder.Path, words[1..]);
            else
                RunInRepository(folder, words);
        }

        Assert.Equal(["appliance-disk1.vhdx", "appliance-disk2.vhdx", "appliance-notes.txt", "appliance.mf", "appliance.ovf"], Directory.EnumerateFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(folder["vmware.ova"]));
        Assert.True(File.Exists(folder["tiny.bin"]));
    }

    [Fact]
    public void The_commands_that_run_elsewhere_are_still_those_of_the_readme() => Assert.Empty(RunElsewhere.Except(Commands()));

    private static void RunInRepository(TempFolder folder, string[] words)
    {
        Assert.Equal("dotnet", words[0]);
        var (exitCode, output, error) = ChildProcess.Run("dotnet", RepositoryFiles.Root, [.. words[1..].Select(word => word == "out/" ? folder["out"] : word)]);
        Assert.True(exitCode == 0, $"{string.Join(' ', words)} ended with {exitCode}:\n{output}\n{error}");
    }

    private static List<string> Commands() =>
    [
        .. ShellBlock().Matches(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")))
            .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
