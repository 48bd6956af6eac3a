using System.Globalization;
using OvfKit.Diagnostics;

namespace OvfKit.Disks;

/// <summary>Reads a variant's own settings, given as text by the user.</summary>
internal static class WriteSettings
{
    /// <summary>Refuses settings a format does not have.</summary>
    /// <exception cref="ArgumentException">A setting is unknown; the message lists the known ones.</exception>
    public static void RefuseUnknown(DiskFormat format, DiskWriteOptions options, params ReadOnlySpan<string> known)
    {
        foreach (var name in options.Settings.Keys)
        {
            if (!known.Contains(name))
                throw new ArgumentException($"{format.Name} has no setting \"{name}\"; " + (known.IsEmpty ? "it has none" : $"known settings: {string.Join(", ", known)}"));
        }
    }

    /// <summary>Refuses a parent where the variant cannot record one.</summary>
    /// <exception cref="UnsupportedContentException">A parent was given.</exception>
    public static void RefuseParent(string variant, DiskSink sink, DiskWriteOptions options, string instead = "another format")
    {
        if (options.Parent is not null)
            throw DiskDiagnostics.NoParentAllowed.Unsupported(new Location(sink.Name), $"{variant} always holds the whole disk; to write the changes to a parent, choose {instead}");
    }

    /// <summary>Refuses a child with the id of its parent, in formats that find parents by that id: the child would be its own parent.</summary>
    /// <exception cref="ArgumentException">Both ids are the same.</exception>
    public static void RefuseParentsId(DiskWriteOptions options)
    {
        if (options.Parent?.Id is { } id && options.Id == id)
            throw new ArgumentException($"the child would have its parent's id {id}, by which the parent is found; give it another one, or none to get a fresh one");
    }

    /// <summary>A size setting in bytes: digits with an optional K, M or G (powers of 1024).</summary>
    /// <exception cref="ArgumentException">The text is no size.</exception>
    public static long Size(DiskWriteOptions options, string name, long fallback)
    {
        if (!options.Settings.TryGetValue(name, out var text))
            return fallback;
        var shift = (text.Length == 0 ? '\0' : char.ToUpperInvariant(text[^1])) switch
        {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            _ => 0,
        };
        var digits = shift == 0 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= long.MaxValue >> shift
            ? value << shift
            : throw new ArgumentException($"\"{text}\" is no size for {name}; write bytes, or a number with K, M or G such as 32M");
    }
}
