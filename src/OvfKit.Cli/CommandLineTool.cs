using System.CommandLine;
using System.CommandLine.Invocation;
using OvfKit.Cli.Commands;
using OvfKit.Cli.Commands.Disk;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;

namespace OvfKit.Cli;

/// <summary>The tool: parses the command line, runs the command, and turns every outcome into an exit code.</summary>
internal static class CommandLineTool
{
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

        // What only looks, and quickly, ends at once.
        var stop = parsed.Action is AsynchronousCommandLineAction ? Interruption.Listen() : CancellationToken.None;
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop).ConfigureAwait(false);
        }
        catch (ResumableException exception)
        {
            var code = await TellAsync(exception.InnerException!, "", parsed).ConfigureAwait(false);
            await Console.Error.WriteLineAsync($"ovfkit: what is finished is kept in {SafeText.Of(exception.KeptPath)}; the same command with --resume goes on from there").ConfigureAwait(false);
            return code;
        }
        catch (Exception exception)
        {
            return await TellAsync(exception, "; nothing was left behind", parsed).ConfigureAwait(false);
        }
    }

    private static async Task<int> TellAsync(Exception exception, string cancelled, ParseResult parsed)
    {
        var (code, text) = exception switch
        {
            OperationCanceledException => (ExitCode.Cancelled, $"ovfkit: cancelled{cancelled}"),
            OvfKitException { Diagnostic: var diagnostic } => (ExitCode.ContentProblem, SafeText.Of(diagnostic.ToString())),
            ArgumentException => (ExitCode.Usage, $"ovfkit: {exception.Message}"),
            IOException or UnauthorizedAccessException => (ExitCode.Environment, $"ovfkit: {exception.Message}"),
            _ => (ExitCode.Environment, $"ovfkit: this is a mistake in ovfkit; please report it with what follows\n{exception}"),
        };
        await Console.Error.WriteLineAsync(text).ConfigureAwait(false);
        var opensDisks = parsed.CommandResult.Command.Options.Any(option => option.Name == "--recover");
        if (opensDisks && exception is OvfKitException { Diagnostic: var problem } && Hints.For(problem) is { } hint)
            await Console.Error.WriteLineAsync($"ovfkit: {hint}").ConfigureAwait(false);
        return code;
    }
}
