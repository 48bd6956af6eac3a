using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>A sink that makes files on disk: the image under its path, further files of the image beside it. They appear under their names only when committed, the image last.</summary>
public sealed class FileDiskSink : DiskSink
{
    private readonly string _folder;
    private readonly bool _overwrite;
    private readonly PendingFile _main;
    private readonly Dictionary<string, PendingFile> _others = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Prepares the file beside its final name.</summary>
    /// <param name="path">The final path.</param>
    /// <param name="overwrite">Whether files of these names may be replaced.</param>
    /// <exception cref="IOException">The file exists and may not be replaced, or cannot be created.</exception>
    public FileDiskSink(string path, bool overwrite = false)
    {
        Name = Path.GetFileName(path);
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _overwrite = overwrite;
        _main = new PendingFile(path, overwrite);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override Stream Create(string name)
    {
        if (name == Name)
            return _main.Stream;
        if (name.Length == 0 || name != Path.GetFileName(name) || name is "." or ".." || _others.ContainsKey(name) || name.Equals(Name, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"\"{name}\" is no further file name beside \"{Name}\"", nameof(name));
        var file = new PendingFile(Path.Combine(_folder, name), _overwrite);
        _others.Add(name, file);
        return file.Stream;
    }

    /// <summary>Gives the finished files their names, the image last: whoever sees it sees all of it. An image of several files that is replaced is removed first.</summary>
    /// <exception cref="IOException">A file cannot be closed or renamed; files that got their names before lose them again.</exception>
    public override void Commit()
    {
        var named = new List<string>();
        try
        {
            // The old image must not be seen with files of the new one.
            if (_overwrite && _others.Count > 0)
                File.Delete(Path.Combine(_folder, Name));
            foreach (var (name, file) in _others)
            {
                file.Commit();
                named.Add(Path.Combine(_folder, name));
            }

            _main.Commit();
        }
        catch
        {
            named.ForEach(File.Delete);
            throw;
        }
    }

    /// <summary>Removes the files unless they were committed.</summary>
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var file in _others.Values)
            file.Dispose();
        _main.Dispose();
        base.Dispose(disposing);
    }
}
