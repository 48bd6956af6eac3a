using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>A sink for images that are a folder. The folder is filled beside its final name and gets that name only when committed.</summary>
/// <remarks>See <see cref="PendingFolder"/> for what a crash leaves behind; the final name is never half-written.</remarks>
public sealed class FolderDiskSink : DiskSink
{
    private readonly PendingFolder _folder;
    private readonly List<FileStream> _streams = [];

    /// <summary>Prepares the folder beside its final name.</summary>
    /// <param name="path">The final path of the folder. An empty folder of that name is taken over.</param>
    /// <param name="overwrite">Whether a folder of that name may be replaced that holds a disk.</param>
    /// <exception cref="IOException">The folder exists and may not be replaced, or cannot be created.</exception>
    public FolderDiskSink(string path, bool overwrite = false)
    {
        if (overwrite && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && DiskFormats.BuiltIn.FindByFolder(path) is null)
            throw new IOException($"{path} holds no disk, but other things that would be lost; move them elsewhere, or give another name");
        _folder = new PendingFolder(path, overwrite);
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
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
        var stream = new OutputFile(Path.Combine(_folder.Path, name));
        _streams.Add(stream);
        return stream;
    }

    /// <summary>Gives the finished folder its name.</summary>
    /// <exception cref="IOException">A file cannot be closed, or the folder cannot be renamed.</exception>
    public override void Commit()
    {
        CloseFiles();
        _folder.Commit();
    }

    /// <summary>Removes the folder unless it was committed.</summary>
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        try
        {
            CloseFiles();
        }
        finally
        {
            _folder.Dispose();
        }
    }

    private void CloseFiles()
    {
        foreach (var stream in _streams)
            stream.Dispose();
        _streams.Clear();
    }
}
