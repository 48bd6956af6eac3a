namespace OvfKit.Packaging;

/// <summary>The one rule for names of files in packages, whether they come from an archive, a descriptor, a manifest or the caller.</summary>
internal static class EntryName
{
    /// <summary>Brings a name into the form used inside the library: segments divided by single slashes, none of them a dot.</summary>
    /// <param name="raw">The name as written.</param>
    /// <param name="fault">What is wrong with it, as the end of a sentence about the name.</param>
    /// <returns>The name, or null when a file of that name could come to lie outside the package's folder on some system.</returns>
    public static string? Normalize(string raw, out string fault)
    {
        fault = raw switch
        {
            "" => "is empty",
            _ when raw.Any(char.IsControl) => "contains control characters",
            _ when raw.Contains('\\', StringComparison.Ordinal) => "contains a backslash",
            ['/', ..] => "is absolute",
            [var letter, ':', ..] when char.IsAsciiLetter(letter) => "begins with a drive letter",
            _ => "",
        };
        if (fault.Length > 0)
            return null;

        var segments = raw.Split('/').Where(segment => segment is not ("" or ".")).ToArray();
        if (segments.Contains(".."))
            fault = "has a \"..\" segment";
        else if (segments.Length == 0)
            fault = "names no file";
        return fault.Length > 0 ? null : string.Join('/', segments);
    }

    /// <summary>The name without its extension; only the last segment can have one.</summary>
    /// <param name="name">A name, or a reference as written.</param>
    public static string WithoutExtension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > name.LastIndexOf('/') + 1 ? name[..dot] : name;
    }

    /// <summary>The last segment of a name.</summary>
    /// <param name="name">A normal name.</param>
    public static string LastSegment(string name) => name[(name.LastIndexOf('/') + 1)..];
}
