using System.CommandLine;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary>How the user wants a package opened.</summary>
/// <param name="Descriptor">The descriptor to take where there are several.</param>
/// <param name="TempDirectory">Where compressed files are unpacked.</param>
/// <param name="AllowRemote">Whether files that a descriptor names on the network are read.</param>
/// <param name="Quiet">Whether only errors are printed.</param>
internal sealed record PackageInput(string? Descriptor = null, string? TempDirectory = null, bool AllowRemote = false, bool Quiet = false)
{
    /// <summary>Opens the package in a source.</summary>
    /// <exception cref="OvfKitException">It cannot be read as one.</exception>
    /// <exception cref="ArgumentException">It is a descriptor, or a page of the web, without anything beside it.</exception>
    /// <exception cref="IOException">The source does not exist or cannot be read.</exception>
    public async Task<OvfPackage> OpenAsync(string source, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        using var input = await TakeAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(input, diagnostics, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="OpenAsync(string, DiagnosticBag, CancellationToken)"/>
    public async Task<OvfPackage> OpenAsync(InputSource input, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (input is { Bytes: { } bytes, IsDescriptor: true } && !PackageStore.LooksLikePackage(bytes))
            throw new ArgumentException($"{input.Name} begins like XML, not like an archive; give a descriptor's path, or an address that ends in .ovf, so that the files beside it are found");
        var http = InputSource.Patience(TempDirectory, diagnostics);
        var options = new PackageOpenOptions
        {
            Diagnostics = diagnostics,
            Descriptor = Descriptor,
            Unwrapping = new() { TempDirectory = TempDirectory, CancellationToken = cancellationToken },
            RemoteFiles = AllowRemote ? address => HttpByteSource.OpenAsync(address, InputSource.Client, http, cancellationToken).GetAwaiter().GetResult() : null,
        };
        if (input.Bytes is not null)
            return OvfPackage.Open(PackageStore.Open(input.Take(), diagnostics, options.Unwrapping), options);
        return input.Address is { } address
            ? OvfPackage.Open(await WebStore.OpenAsync(address, InputSource.Client, http, cancellationToken).ConfigureAwait(false), options)
            : OvfPackage.Open(input.Text, options);
    }

    /// <summary>Takes a source that may turn out to be something else than a package.</summary>
    public Task<InputSource> TakeAsync(string source, DiagnosticBag diagnostics, CancellationToken cancellationToken) =>
        InputSource.OpenAsync(source, TempDirectory, Quiet, diagnostics, cancellationToken);
}

/// <summary>The options that make up a <see cref="PackageInput"/>, made anew for each command, which has <c>--quiet</c>, too.</summary>
/// <param name="tempDirectory">The folder's option where the command has it for disks, too; null adds one.</param>
internal sealed class PackageInputOptions(Option<string?>? tempDirectory = null)
{
    /// <summary>What a SOURCE may be.</summary>
    public const string Sources = "An .ova archive (also in gzip, bzip2, xz, zstd or zip), an .ovf descriptor, a package's folder, the http(s) address of an archive or descriptor, or - for standard input.";

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

    public PackageInput Read(ParseResult parsed) =>
        new(parsed.GetValue(_descriptor), parsed.GetValue(_tempDirectory), parsed.GetValue(_allowRemote), SharedOptions.IsQuiet(parsed));
}
