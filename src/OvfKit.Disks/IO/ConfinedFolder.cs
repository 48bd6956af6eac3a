namespace OvfKit.IO;

/// <summary>A folder out of which no name leads: not by <c>..</c>, not by an absolute path, not by a link.</summary>
/// <param name="path">The folder.</param>
public sealed class ConfinedFolder(string path)
{
    private readonly string _root = Target(new DirectoryInfo(System.IO.Path.GetFullPath(path)));

    /// <summary>The folder, links followed.</summary>
    public string Path => _root;

    /// <summary>The full path of an existing file inside the folder, links followed; null when there is none or the name leads out.</summary>
    /// <param name="name">A relative name with <c>/</c> or <c>\</c> between its parts.</param>
    public string? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || name[0] is '/' or '\\' || name.Contains(':', StringComparison.Ordinal) && OperatingSystem.IsWindows())
            return null;
        var current = _root;
        foreach (var part in name.Split('/', '\\'))
        {
            if (part is "" or ".")
                continue;
            if (part == "..")
                return null;
            current = Target(new FileInfo(System.IO.Path.Combine(current, part)));
        }

        var inside = current.StartsWith(_root + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return inside && File.Exists(current) ? current : null;
    }

    private static string Target(FileSystemInfo entry) => entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? entry.FullName.TrimEnd(System.IO.Path.DirectorySeparatorChar);
}
