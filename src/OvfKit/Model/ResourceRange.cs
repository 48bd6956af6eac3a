namespace OvfKit.Model;

/// <summary>A number of an effective device with the ends between which the person who deploys may choose (DSP0243 §8.4).</summary>
/// <param name="Normal">The number to take, or null where the items do not say.</param>
/// <param name="Minimum">The smallest number allowed, or null for no lower end.</param>
/// <param name="Maximum">The largest number allowed, or null for no upper end.</param>
public readonly record struct ResourceRange(long? Normal, long? Minimum, long? Maximum)
{
    /// <summary>True when a number lies between the ends, which belong to the range.</summary>
    /// <param name="value">The number, in the unit of the range.</param>
    public bool Contains(long value) => !(value < Minimum) && !(value > Maximum);
}
