using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>Writes a package into a folder, which is built in <c>NAME.partial</c> beside its final name and moved there once at the end.</summary>
/// <remarks>What a run that was killed left in <c>NAME.partial</c> is removed and begun again, unless the work is resumed. Work that resumes remembers in
/// <c>NAME.partial</c> each file that is finished, and leaves them there when it fails; the next run that resumes and does the same with the same
/// source keeps those that still are what they were. The result is the same, byte for byte, as if nothing had happened.</remarks>
public sealed class FolderSink : PackageSink
{
    private readonly PendingFolder _folder;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly bool _overwrite;

    /// <summary>Creates the partial folder.</summary>
    /// <param name="path">The final path; the folder above it must exist. An empty folder of that name is taken over.</param>
    /// <param name="overwrite">Whether a folder with a package, and nothing else, may be replaced; it stays as it is until the new one is complete.</param>
    /// <param name="resume">Whether finished files are kept when the work fails, and taken over from an earlier run that failed. <see cref="Conversion.PackageConverter"/> does; who writes entries by other means begins anew.</param>
    /// <exception cref="IOException">There is a file of that name or a folder with content that may not be replaced, another run is at work on it, or nothing can be created there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public FolderSink(string path, bool overwrite = false, bool resume = false)
    {
        Name = path;
        _overwrite = overwrite;
        if (overwrite)
            ReplacedFolder.RequireNothingElse(path);
        _folder = new PendingFolder(path, overwrite, keepsLeftover: resume);
        Journal = resume ? new ResumeJournal(_folder, path) : null;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>The folder with what is finished, once a sink that resumes was disposed without being completed; null where nothing is kept.</summary>
    public string? KeptPath { get; private set; }

    internal override ResumeJournal? Journal { get; }

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
        if (Journal is { HasBegun: false } && _written.Count == 0)
            _folder.Clear();
        _written.Add(name);
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    private protected override Stream ReopenCore(string name, long length)
    {
        _written.Add(name);
        var file = new FileStream(Path.Combine(_folder.Path, name), FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.SetLength(length);
        file.Position = length;
        return file;
    }

    /// <inheritdoc/>
    protected override ValueTask CompleteEntryAsync(string name, Stream content, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    protected override ValueTask CompleteCoreAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Journal?.RemoveAllBut(_written.Contains);
        if (_overwrite)
            ReplacedFolder.RequireNothingElse(Name);
        _folder.Commit();
        return default;
    }

    /// <inheritdoc/>
    protected override ValueTask CloseAsync()
    {
        if (!IsCompleted && KeptPath is null && Journal is { HasAnything: true })
        {
            _folder.IsKept = true;
            KeptPath = _folder.PartialPath;
            Journal.RemoveUnfinished();
        }

        _folder.Dispose();
        return default;
    }

    internal override void Keep(string name)
    {
        base.Keep(name);
        _written.Add(name);
    }
}
