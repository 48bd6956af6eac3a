using System.CommandLine;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary>How the user wants a package opened.</summary>
/// <param name="Descriptor">The descriptor to take where there are several.</param>
/// <param name="TempDirectory">Where compressed files are unpacked.</param>
internal sealed record PackageInput(string? Descriptor = null, string? TempDirectory = null)
{
    /// <summary>The word for standard input and standard output.</summary>
    public const string Standard = "-";

    /// <summary>Whether a source is worth opening as a package; what has no path is always taken for one.</summary>
    public static bool LooksLikePackage(string source) => source == Standard || PackageStore.LooksLikePackage(source);

    public async Task<OvfPackage> OpenAsync(string source, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var options = new PackageOpenOptions { Diagnostics = diagnostics, Descriptor = Descriptor, Unwrapping = new() { TempDirectory = TempDirectory, CancellationToken = cancellationToken } };
        if (source != Standard)
            return OvfPackage.Open(source, options);
        var input = Console.OpenStandardInput();
        await using (input.ConfigureAwait(false))
        {
            // An archive is read here and there: the descriptor may be the last thing in it.
            var spooled = await ByteSource.SpoolAsync(input, "standard input", TempDirectory, cancellationToken).ConfigureAwait(false);
            return OvfPackage.Open(PackageStore.Open(spooled, diagnostics, options.Unwrapping), options);
        }
    }
}

/// <summary>The options that make up a <see cref="PackageInput"/>, made anew for each command.</summary>
/// <param name="tempDirectory">The folder's option where the command has it for disks, too; null adds one.</param>
internal sealed class PackageInputOptions(Option<string?>? tempDirectory = null)
{
    private readonly Option<string?> _descriptor = new("--descriptor") { Description = "The descriptor to take where a package has several.", HelpName = "NAME" };
    private readonly Option<string?> _tempDirectory = tempDirectory ?? SharedOptions.TempDirectory();

    public void AddTo(Command command)
    {
        command.Options.Add(_descriptor);
        if (!command.Options.Contains(_tempDirectory))
            command.Options.Add(_tempDirectory);
    }

    public PackageInput Read(ParseResult parsed) => new(parsed.GetValue(_descriptor), parsed.GetValue(_tempDirectory));
}
