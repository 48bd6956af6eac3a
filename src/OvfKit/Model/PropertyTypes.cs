using System.Globalization;
using System.Numerics;

namespace OvfKit.Model;

/// <summary>Reads the types of properties, and values of these types.</summary>
internal static class PropertyTypes
{
    public static PropertyType Parse(string? type) => type?.Trim().ToUpperInvariant() switch
    {
        "STRING" or "PASSWORD" => PropertyType.String,
        "BOOLEAN" => PropertyType.Boolean,
        "UINT8" => PropertyType.UInt8,
        "SINT8" => PropertyType.SInt8,
        "UINT16" => PropertyType.UInt16,
        "SINT16" => PropertyType.SInt16,
        "UINT32" => PropertyType.UInt32,
        "SINT32" or "INT" => PropertyType.SInt32,
        "UINT64" => PropertyType.UInt64,
        "SINT64" => PropertyType.SInt64,
        "REAL32" => PropertyType.Real32,
        "REAL64" or "REAL" => PropertyType.Real64,
        _ => PropertyType.Unknown,
    };

    /// <summary>The range of an integer type, or null for the others.</summary>
    public static (BigInteger Minimum, BigInteger Maximum)? RangeOf(PropertyType type) => type switch
    {
        PropertyType.UInt8 => (0, byte.MaxValue),
        PropertyType.SInt8 => (sbyte.MinValue, sbyte.MaxValue),
        PropertyType.UInt16 => (0, ushort.MaxValue),
        PropertyType.SInt16 => (short.MinValue, short.MaxValue),
        PropertyType.UInt32 => (0, uint.MaxValue),
        PropertyType.SInt32 => (int.MinValue, int.MaxValue),
        PropertyType.UInt64 => (0, ulong.MaxValue),
        PropertyType.SInt64 => (long.MinValue, long.MaxValue),
        _ => null,
    };

    /// <summary>A whole number as CIM writes it in decimal, or null.</summary>
    public static BigInteger? Integer(string text) =>
        // The longest number of any type has 20 digits; zeros in front may make it longer, but no hostile text is worth parsing.
        text.Length is > 0 and <= 64 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Why a text is no value of a type, or null where it is one.</summary>
    public static string? WhyNot(PropertyType type, string text)
    {
        if (RangeOf(type) is var (minimum, maximum))
            return Integer(text) is { } number && number >= minimum && number <= maximum ? null : $"a whole number from {minimum} to {maximum} is expected";
        return type switch
        {
            PropertyType.Boolean when !bool.TryParse(text, out _) => "\"true\" or \"false\" is expected",
            PropertyType.Real32 when Real(text) is not { } number || !float.IsFinite((float)number) => "a number of single precision, such as 1.5 or 2e10, is expected",
            PropertyType.Real64 when Real(text) is null => "a number, such as 1.5 or 2e10, is expected",
            _ => null,
        };
    }

    private static double? Real(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? number : null;
}
