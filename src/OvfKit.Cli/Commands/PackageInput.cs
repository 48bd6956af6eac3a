using System.CommandLine;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary>How the user wants a package opened.</summary>
/// <param name="Descriptor">The descriptor to take where there are several.</param>
/// <param name="TempDirectory">Where compressed files are unpacked.</param>
/// <param name="AllowRemote">Whether files that a descriptor names on the network are read.</param>
internal sealed record PackageInput(string? Descriptor = null, string? TempDirectory = null, bool AllowRemote = false)
{
    /// <summary>The word for standard input and standard output.</summary>
    public const string Standard = "-";

    private static readonly Lazy<HttpClient> Client = new(() => new HttpClient());

    /// <summary>Whether a source is worth opening as a package; what has no path is always taken for one.</summary>
    public static bool LooksLikePackage(string source) => source == Standard || WebAddress(source) is not null || PackageStore.LooksLikePackage(source);

    public async Task<OvfPackage> OpenAsync(string source, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var http = new HttpOptions { Diagnostics = diagnostics, TempDirectory = TempDirectory };
        var options = new PackageOpenOptions
        {
            Diagnostics = diagnostics,
            Descriptor = Descriptor,
            Unwrapping = new() { TempDirectory = TempDirectory, CancellationToken = cancellationToken },
            RemoteFiles = AllowRemote ? address => HttpByteSource.OpenAsync(address, Client.Value, http, cancellationToken).GetAwaiter().GetResult() : null,
        };
        var archive = source == Standard ? await ReadStandardInputAsync(cancellationToken).ConfigureAwait(false)
            : WebAddress(source) is { } web ? await HttpByteSource.OpenAsync(web, Client.Value, http, cancellationToken).ConfigureAwait(false)
            : null;
        return archive is null ? OvfPackage.Open(source, options) : OvfPackage.Open(PackageStore.Open(archive, diagnostics, options.Unwrapping), options);
    }

    // An archive is read here and there: the descriptor may be the last thing in it.
    private async Task<ByteSource> ReadStandardInputAsync(CancellationToken cancellationToken)
    {
        var input = Console.OpenStandardInput();
        await using (input.ConfigureAwait(false))
            return await ByteSource.SpoolAsync(input, "standard input", TempDirectory, cancellationToken).ConfigureAwait(false);
    }

    private static Uri? WebAddress(string source) => Uri.TryCreate(source, UriKind.Absolute, out var address) && HttpByteSource.IsWeb(address) ? address : null;
}

/// <summary>The options that make up a <see cref="PackageInput"/>, made anew for each command.</summary>
/// <param name="tempDirectory">The folder's option where the command has it for disks, too; null adds one.</param>
internal sealed class PackageInputOptions(Option<string?>? tempDirectory = null)
{
    private readonly Option<string?> _descriptor = new("--descriptor") { Description = "The descriptor to take where a package has several.", HelpName = "NAME" };
    private readonly Option<string?> _tempDirectory = tempDirectory ?? SharedOptions.TempDirectory();

    private readonly Option<bool> _allowRemote = new("--allow-remote") { Description = "Read files that the descriptor names on the network; otherwise they are refused." };

    public void AddTo(Command command)
    {
        command.Options.Add(_descriptor);
        command.Options.Add(_allowRemote);
        if (!command.Options.Contains(_tempDirectory))
            command.Options.Add(_tempDirectory);
    }

    public PackageInput Read(ParseResult parsed) => new(parsed.GetValue(_descriptor), parsed.GetValue(_tempDirectory), parsed.GetValue(_allowRemote));
}
