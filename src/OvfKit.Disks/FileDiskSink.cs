using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>A sink for variants of one file that makes a file on disk, which appears under its name only when committed.</summary>
public sealed class FileDiskSink : DiskSink, IDisposable
{
    private readonly PendingFile _file;

    /// <summary>Prepares the file beside its final name.</summary>
    /// <param name="path">The final path.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <exception cref="IOException">The file exists and may not be replaced, or cannot be created.</exception>
    public FileDiskSink(string path, bool overwrite = false)
    {
        Name = Path.GetFileName(path);
        _file = new PendingFile(path, overwrite);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override Stream Create(string name) => name == Name ? _file.Stream : throw StreamDiskSink.SingleFileOnly(this, name);

    /// <summary>Gives the finished file its name.</summary>
    /// <exception cref="IOException">The file cannot be closed or renamed.</exception>
    public void Commit() => _file.Commit();

    /// <summary>Removes the file unless it was committed.</summary>
    public void Dispose() => _file.Dispose();
}
