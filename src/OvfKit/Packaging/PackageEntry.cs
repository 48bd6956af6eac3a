using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>A physical member of a package: a file of the folder or of the archive. Thread-safe.</summary>
/// <param name="name">The name within the package, segments divided by <c>/</c>.</param>
/// <param name="length">The length in bytes.</param>
/// <param name="location">Where the entry is, for findings.</param>
/// <param name="open">Makes the entry's bytes; called once, when they are first asked for.</param>
public sealed class PackageEntry(string name, long length, Location location, Func<ByteSource> open)
{
    private readonly Lazy<ByteSource> _source = new(open);

    /// <summary>The name within the package, segments divided by <c>/</c>, without <c>.</c> and <c>..</c>.</summary>
    public string Name => name;

    /// <summary>The length in bytes.</summary>
    public long Length => length;

    /// <summary>Where the entry is, for findings: a path, or <c>archive!member</c>.</summary>
    public Location Location => location;

    /// <summary>The entry's bytes: always the same object, which belongs to the store and lives as long as it.</summary>
    /// <exception cref="InvalidContentException">The entry is a link that leads out of the package.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public ByteSource Open() => _source.Value;

    /// <inheritdoc/>
    public override string ToString() => location.File;

    /// <summary>The content of a small file.</summary>
    /// <exception cref="InvalidContentException">It is larger than the limit, in bytes.</exception>
    internal byte[] ReadAll(int limit, DiagnosticDescriptor tooLarge)
    {
        if (Length > limit)
            throw tooLarge.Invalid(Location, $"the file has {Length} bytes, more than the {limit} that are read");
        var bytes = new byte[Length];
        Open().ReadExactly(0, bytes);
        return bytes;
    }

    internal void Close()
    {
        if (_source.IsValueCreated)
            _source.Value.Dispose();
    }
}
