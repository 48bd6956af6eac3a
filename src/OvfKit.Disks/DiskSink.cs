namespace OvfKit.Disks;

/// <summary>Where a writer puts the files of one image. Most variants need one file; split ones open several.</summary>
/// <remarks>Disposing discards what was not committed.</remarks>
public abstract class DiskSink : IDisposable
{
    /// <summary>The name of the image's main file as it will be known when complete, without folder.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the streams that <see cref="Create"/> makes can seek back.</summary>
    public abstract bool CanSeek { get; }

    /// <summary>Creates an empty file of the image. The stream belongs to the sink: a writer fills it and leaves the main file open; a further file it may close when it is full.</summary>
    /// <param name="name">A file name without folder; <see cref="Name"/> for the main file.</param>
    /// <exception cref="ArgumentException">The sink takes no such file.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public abstract Stream Create(string name);

    /// <summary>Gives the finished image its name, where it was written elsewhere until now.</summary>
    /// <exception cref="IOException">A file cannot be closed or renamed.</exception>
    public virtual void Commit()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Discards what was not committed.</summary>
    /// <param name="disposing">Whether the call came from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
