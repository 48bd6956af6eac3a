namespace OvfKit.IO;

/// <summary>A folder that is filled beside its final name and gets that name only when complete.</summary>
/// <remarks>Until then its content is in <c>NAME.partial/content</c>, beside a file <c>NAME.partial/journal</c> that is locked as long as its owner
/// lives. What a killed run left there does not stand in the way of the next one. Not thread-safe.</remarks>
public sealed class PendingFolder : IDisposable
{
    // What the operating systems answer about a file that somebody else has locked.
    private static readonly int[] LockErrors = [11, 35, unchecked((int)0x80070020)];

    private readonly string _name;
    private readonly string _path;
    private readonly string _partial;
    private readonly bool _overwrite;
    private bool _isClosed;

    /// <summary>Creates the partial folder, or takes over the one that an earlier run left behind.</summary>
    /// <param name="path">The final path; the folder above it must exist. An empty folder of that name is taken over.</param>
    /// <param name="overwrite">Whether a folder with content may be replaced; it stays as it is until the new one is complete.</param>
    /// <param name="keepsLeftover">Whether the content and the journal of an earlier run stay, for the caller to look at; they are hostile input. Otherwise they are removed.</param>
    /// <exception cref="IOException">The name belongs to a file, to a folder that may not be replaced, or to another run that is still at work; or nothing can be created there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public PendingFolder(string path, bool overwrite, bool keepsLeftover = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _name = path;
        _path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        _partial = _path + ".partial";
        _overwrite = overwrite;
        RequireFree();
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(_path)))
            throw new DirectoryNotFoundException($"the folder of {path} does not exist");
        Journal = OpenJournal();
        try
        {
            RestoreReplaced();
            RequireFree();
            if (!keepsLeftover)
                Clear();
            Directory.CreateDirectory(Path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The folder to fill.</summary>
    public string Path => System.IO.Path.Combine(_partial, "content");

    /// <summary>The folder that stays when the work is kept.</summary>
    public string PartialPath => _partial;

    /// <summary>A file of its own for what the caller wants to remember of the work; it never becomes part of the folder.</summary>
    public FileStream Journal { get; }

    /// <summary>Whether <see cref="Dispose"/> leaves what was not committed for a later run.</summary>
    public bool IsKept { get; set; }

    private string JournalPath => System.IO.Path.Combine(_partial, "journal");

    private string ReplacedPath => System.IO.Path.Combine(_partial, "replaced");

    /// <summary>Removes content and journal, and begins anew.</summary>
    /// <exception cref="IOException">Something cannot be removed.</exception>
    public void Clear()
    {
        DeleteTree(Path);
        Journal.SetLength(0);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Gives the folder its final name.</summary>
    /// <exception cref="IOException">The folder cannot be renamed, or one of that name came up meanwhile.</exception>
    public void Commit()
    {
        RequireFree();
        if (Directory.Exists(_path))
            Replace();
        else
            Directory.Move(Path, _path);
        IsKept = false;
        Dispose();
    }

    /// <summary>Removes the partial folder unless it was committed or is kept.</summary>
    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        Journal.Dispose();
        if (IsKept)
            return;
        DeleteTree(Path);
        // Unless the old folder could not be put back: then the next run does it.
        if (System.IO.Path.Exists(_path))
            DeleteTree(ReplacedPath);
        if (Directory.Exists(ReplacedPath))
            return;
        File.Delete(JournalPath);
        DeleteIfEmpty();
    }

    // The old folder steps aside first, so that it is lost only when the new one stands.
    private void Replace()
    {
        Directory.Move(_path, ReplacedPath);
        try
        {
            Directory.Move(Path, _path);
        }
        catch
        {
            Directory.Move(ReplacedPath, _path);
            throw;
        }
    }

    // A run that was killed between the two moves had put the old folder here.
    private void RestoreReplaced()
    {
        if (Directory.Exists(ReplacedPath) && !System.IO.Path.Exists(_path))
            Directory.Move(ReplacedPath, _path);
        else
            DeleteTree(ReplacedPath);
    }

    private FileStream OpenJournal()
    {
        RequireOurs();
        Directory.CreateDirectory(_partial);
        try
        {
            return new FileStream(JournalPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (LockErrors.Contains(exception.HResult))
        {
            throw new IOException($"{_name} is being written by another run; wait for it, or give another name", exception);
        }
        catch
        {
            DeleteIfEmpty();
            throw;
        }
    }

    // Somebody's own folder may have that name; and a link in place of the journal would have another file written.
    private void RequireOurs()
    {
        var partial = new DirectoryInfo(_partial);
        var isOurs = partial.Exists
            ? partial.LinkTarget is null && (!partial.EnumerateFileSystemInfos().Any() || new FileInfo(JournalPath) is { Exists: true, LinkTarget: null })
            : !System.IO.Path.Exists(_partial);
        if (!isOurs)
            throw new IOException($"{_partial} is in the way and does not look like the rest of an earlier run; move it elsewhere");
    }

    private void RequireFree()
    {
        if (File.Exists(_path))
            throw new IOException($"{_name} is a file; a folder cannot be written there");
        if (!_overwrite && Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any())
            throw new IOException($"{_name} exists already and is not empty");
    }

    private void DeleteIfEmpty()
    {
        if (Directory.Exists(_partial) && !Directory.EnumerateFileSystemEntries(_partial).Any())
            Directory.Delete(_partial);
    }

    private static void DeleteTree(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
}
