using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary>What the user named as a source: a path, an address on the web, or standard input. What is no path is opened here, and only once.</summary>
internal sealed class InputSource : IDisposable
{
    /// <summary>The word for standard input and standard output.</summary>
    public const string Standard = "-";

    private static readonly Lazy<HttpClient> _client = new(() => new HttpClient());
    private bool _isTaken;

    private InputSource(string text, Uri? address, ByteSource? bytes)
    {
        Text = text;
        Address = address;
        Bytes = bytes;
    }

    /// <summary>Makes the requests of the whole process.</summary>
    public static HttpClient Client => _client.Value;

    /// <summary>What the user wrote.</summary>
    public string Text { get; }

    /// <summary>The name to show to people.</summary>
    public string Name => Bytes?.Name ?? Text;

    /// <summary>The address on the web, or null.</summary>
    public Uri? Address { get; }

    /// <summary>The bytes; null for a path, and for a descriptor on the web, whose package is the folder around it.</summary>
    public ByteSource? Bytes { get; }

    /// <summary>Whether this is a descriptor by itself.</summary>
    public bool IsDescriptor => Bytes is { } bytes ? BeginsLikeXml(bytes) : IsNamedDescriptor(Address?.AbsolutePath ?? Text) && !Directory.Exists(Text);

    /// <summary>Whether this is worth opening as a package; what has no path and is nothing else that is known is taken for one.</summary>
    /// <exception cref="OvfKitException">A compressed file is damaged at its beginning.</exception>
    /// <exception cref="IOException">The source does not exist or cannot be read.</exception>
    public bool IsPackage => LooksLikePackage
        || (Bytes is { } bytes && DiskFormats.BuiltIn.Detect(bytes) is null && Wrapping.Detect(bytes) is null && DiskFormats.BuiltIn.FindByExtension(bytes.Name) is null);

    /// <summary>Whether this has the marks of a package.</summary>
    /// <inheritdoc cref="IsPackage" path="/exception"/>
    public bool LooksLikePackage => Bytes is { } bytes ? PackageStore.LooksLikePackage(bytes) : Address is not null || PackageStore.LooksLikePackage(Text);

    /// <summary>Takes the source, and what has no path is opened. Standard input is kept in a temporary file, which the user is told of.</summary>
    public static async Task<InputSource> OpenAsync(string text, string? tempDirectory, bool quiet, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (text == Standard)
        {
            if (!quiet)
                await Console.Error.WriteLineAsync(NoticeOf(tempDirectory ?? Path.GetTempPath())).ConfigureAwait(false);
            var input = Console.OpenStandardInput();
            await using (input.ConfigureAwait(false))
                return new InputSource(text, null, await ByteSource.SpoolAsync(input, "standard input", tempDirectory, cancellationToken).ConfigureAwait(false));
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !HttpByteSource.IsWeb(address))
            return new InputSource(text, null, null);
        return new InputSource(text, address, IsNamedDescriptor(address.AbsolutePath)
            ? null
            : await HttpByteSource.OpenAsync(address, Client, Patience(tempDirectory, diagnostics), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>How files on the web are read.</summary>
    public static HttpOptions Patience(string? tempDirectory, DiagnosticBag diagnostics) => new() { Diagnostics = diagnostics, TempDirectory = tempDirectory };

    /// <summary>The bytes, for somebody who will dispose them.</summary>
    public ByteSource Take()
    {
        _isTaken = true;
        return Bytes!;
    }

    public void Dispose()
    {
        if (!_isTaken)
            Bytes?.Dispose();
    }

    private static bool IsNamedDescriptor(string path) => Path.GetExtension(path).Equals(".ovf", StringComparison.OrdinalIgnoreCase);

    private static bool BeginsLikeXml(ByteSource bytes)
    {
        Span<byte> head = stackalloc byte[64];
        head = head[..bytes.Read(0, head)];
        // UTF-8 or UTF-16, with a mark or without.
        return head.TrimStart([(byte)0xEF, (byte)0xBB, (byte)0xBF, (byte)0xFE, (byte)0xFF, (byte)0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']) is [(byte)'<', ..];
    }

    private static string NoticeOf(string folder)
    {
        var room = "";
        try
        {
            room = $"; {Sizes.Format(new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace)} are free there";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Then the file system does not tell.
        }

        return $"ovfkit: standard input is kept in a temporary file in {Path.TrimEndingDirectorySeparator(folder)}, as large as the input{room}; --temp-dir DIR takes another folder";
    }
}
