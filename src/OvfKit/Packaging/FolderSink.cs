namespace OvfKit.Packaging;

/// <summary>Writes a package into a folder, which is built as <c>NAME.partial</c> beside its final name and renamed once at the end.</summary>
/// <remarks>A <c>NAME.partial</c> left behind by a run that was killed is removed and begun again.</remarks>
public sealed class FolderSink : PackageSink
{
    private readonly string _path;
    private readonly string _partial;
    private readonly bool _overwrite;

    /// <summary>Creates the partial folder.</summary>
    /// <param name="path">The final path; the folder above it must exist. An empty folder of that name is taken over.</param>
    /// <param name="overwrite">Whether a folder with content may be replaced; it stays as it is until the new one is complete.</param>
    /// <exception cref="IOException">There is a file of that name or a folder with content that may not be replaced, or nothing can be created there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public FolderSink(string path, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Name = path;
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _partial = _path + ".partial";
        _overwrite = overwrite;
        RequireFree();
        if (!Directory.Exists(Path.GetDirectoryName(_path)))
            throw new DirectoryNotFoundException($"the folder of {path} does not exist");
        if (Directory.Exists(_partial))
            Directory.Delete(_partial, recursive: true);
        Directory.CreateDirectory(_partial);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    protected override Reservation ReserveCore(string name, long length) => new(name, 0, length);

    /// <inheritdoc/>
    protected override async ValueTask FillCoreAsync(Reservation reservation, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        var file = CreateCore(reservation.Name);
        await using (file.ConfigureAwait(false))
            await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Stream CreateCore(string name)
    {
        var path = Path.Combine(_partial, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <inheritdoc/>
    protected override ValueTask CompleteEntryAsync(string name, Stream content, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    protected override ValueTask CompleteCoreAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireFree();
        if (Directory.Exists(_path))
            Replace();
        else
            Directory.Move(_partial, _path);
        return default;
    }

    /// <inheritdoc/>
    protected override ValueTask CloseAsync()
    {
        if (Directory.Exists(_partial))
            Directory.Delete(_partial, recursive: true);
        return default;
    }

    private void Replace()
    {
        var old = $"{_path}.{Guid.NewGuid().ToString("n")[..8]}.old";
        Directory.Move(_path, old);
        try
        {
            Directory.Move(_partial, _path);
        }
        catch
        {
            Directory.Move(old, _path);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    private void RequireFree()
    {
        if (File.Exists(_path))
            throw new IOException($"{Name} is a file; a package in a folder cannot be written there");
        if (!_overwrite && Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any())
            throw new IOException($"{Name} exists already and is not empty");
    }
}
