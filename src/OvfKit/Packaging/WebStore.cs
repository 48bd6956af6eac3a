using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>A package of loose files on a web server: the descriptor, and beside it what it names. Files are asked for by name when they are looked for,
/// and of each only what is read is transferred.</summary>
/// <remarks>Nothing outside the descriptor's folder is asked for; see <see cref="WebFolder"/>. A server does not tell what else it has, so there are no extra files.</remarks>
public sealed class WebStore : PackageStore
{
    private readonly WebFolder _folder;
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    private WebStore(WebFolder folder, PackageEntry descriptor, string name)
        : base(name, [descriptor]) => _folder = folder;

    /// <summary>Opens the package of a descriptor.</summary>
    /// <param name="descriptor">The descriptor's address, http or https.</param>
    /// <param name="client">Makes the requests; not owned, must outlive the store.</param>
    /// <param name="options">Patience and places; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The address is not one of http or https, or names no file.</exception>
    /// <exception cref="IOException">The server cannot be reached, or does not give the descriptor.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<WebStore> OpenAsync(Uri descriptor, HttpClient client, HttpOptions? options = null, CancellationToken cancellationToken = default)
    {
        var folder = new WebFolder(descriptor, client, options);
        if (folder.NameOf(descriptor) is not { } raw || EntryName.Normalize(raw, out _) is not { } name)
            throw new ArgumentException($"{descriptor} names no file", nameof(descriptor));
        var content = await HttpByteSource.OpenAsync(descriptor, client, options, cancellationToken).ConfigureAwait(false);
        return new WebStore(folder, Entry(name, content), content.Name);
    }

    /// <inheritdoc/>
    protected override PackageEntry? Discover(string name)
    {
        if (_missing.Contains(name))
            return null;
        if (_folder.FindAsync(name).GetAwaiter().GetResult() is { } content)
            return Entry(name, content);
        _missing.Add(name);
        return null;
    }

    /// <summary>The name of a file that is given by its whole address; null where that is elsewhere.</summary>
    internal string? NameOf(Uri address) => _folder.NameOf(address);

    private static PackageEntry Entry(string name, ByteSource content)
    {
        var entry = new PackageEntry(name, content.Length, new Location(content.Name), () => content);
        // The content may be a temporary file already: then the store is to close it also when nobody reads it.
        entry.Open();
        return entry;
    }
}
