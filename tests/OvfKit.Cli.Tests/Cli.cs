using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
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

    /// <summary>Starts the tool with further environment variables, each as NAME=VALUE, and returns at once.</summary>
    public static Process StartWith(IEnumerable<string> variables, string folder, params string[] arguments) =>
        ChildProcess.Start("env", folder, [.. variables, "dotnet", Assembly, .. arguments]);

    /// <summary>The program and arguments that run the tool, for programs that start others.</summary>
    public static string[] Words(params string[] arguments) => ["dotnet", Assembly, .. arguments];

    /// <summary>Sends a signal at once, without another process that would have to start first.</summary>
    public static void Signal(Process process, string signal) => Assert.Equal(0, Kill(process.Id, signal switch { "HUP" => 1, "INT" => 2, _ => 15 }));

    /// <summary>Waits until the files of a folder have some length together, or the tool has ended.</summary>
    public static void WaitUntilWritten(Process process, string folder, long bytes)
    {
        while (!process.HasExited && Written(folder) < bytes)
            Thread.Sleep(1);
    }

    /// <summary>Waits until the tool has read some bytes, beside those of its own program, or has ended.</summary>
    public static void WaitUntilRead(Process process, long bytes)
    {
        const long Program = 16 << 20;
        while (!process.HasExited && Read(process.Id) < Program + bytes)
            Thread.Sleep(1);
    }

    /// <summary>The length of all files in a folder.</summary>
    public static long Written(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // A file was renamed or removed between being listed and being looked at.
            return 0;
        }
    }

    private static long Read(int processId)
    {
        try
        {
            return long.Parse(File.ReadLines($"/proc/{processId}/io").First()["rchar: ".Length..], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // The process ended meanwhile.
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
