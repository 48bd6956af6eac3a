namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>One line of the extent list.</summary>
/// <param name="Access"><c>RW</c>, <c>RDONLY</c> or <c>NOACCESS</c>.</param>
/// <param name="Size">Guest sectors of 512 bytes.</param>
/// <param name="Type">The kind of extent, upper case: <c>FLAT</c>, <c>SPARSE</c>, ….</param>
/// <param name="Name">The file's name as written, or null where the line has none.</param>
/// <param name="Offset">The sector of the file at which a flat extent begins.</param>
/// <param name="Line">The line of the descriptor, from 1.</param>
internal readonly record struct VmdkExtentLine(string Access, long Size, string Type, string? Name, long Offset = 0, int Line = 0)
{
    /// <summary>Whether the extent is zeros and needs no file.</summary>
    public bool IsZero => Type == "ZERO" || Access == "NOACCESS";

    /// <summary>Whether the file holds guest bytes as they are.</summary>
    public bool IsFlat => Type is "FLAT" or "VMFS";

    /// <summary>Whether the file has grain tables; which kind is decided by its first bytes.</summary>
    public bool IsSparse => Type is "SPARSE" or "VMFSSPARSE" or "SESPARSE";

    /// <summary>Parses a line: access, sectors, type, and perhaps a name and an offset.</summary>
    /// <returns>False when the line is no extent; an extent that cannot be read has a negative size.</returns>
    public static bool TryParse(ReadOnlySpan<char> line, int number, out VmdkExtentLine extent)
    {
        extent = default;
        var rest = line;
        var access = Word(ref rest);
        if (access is not ("RW" or "RDONLY" or "NOACCESS") || rest.StartsWith('='))
            return false;
        var size = Number(Word(ref rest)) ?? -1;
        var type = Word(ref rest);
        var name = FileName(ref rest);
        // Windows adds the device's id behind the offset.
        var offset = Number(Word(ref rest)) ?? 0;
        extent = new VmdkExtentLine(access, type.Length == 0 ? -1 : size, type, name.Length == 0 ? null : name, offset, number);
        return true;
    }

    private static string Word(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(' ', '\t');
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..].TrimStart();
        return word.ToString().ToUpperInvariant();
    }

    private static string FileName(ref ReadOnlySpan<char> rest)
    {
        var quoted = rest.StartsWith('"');
        if (quoted)
            rest = rest[1..];
        var end = quoted ? rest.IndexOf('"') : rest.IndexOfAny(' ', '\t');
        var name = (end < 0 ? rest : rest[..end]).ToString();
        rest = end < 0 ? default : rest[(end + 1)..].TrimStart();
        return name;
    }

    private static long? Number(string word) =>
        long.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
