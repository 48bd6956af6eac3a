using System.Globalization;

namespace OvfKit.Deployment;

/// <summary>Names on a CD: the short ones of ISO 9660 level 1 (ECMA-119 §7.5) and the long ones of Joliet.</summary>
internal static class IsoNames
{
    public static bool IsAllowed(char character) => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_';

    /// <summary>True for a name Joliet can show, in UCS-2.</summary>
    public static bool IsJoliet(string name) => name.Length is > 0 and <= 64 && name is not ("." or "..")
        && name.All(static character => character >= ' ' && !char.IsSurrogate(character) && !"*/:;?\\".Contains(character, StringComparison.Ordinal));

    /// <summary>A name of eight characters, for a file with an ending of three, that is not taken.</summary>
    public static string ShortNameOf(string name, bool isFolder, HashSet<string> taken)
    {
        var dot = isFolder ? -1 : name.LastIndexOf('.');
        var stem = Allowed(dot < 0 ? name : dot == 0 ? "_" : name[..dot], 8);
        var ending = isFolder ? "" : "." + Allowed(dot < 0 ? "" : name[(dot + 1)..], 3);
        for (var number = 0; ; number++)
        {
            var digits = number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
            var candidate = stem[..Math.Min(stem.Length, 8 - digits.Length)] + digits + ending;
            if (!taken.Contains(candidate))
                return candidate;
        }
    }

    private static string Allowed(string text, int length) =>
        string.Concat(text.ToUpperInvariant().Select(static character => IsAllowed(character) ? character : '_').Take(length));
}
