using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>A resolver that opens only files inside one folder, after following links.</summary>
/// <param name="folder">The folder, usually the one the image is in.</param>
public sealed class FolderReferences(string folder)
{
    private readonly ConfinedFolder _folder = new(folder);

    /// <summary>Opens the named file inside the folder; an absolute name or one that leads elsewhere falls back to its last part.</summary>
    /// <param name="reference">What is asked for. A reference without a name is refused.</param>
    /// <exception cref="IOException">The file is there but cannot be opened.</exception>
    public ByteSource? Resolve(in DiskReference reference)
    {
        if (reference.Name is not { Length: > 0 } name)
            return null;
        // Images made on Windows or a datastore carry the whole path they had there.
        var last = name[(name.AsSpan().LastIndexOfAny('/', '\\', ']') + 1)..].Trim();
        return (_folder.Find(name) ?? _folder.Find(last)) is { } path ? ByteSource.OpenFile(path) : null;
    }
}
