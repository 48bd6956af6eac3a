using System.Diagnostics;

namespace OvfKit.Testing;

/// <summary>Runs a program to its end.</summary>
public static class ChildProcess
{
    /// <summary>Runs a program and answers its exit code and what it printed.</summary>
    public static (int ExitCode, string Output, string Error) Run(string program, string folder, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Starts a program without a terminal.</summary>
    public static Process Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // A test host's own settings must not reach the programs it starts.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || key.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
