namespace OvfKit.IO;

/// <summary>A folder out of which no name leads: not by <c>..</c>, not by an absolute path, not by a link. Immutable and thread-safe.</summary>
/// <remarks>The check cannot protect against somebody who changes the folder between the check and the opening.</remarks>
public sealed class ConfinedFolder
{
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

    /// <summary>Follows every link in a path and says whether it ends inside the folder.</summary>
    /// <param name="path">The path.</param>
    /// <param name="real">The path without links.</param>
    /// <exception cref="IOException">Links lead in circles.</exception>
    public bool Holds(string path, out string real)
    {
        real = RealPath.Resolve(path);
        return real.StartsWith(_inside, StringComparison.Ordinal);
    }

    /// <summary>The path, links followed, of an existing file inside the folder; null when there is none or the name leads out.</summary>
    /// <param name="name">A relative name with <c>/</c> or <c>\</c> between its parts.</param>
    /// <exception cref="IOException">Links lead in circles.</exception>
    public string? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('/', '\\');
        if (name.Contains('\0', StringComparison.Ordinal) || parts[0].Length == 0 || parts.Contains("..") || System.IO.Path.IsPathRooted(name))
            return null;
        return Holds(System.IO.Path.Combine([Path, .. parts]), out var real) && File.Exists(real) ? real : null;
    }
}
