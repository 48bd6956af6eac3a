using System.Globalization;

namespace OvfKit.Model;

/// <summary>Reads the units of capacities and quantities: programmatic units (DSP0004 annex C) and the words older producers write.</summary>
public static class AllocationUnits
{
    /// <summary>The number of bytes one unit stands for.</summary>
    /// <param name="units">
    /// <c>byte</c> times any factors, such as <c>byte * 2^30</c> or <c>byte*1024</c>, or a word such as <c>MegaBytes</c> or <c>GB</c> in powers
    /// of 1024; case and blanks do not matter. Null or empty stands for bytes.
    /// </param>
    /// <returns>1 to 2^63-1, or null for what is no unit of bytes or too large a one.</returns>
    public static long? BytesPerUnit(string? units)
    {
        if (string.IsNullOrWhiteSpace(units))
            return 1;
        var factors = units.Split('*', StringSplitOptions.TrimEntries);
        var product = Word(factors[0]);
        foreach (var factor in factors.AsSpan(1))
            product = Times(product, Factor(factor));
        return product;
    }

    /// <summary>Multiplies, answering null for null and for what exceeds 2^63-1.</summary>
    internal static long? Times(long? left, long? right) =>
        left is { } a && right is { } b && Math.BigMul(a, b) is var product && product <= long.MaxValue ? (long)product : null;

    private static long? Word(string word) => word.ToUpperInvariant() switch
    {
        "BYTE" or "BYTES" => 1,
        "KB" or "KIB" or "KILOBYTE" or "KILOBYTES" or "KIBIBYTE" or "KIBIBYTES" => 1L << 10,
        "MB" or "MIB" or "MEGABYTE" or "MEGABYTES" or "MEBIBYTE" or "MEBIBYTES" => 1L << 20,
        "GB" or "GIB" or "GIGABYTE" or "GIGABYTES" or "GIBIBYTE" or "GIBIBYTES" => 1L << 30,
        "TB" or "TIB" or "TERABYTE" or "TERABYTES" or "TEBIBYTE" or "TEBIBYTES" => 1L << 40,
        "PB" or "PIB" or "PETABYTE" or "PETABYTES" or "PEBIBYTE" or "PEBIBYTES" => 1L << 50,
        _ => null,
    };

    private static long? Factor(string factor)
    {
        var parts = factor.Split('^', StringSplitOptions.TrimEntries);
        if (parts.Length > 2 || Number(parts[0]) is not (> 0 and var number))
            return null;
        if (parts.Length == 1)
            return number;
        if (Number(parts[1]) is not { } exponent || exponent > 63)
            return null;
        long? power = 1;
        for (var count = 0; count < exponent; count++)
            power = Times(power, number);
        return power;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
