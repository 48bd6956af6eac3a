using System.Diagnostics;
using Xunit;

namespace OvfKit.Testing;

/// <summary>A program of somebody else's that judges our work.</summary>
public sealed class ForeignTool
{
    /// <summary>When this variable is 1, a missing tool fails the test instead of skipping it.</summary>
    public const string RequireVariable = "OVFKIT_REQUIRE_TOOLS";

    private ForeignTool(string path) => Path = path;

    /// <summary>The tool's full path.</summary>
    public string Path { get; }

    /// <summary>Finds a tool on the PATH (and in /usr/sbin and /sbin), or skips the running test with the reason.</summary>
    public static ForeignTool Require(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in folders.Concat(["/usr/sbin", "/sbin"]))
        {
            foreach (var candidate in (string[])[System.IO.Path.Combine(folder, name), System.IO.Path.Combine(folder, name + ".exe")])
            {
                if (File.Exists(candidate))
                    return new ForeignTool(candidate);
            }
        }

        throw Missing(name);
    }

    /// <summary>Finds the system's Python with a module, or skips the running test with the reason.</summary>
    public static ForeignTool RequirePython(string module)
    {
        var python = Require("/usr/bin/python3");
        return python.TryRun("/", "-c", "import " + module).ExitCode == 0 ? python : throw Missing($"Python's module {module}");
    }

    /// <summary>Runs the tool, demands exit code 0, and answers its standard output.</summary>
    public string Run(params string[] arguments) => RunIn(Environment.CurrentDirectory, arguments);

    /// <summary>Runs the tool in a folder, demands exit code 0, and answers its standard output.</summary>
    public string RunIn(string folder, params string[] arguments)
    {
        var (exitCode, output, error) = TryRun(folder, arguments);
        Assert.True(exitCode == 0, $"{Path} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}\n{error}");
        return output;
    }

    /// <summary>Runs the tool and answers whatever came of it.</summary>
    public (int ExitCode, string Output, string Error) TryRun(string folder, params string[] arguments) => ChildProcess.Run(Path, folder, arguments);

    private static UnreachableException Missing(string name)
    {
        var reason = $"{name} is not installed, so nobody else can judge this";
        Assert.False(Environment.GetEnvironmentVariable(RequireVariable) == "1", $"{reason}; {RequireVariable}=1 demands it");
        Assert.Skip(reason);
        return new UnreachableException();
    }
}
