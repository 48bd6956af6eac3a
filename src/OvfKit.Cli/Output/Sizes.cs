using System.Globalization;

namespace OvfKit.Cli.Output;

/// <summary>Byte counts for people.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Such as <c>1.5 GiB</c>; exact counts stay without a decimal.</summary>
    public static string Format(long bytes)
    {
        var unit = 0;
        double value = bytes;
        for (; value >= 1024 && unit < Units.Length - 1; unit++)
            value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {Units[unit]}");
    }

    /// <summary>Such as <c>1.5 GiB (1610612736 bytes)</c>.</summary>
    public static string FormatExactly(long bytes) =>
        bytes < 1024 ? Format(bytes) : string.Create(CultureInfo.InvariantCulture, $"{Format(bytes)} ({bytes} bytes)");
}
