using System.Globalization;
using OvfKit.Diagnostics;

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
            var units = Attribute("capacityAllocationUnits");
            if (AllocationUnits.BytesPerUnit(units?.Value) is not { } unit)
                throw ValueReader.Unreadable(units!, "a unit of bytes such as \"byte * 2^30\"");
            return AllocationUnits.Times(ValueReader.Int64(capacity), unit)
                ?? throw ValueReader.Unreadable(capacity, string.Create(CultureInfo.InvariantCulture, $"a number whose product with the unit of {unit} bytes is below 2^63"));
        }
    }
}
