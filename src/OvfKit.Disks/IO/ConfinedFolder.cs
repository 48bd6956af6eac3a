namespace OvfKit.IO;

/// <summary>A folder out of which no name leads: not by <c>..</c>, not by an absolute path, not by a link. Immutable and thread-safe.</summary>
/// <remarks>The check cannot protect against somebody who changes the folder between the check and the opening.</remarks>
public sealed class ConfinedFolder
{
    // A folder that may not be listed has nothing to offer.
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = true, AttributesToSkip = 0, MatchType = MatchType.Simple };

    private readonly string _inside;

    /// <summary>Takes a folder.</summary>
    /// <param name="path">The folder; links in its own path are followed now.</param>
    /// <exception cref="IOException">Links lead in circles.</exception>
    public ConfinedFolder(string path)
    {
        Path = RealPath.Resolve(path);
        _inside = System.IO.Path.EndsInDirectorySeparator(Path) ? Path : Path + System.IO.Path.DirectorySeparatorChar;
    }

    /// <summary>The folder's path without links.</summary>
    public string Path { get; }

    /// <summary>The paths of all files in the folder itself, by name.</summary>
    internal IEnumerable<string> Files() => Directory.EnumerateFiles(Path, "*", Everything).Order(StringComparer.Ordinal);

    /// <summary>Follows every link in a path and says whether it ends inside the folder.</summary>
    /// <param name="path">The path.</param>
    /// <param name="real">The path without links.</param>
    /// <exception cref="IOException">Links lead in circles.</exception>
    public bool Holds(string path, out string real)
    {
        real = RealPath.Resolve(path);
        return real.StartsWith(_inside, StringComparison.Ordinal);
    }

    /// <summary>The path, links followed, of an existing file inside the folder; null when there is none or the name leads out. A file whose name differs only in case is found where no other one does.</summary>
    /// <param name="name">A relative name with <c>/</c> or <c>\</c> between its parts.</param>
    /// <exception cref="IOException">Links lead in circles.</exception>
    public string? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('/', '\\');
        if (name.Contains('\0', StringComparison.Ordinal) || parts[0].Length == 0 || parts.Contains("..") || System.IO.Path.IsPathRooted(name))
            return null;
        return Existing(System.IO.Path.Combine([Path, .. parts])) ?? (InAnyCase(parts) is { } path ? Existing(path) : null);
    }

    private string? Existing(string path) => Holds(path, out var real) && File.Exists(real) ? real : null;

    // Names from Windows and macOS need not have the case of the files they mean.
    private string? InAnyCase(string[] parts)
    {
        var path = Path;
        foreach (var part in parts.Where(part => part is not ("" or ".")))
        {
            if (!Holds(path, out var real) && real != Path)
                return null;
            var exact = System.IO.Path.Combine(path, part);
            if (!System.IO.Path.Exists(exact))
            {
                var alike = Directory.Exists(real) ? Directory.EnumerateFileSystemEntries(real, "*", Everything).Where(entry => part.Equals(System.IO.Path.GetFileName(entry), StringComparison.OrdinalIgnoreCase)).Take(2).ToList() : [];
                if (alike is not [var only])
                    return null;
                exact = only;
            }

            path = exact;
        }

        return path;
    }
}
