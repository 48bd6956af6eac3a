namespace OvfKit.IO;

/// <summary>A file that is written beside its final name and gets that name only when complete.</summary>
/// <remarks>After a crash a file named <c>.NAME.XXXXXXXX.partial</c> may stay behind, which the next run for the same name removes; the final name is
/// never half-written.</remarks>
public sealed class PendingFile : IDisposable
{
    private const string Ending = ".partial";
    private const int IdLength = 8;

    private readonly string _path;
    private readonly bool _overwrite;
    private readonly string _partialPath;
    private bool _committed;

    /// <summary>Creates the partial file.</summary>
    /// <param name="path">The final path.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <exception cref="IOException">The file exists and may not be replaced, or cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public PendingFile(string path, bool overwrite)
    {
        _path = Path.GetFullPath(path);
        _overwrite = overwrite;
        if (Directory.Exists(_path))
            throw new IOException($"{path} is a folder");
        if (!overwrite && File.Exists(_path))
            throw new IOException($"{path} exists already");
        RemoveLeftovers();
        _partialPath = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Guid.NewGuid().ToString("n")[..IdLength]}{Ending}");
        Stream = new OutputFile(_partialPath);
    }

    /// <summary>The partial file, empty at first, readable and seekable. Owned by this object.</summary>
    public FileStream Stream { get; }

    /// <summary>Closes the file and gives it its final name.</summary>
    /// <exception cref="IOException">The file cannot be closed or renamed, or a file of that name came up meanwhile.</exception>
    public void Commit()
    {
        Stream.Dispose();
        File.Move(_partialPath, _path, _overwrite);
        _committed = true;
    }

    /// <summary>Removes the partial file unless it was committed.</summary>
    public void Dispose()
    {
        if (_committed)
            return;
        try
        {
            Stream.Dispose();
        }
        finally
        {
            File.Delete(_partialPath);
        }
    }

    private void RemoveLeftovers()
    {
        var beginning = $".{Path.GetFileName(_path)}.";
        foreach (var file in new DirectoryInfo(Path.GetDirectoryName(_path)!).EnumerateFiles("*" + Ending, new EnumerationOptions { AttributesToSkip = 0 }))
        {
            if (file.Name.Length != beginning.Length + IdLength + Ending.Length || !file.Name.StartsWith(beginning, StringComparison.Ordinal)
                || !file.Name[beginning.Length..^Ending.Length].All(char.IsAsciiHexDigitLower))
                continue;
            try
            {
                // Who still writes to a file has it locked.
                new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another run is at work for the same name, or the file is somebody else's: either way it stays.
            }
        }
    }
}
