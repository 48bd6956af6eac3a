using System.Globalization;

namespace OvfKit.Cli.Commands.Disk;

/// <summary>A disk's size as the user writes it.</summary>
internal static class DiskSize
{
    private const string Units = "KMGT";

    /// <summary>Reads bytes, or a number with K, M, G or T (powers of 1024); with a sign it counts from the present size.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="present">The present size in bytes.</param>
    /// <returns>The size in bytes, a multiple of 512.</returns>
    /// <exception cref="ArgumentException">It is no size, or no multiple of 512.</exception>
    public static long Parse(string text, long present)
    {
        var sign = text.StartsWith('+') ? 1 : text.StartsWith('-') ? -1 : 0;
        var digits = text.AsSpan(sign == 0 ? 0 : 1);
        var unit = digits.IsEmpty ? -1 : Units.IndexOf(char.ToUpperInvariant(digits[^1]), StringComparison.Ordinal);
        var shift = 10 * (unit + 1);
        if (!long.TryParse(unit < 0 ? digits : digits[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue >> shift)
            throw new ArgumentException($"\"{text}\" is no size; write bytes, or a whole number with K, M, G or T such as 40G");
        var size = Int128.Zero + (sign == 0 ? 0 : present) + ((Int128)(sign == 0 ? 1 : sign) * (number << shift));
        if (size < 0 || size > long.MaxValue || size % 512 != 0)
            throw new ArgumentException($"\"{text}\" makes {size} bytes; a size is 0 or more, in whole sectors of 512 bytes");
        return (long)size;
    }
}
