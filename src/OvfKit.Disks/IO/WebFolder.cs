namespace OvfKit.IO;

/// <summary>A folder on a web server out of which no name leads: not by <c>..</c>, not by an absolute path, not by another address. Immutable and thread-safe.</summary>
/// <remarks>Where the server sends a request elsewhere (HTTP 3xx), that is followed: it could give any bytes itself.</remarks>
public sealed class WebFolder
{
    private readonly Uri _folder;
    private readonly string _query;
    private readonly HttpClient _client;
    private readonly HttpOptions? _options;

    /// <summary>Takes the folder a file is in.</summary>
    /// <param name="file">The file's address, http or https. What stands behind its question mark (a token, often) goes along with every other file.</param>
    /// <param name="client">Makes the requests; not owned.</param>
    /// <param name="options">Patience and places; null for the defaults.</param>
    /// <exception cref="ArgumentException">The address is not one of http or https.</exception>
    public WebFolder(Uri file, HttpClient client, HttpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(client);
        if (!HttpByteSource.IsWeb(file))
            throw new ArgumentException($"{file} is no address of http or https", nameof(file));
        _folder = new Uri(file, ".");
        _query = file.Query;
        _client = client;
        _options = options;
    }

    /// <summary>Opens a file in the folder.</summary>
    /// <param name="name">Its name, not encoded, with <c>/</c> between its parts.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file's bytes for the caller to dispose, or null where the name leads out, or the server has no such file or gives it to nobody (403, 404, 410).</returns>
    /// <exception cref="IOException">The server cannot be reached, or does not give the file.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async Task<ByteSource?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('/');
        if (parts.Any(static part => part is "" or "." or ".." || part.Contains('\\', StringComparison.Ordinal)))
            return null;
        var address = new Uri(_folder, string.Join('/', parts.Select(Uri.EscapeDataString)) + _query);
        if (!Holds(address))
            return null;
        try
        {
            return await HttpByteSource.OpenAsync(address, _client, _options, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The name, decoded, of a file whose whole address is given; null for one that is not in the folder.</summary>
    /// <param name="address">The address.</param>
    public string? NameOf(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Holds(address) ? Uri.UnescapeDataString(address.AbsolutePath[_folder.AbsolutePath.Length..]) : null;
    }

    private bool Holds(Uri address) => address.IsAbsoluteUri && address.Scheme == _folder.Scheme && address.Authority == _folder.Authority
        && address.AbsolutePath.StartsWith(_folder.AbsolutePath, StringComparison.Ordinal);
}
