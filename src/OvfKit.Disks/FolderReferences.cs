using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>A resolver that opens only files inside an image's folder and other folders the caller allows, after following links.</summary>
public sealed class FolderReferences
{
    // An id is searched by looking into every file; a folder with more of them is none where one keeps disks.
    private const int MostFilesSearched = 10_000;

    private readonly List<ConfinedFolder> _folders = [];
    private readonly DiskFormats _formats;

    /// <summary>Takes the folders.</summary>
    /// <param name="folder">The folder, usually the one the image is in.</param>
    /// <param name="more">Further folders, searched after it in their order.</param>
    /// <param name="formats">The formats whose ids are known; null for <see cref="DiskFormats.BuiltIn"/>.</param>
    /// <exception cref="IOException">Links lead in circles.</exception>
    public FolderReferences(string folder, IEnumerable<string>? more = null, DiskFormats? formats = null)
    {
        _folders.Add(new ConfinedFolder(folder));
        _folders.AddRange((more ?? []).Select(path => new ConfinedFolder(path)));
        _formats = formats ?? DiskFormats.BuiltIn;
    }

    /// <summary>Opens the named file inside the folders; an absolute name that leads into none of them falls back to its last part, a reference without a name to the file that bears the id.</summary>
    /// <param name="reference">What is asked for.</param>
    /// <exception cref="IOException">The file is there but cannot be opened.</exception>
    public ByteSource? Resolve(in DiskReference reference)
    {
        if (reference.Name is { Length: > 0 } name)
            return FindName(name) is { } path ? ByteSource.OpenFile(path) : null;
        return reference.Id is { } id ? FindId(id) : null;
    }

    private string? FindName(string name)
    {
        // Images made on Windows or a datastore carry the whole path they had there.
        var last = name[(name.AsSpan().LastIndexOfAny('/', '\\', ']') + 1)..].Trim();
        return Inside(name) ?? _folders.Select(folder => folder.Find(name)).FirstOrDefault(path => path is not null)
            ?? _folders.Select(folder => folder.Find(last)).FirstOrDefault(path => path is not null);
    }

    private string? Inside(string name) =>
        Path.IsPathFullyQualified(name) && !name.Contains('\0', StringComparison.Ordinal) && _folders.Any(folder => folder.Holds(name, out _)) && File.Exists(name) ? RealPath.Resolve(name) : null;

    private ByteSource? FindId(Guid id)
    {
        foreach (var path in _folders.SelectMany(Files).Take(MostFilesSearched))
        {
            var source = TryOpen(path);
            if (source is not null && HasId(source, id))
                return source;
            source?.Dispose();
        }

        return null;
    }

    // Pipes and devices would block or have no end; they all have no length.
    private static IEnumerable<string> Files(ConfinedFolder folder) =>
        folder.Files().Where(path => folder.Holds(path, out var real) && new FileInfo(real) is { Exists: true, Length: > 0 });

    private static ByteSource? TryOpen(string path)
    {
        try
        {
            return ByteSource.OpenFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that cannot be looked into is not the one.
            return null;
        }
    }

    private bool HasId(ByteSource source, Guid id)
    {
        try
        {
            return _formats.Detect(source)?.ReadLinkId(source) == id;
        }
        catch (Exception exception) when (exception is IOException or OvfKitException)
        {
            return false;
        }
    }
}
