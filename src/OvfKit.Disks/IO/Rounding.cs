namespace OvfKit.IO;

/// <summary>Lays structures out in whole units.</summary>
internal static class Rounding
{
    /// <summary>The smallest multiple of a unit that is not below a value; the sum of both must fit 64 bits.</summary>
    public static long Up(long value, long unit) => (value + unit - 1) / unit * unit;
}
