using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Xml;

namespace OvfKit.Model;

public partial class VirtualDisk
{
    /// <summary>The capacity in bytes, 0 to 2^63-1; null where it is absent or a <c>${property}</c> only known at deployment.</summary>
    /// <exception cref="InvalidContentException">The capacity is no number, its unit is not known, or the product is too large (OVF1001).</exception>
    public long? CapacityInBytes
    {
        get
        {
            if (Attribute("capacity") is not { } capacity || capacity.Value.Contains("${", StringComparison.Ordinal))
                return null;
            return InBytes(ValueReader.Int64(capacity), capacity);
        }
    }

    /// <summary>The full key of the property the capacity is taken from at deployment (<c>${key}</c>), or null where it is a number or absent.</summary>
    public string? CapacityProperty =>
        Capacity?.Trim() is { Length: > 3 } text && text.StartsWith("${", StringComparison.Ordinal) && text[^1] == '}' ? text[2..^1].Trim() : null;

    /// <summary>The capacity in bytes once the values of the properties are known.</summary>
    /// <param name="values">The values by full key (<see cref="EffectiveProperties.Values"/>).</param>
    /// <returns>0 to 2^63-1, or null where the disk has no capacity.</returns>
    /// <exception cref="InvalidContentException">The property has no value (OVF2957); the capacity or the value is no number, its unit is not known,
    /// or the product is too large (OVF1001).</exception>
    public long? ResolveCapacity(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Attribute("capacity") is not { } capacity)
            return null;
        if (CapacityProperty is not { } key)
            return InBytes(ValueReader.Int64(capacity), capacity);
        if (!values.TryGetValue(key, out var value) || string.IsNullOrWhiteSpace(value))
        {
            throw ResolutionDiagnostics.CapacityUnknown.Invalid(TreeLocation.Of(capacity),
                $"the capacity of disk \"{DiskId}\" is that of property \"{key}\", which has no value; give one when deploying");
        }
        // 0 to 2^64-1 is what the property's type allows; past 2^63 no disk is.
        return long.TryParse(value.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? InBytes(number, capacity)
            : throw SchemaDiagnostics.ValueNotReadable.Invalid(TreeLocation.Of(capacity),
                $"the capacity of disk \"{DiskId}\" is that of property \"{key}\", whose value \"{value}\" is no whole number from 0");
    }

    private long? InBytes(long? capacity, XAttribute source)
    {
        var units = Attribute("capacityAllocationUnits");
        if (AllocationUnits.BytesPerUnit(units?.Value) is not { } unit)
            throw ValueReader.Unreadable(units!, "a unit of bytes such as \"byte * 2^30\"");
        return AllocationUnits.Times(capacity, unit)
            ?? throw ValueReader.Unreadable(source, string.Create(CultureInfo.InvariantCulture, $"a number whose product with the unit of {unit} bytes is below 2^63"));
    }
}
