namespace OvfKit.IO;

/// <summary>Follows every link in a path, not only one at its end.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The path without any links in it.</summary>
    /// <param name="path">A path that exists as far as it matters; what does not exist is kept as it is.</param>
    /// <exception cref="IOException">Links lead in circles.</exception>
    public static string Resolve(string path)
    {
        var links = 0;
        var real = Path.GetFullPath(path);
        for (var i = RootLength(real); i < real.Length;)
        {
            var end = real.IndexOf(Path.DirectorySeparatorChar, i);
            end = end < 0 ? real.Length : end;
            if (new FileInfo(real[..end]).LinkTarget is { } target)
            {
                if (++links > MaxLinks)
                    throw new IOException($"{path} has too many links");
                real = Path.GetFullPath(Path.Join(Path.Combine(real[..(i - 1)] + Path.DirectorySeparatorChar, target), real[end..]));
                i = RootLength(real);
            }
            else
            {
                i = end + 1;
            }
        }

        return Path.TrimEndingDirectorySeparator(real);
    }

    private static int RootLength(string path) => Path.GetPathRoot(path)!.Length;
}
