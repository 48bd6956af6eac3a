using System.Diagnostics;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

/// <summary>Runs the tool as users do: in a process of its own.</summary>
internal static class Cli
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "OvfKit.Cli.dll");

    /// <summary>Runs the tool in a folder and answers what came of it.</summary>
    public static (int ExitCode, string Output, string Error) Run(string folder, params string[] arguments) =>
        ChildProcess.Run("dotnet", folder, [Assembly, .. arguments]);

    /// <summary>Runs the tool, demands exit code 0, and answers its standard output.</summary>
    public static string RunDone(string folder, params string[] arguments)
    {
        var (exitCode, output, error) = Run(folder, arguments);
        Assert.True(exitCode == 0, $"ovfkit {string.Join(' ', arguments)} ended with {exitCode}:\n{output}\n{error}");
        return output;
    }

    /// <summary>Starts the tool and returns at once.</summary>
    public static Process Start(string folder, params string[] arguments) => ChildProcess.Start("dotnet", folder, [Assembly, .. arguments]);

    /// <summary>The command line that runs the tool, for programs that take one.</summary>
    public static string CommandLine(params string[] arguments) => $"dotnet '{Assembly}' {string.Join(' ', arguments.Select(argument => $"'{argument}'"))}";
}
