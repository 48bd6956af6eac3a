using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
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
        var errors = ErrorsOf(parsed).ToList();
        if (errors.Count > 0)
        {
            foreach (var error in errors)
                await Console.Error.WriteLineAsync($"ovfkit: {error}").ConfigureAwait(false);
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

    /// <summary>Prints why a command failed, with what the user can do.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="cancelled">What to add where it is that the user stopped the work.</param>
    /// <param name="parsed">The command line.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> TellAsync(Exception exception, string cancelled, ParseResult parsed)
    {
        var (code, text) = exception switch
        {
            OperationCanceledException => (ExitCode.Cancelled, $"ovfkit: cancelled{cancelled}"),
            OvfKitException { Diagnostic: var diagnostic } => (ExitCode.ContentProblem, SafeText.Of(diagnostic.ToString())),
            ArgumentException argument => (ExitCode.Usage, $"ovfkit: {WithoutParameter(argument)}"),
            IOException or UnauthorizedAccessException => (ExitCode.Environment, $"ovfkit: {exception.Message}"),
            _ => (ExitCode.Environment, $"ovfkit: this is a mistake in ovfkit; please report it with what follows\n{exception}"),
        };
        await Console.Error.WriteLineAsync(text).ConfigureAwait(false);
        var opensDisks = parsed.CommandResult.Command.Options.Any(option => option.Name == "--recover");
        if (exception is OvfKitException { Diagnostic: var problem } && Hints.For(problem, opensDisks) is { } hint)
            await Console.Error.WriteLineAsync($"ovfkit: {hint}").ConfigureAwait(false);
        return code;
    }

    // The name of a parameter in the library tells the user nothing.
    private static string WithoutParameter(ArgumentException exception) =>
        exception.ParamName is { Length: > 0 } name ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message;

    private static IEnumerable<string> ErrorsOf(ParseResult parsed) =>
        parsed.Errors.Count > 0 ? parsed.Errors.Select(static error => error.Message)
        : parsed.CommandResult.Children.OfType<OptionResult>().Where(static given => given.Option.Name is not "--annotation" && given.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
            .Select(static given => $"{given.Option.Name} needs a value, but the one given is empty")
            .Concat(parsed.CommandResult.Children.OfType<ArgumentResult>().Where(static given => given.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
                .Select(static given => $"{given.Argument.Name} is empty"));
}
