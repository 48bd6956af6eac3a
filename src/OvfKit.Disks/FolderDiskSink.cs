using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>A sink for images that are a folder. The folder is filled beside its final name and gets that name only when committed.</summary>
/// <remarks>After a crash a folder named <c>.NAME.XXXXXXXX.partial</c> may stay behind; the final name is never half-written.</remarks>
public sealed class FolderDiskSink : DiskSink
{
    private readonly string _path;
    private readonly string _partialPath;
    private readonly bool _overwrite;
    private readonly List<FileStream> _streams = [];
    private bool _committed;

    /// <summary>Prepares the folder beside its final name.</summary>
    /// <param name="path">The final path of the folder.</param>
    /// <param name="overwrite">Whether a folder of that name may be replaced.</param>
    /// <exception cref="IOException">The folder exists and may not be replaced, or cannot be created.</exception>
    public FolderDiskSink(string path, bool overwrite = false)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _overwrite = overwrite;
        Name = Path.GetFileName(_path);
        if (File.Exists(_path) || (!overwrite && Directory.Exists(_path)))
            throw new IOException($"{path} exists already");
        _partialPath = Path.Combine(Path.GetDirectoryName(_path)!, $".{Name}.{Guid.NewGuid().ToString("n")[..8]}.partial");
        Directory.CreateDirectory(_partialPath);
    }

    /// <summary>The folder's name.</summary>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override Stream Create(string name)
    {
        if (name.Length == 0 || name != Path.GetFileName(name) || name is "." or "..")
            throw new ArgumentException($"\"{name}\" is no file name", nameof(name));
        var stream = new OutputFile(Path.Combine(_partialPath, name));
        _streams.Add(stream);
        return stream;
    }

    /// <summary>Gives the finished folder its name.</summary>
    /// <exception cref="IOException">A file cannot be closed, or the folder cannot be renamed.</exception>
    public override void Commit()
    {
        CloseFiles();
        if (_overwrite && Directory.Exists(_path))
        {
            // The old folder steps aside first, so that it is lost only when the new one stands.
            var old = _partialPath + ".old";
            Directory.Move(_path, old);
            Directory.Move(_partialPath, _path);
            Directory.Delete(old, recursive: true);
        }
        else
        {
            Directory.Move(_partialPath, _path);
        }

        _committed = true;
    }

    /// <summary>Removes the folder unless it was committed.</summary>
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_committed)
            return;
        try
        {
            CloseFiles();
        }
        finally
        {
            if (Directory.Exists(_partialPath))
                Directory.Delete(_partialPath, recursive: true);
        }
    }

    private void CloseFiles()
    {
        foreach (var stream in _streams)
            stream.Dispose();
        _streams.Clear();
    }
}
