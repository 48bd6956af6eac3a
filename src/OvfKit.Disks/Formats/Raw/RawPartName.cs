using System.Globalization;

namespace OvfKit.Disks.Formats.Raw;

/// <summary>The name of a part of a split raw disk: <c>disk.001</c>, <c>disk.000.raw</c>, <c>disk-s001.raw</c>, <c>disk.aa</c>.</summary>
/// <param name="Head">What stands before the number.</param>
/// <param name="Number">The number, from 0.</param>
/// <param name="Width">The characters it has.</param>
/// <param name="IsLetters">Whether it is written in letters: aa is 0.</param>
/// <param name="Tail">The extension behind the number, or nothing.</param>
internal readonly record struct RawPartName(string Head, int Number, int Width, bool IsLetters, string Tail)
{
    private const int Digits = 3;
    private const int Letters = 26;

    /// <summary>Digits count from 0 or from 1.</summary>
    public bool CanBeFirst => Number == 0 || (!IsLetters && Number == 1);

    public static RawPartName? Parse(string name)
    {
        var tail = Path.GetExtension(name).ToUpperInvariant() is ".RAW" or ".IMG" or ".DD" ? Path.GetExtension(name) : "";
        var rest = name.AsSpan(0, name.Length - tail.Length);
        if (tail.Length == 0 && rest.LastIndexOf('.') is > 0 and var dot && rest[(dot + 1)..] is { Length: >= 2 and <= 4 } letters && !letters.ContainsAnyExceptInRange('a', 'z'))
            return new RawPartName(name[..(dot + 1)], letters.ToString().Aggregate(0, (number, letter) => (number * Letters) + letter - 'a'), letters.Length, true, "");
        if (rest.Length <= Digits || !int.TryParse(rest[^Digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var head = rest[..^Digits];
        return head is [.., '.'] || (tail.Length > 0 && head.EndsWith("-s")) ? new RawPartName(head.ToString(), number, Digits, false, tail) : null;
    }

    /// <summary>The name of another part of the same disk, or null where the number does not fit.</summary>
    public string? At(int number)
    {
        if (number < 0 || number >= Math.Pow(IsLetters ? Letters : 10, Width))
            return null;
        if (!IsLetters)
            return Head + number.ToString(CultureInfo.InvariantCulture).PadLeft(Width, '0') + Tail;
        var text = new char[Width];
        for (var i = Width - 1; i >= 0; i--, number /= Letters)
            text[i] = (char)('a' + (number % Letters));
        return Head + new string(text);
    }
}
