using System.CommandLine;
using OvfKit.Cli.Commands;
using OvfKit.Cli.Commands.Disk;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;

namespace OvfKit.Cli;

/// <summary>The tool: parses the command line, runs the command, and turns every outcome into an exit code.</summary>
internal static class CommandLineTool
{
    // Cancelled work first removes what it has written, which takes a while for large files.
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Moves virtual machines between hypervisors: reads, checks and converts OVF/OVA packages and virtual disks.")
        {
            InfoCommand.Create(),
            VerifyCommand.Create(),
            ValidateCommand.Create(),
            ConvertCommand.Create(),
            PackingCommands.Pack(),
            PackingCommands.Unpack(),
            EditCommand.Create(),
            NewCommand.Create(),
            SignCommand.Create(),
            EncryptCommand.Create(),
            DecryptCommand.Create(),
            DiskCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"ovfkit: {error.Message}").ConfigureAwait(false);
            var command = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
            await Console.Error.WriteLineAsync($"Try 'ovfkit {command}--help'.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = CleanUpTime }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("ovfkit: cancelled; nothing was left behind").ConfigureAwait(false);
            return ExitCode.Cancelled;
        }
        catch (OvfKitException exception)
        {
            await Console.Error.WriteLineAsync(SafeText.Of(exception.Diagnostic.ToString())).ConfigureAwait(false);
            return ExitCode.ContentProblem;
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync($"ovfkit: {exception.Message}").ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"ovfkit: {exception.Message}").ConfigureAwait(false);
            return ExitCode.Environment;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"ovfkit: this is a mistake in ovfkit; please report it with what follows\n{exception}").ConfigureAwait(false);
            return ExitCode.Environment;
        }
    }
}
