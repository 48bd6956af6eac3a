namespace OvfKit.Model;

/// <summary>One device of a machine after a configuration was chosen: what it is to be, and between which ends it may vary.</summary>
public sealed class EffectiveDevice
{
    internal EffectiveDevice(HardwareItem normal, HardwareItem? minimum, HardwareItem? maximum) => (Normal, Minimum, Maximum) = (normal, minimum, maximum);

    /// <summary>The id of the device in its section (<c>rasd:InstanceID</c>), or null where the item has none.</summary>
    public string? InstanceId => Normal.InstanceId;

    /// <summary>The device as it is to be.</summary>
    /// <remarks>The descriptor's own item where one says it all; where several items are combined, an item of its own that stands in no
    /// document, so that changing it changes nothing.</remarks>
    public HardwareItem Normal { get; }

    /// <summary>The lower end, or null. Only its numbers count; what it does not say holds as in <see cref="Normal"/>.</summary>
    public HardwareItem? Minimum { get; }

    /// <summary>The upper end, or null. Only its numbers count; what it does not say holds as in <see cref="Normal"/>.</summary>
    public HardwareItem? Maximum { get; }

    /// <summary>The quantity the guest sees, each in the unit its item states.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">A number is not readable (OVF1001).</exception>
    public ResourceRange VirtualQuantity => Range(static item => item.VirtualQuantity);

    /// <summary>The quantity the host sets aside, each in the unit its item states.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">A number is not readable (OVF1001).</exception>
    public ResourceRange Reservation => Range(static item => item.Reservation);

    /// <summary>The quantity the host gives at most, each in the unit its item states.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">A number is not readable (OVF1001).</exception>
    public ResourceRange Limit => Range(static item => item.Limit);

    /// <summary>The share relative to other machines.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">A number is not readable (OVF1001).</exception>
    public ResourceRange Weight => Range(static item => item.Weight);

    /// <summary>The quantity the guest sees in bytes, for memory and storage.</summary>
    /// <remarks>An end without a unit is in that of <see cref="Normal"/>. A member is null where there is no number, where the unit is none of
    /// bytes, and where the product exceeds 2^63-1.</remarks>
    /// <exception cref="Diagnostics.InvalidContentException">A number is not readable (OVF1001).</exception>
    public ResourceRange VirtualQuantityInBytes => Range(InBytes);

    private ResourceRange Range(Func<HardwareItem, long?> number) => new(
        number(Normal), Minimum is null ? null : number(Minimum), Maximum is null ? null : number(Maximum));

    private long? InBytes(HardwareItem item) => AllocationUnits.Times(item.VirtualQuantity, AllocationUnits.BytesPerUnit(UnitsOf(item) ?? UnitsOf(Normal)));

    // RASD has a unit for the quantity since 2.22; before, and in what most products write, the unit of the allocation is meant.
    private static string? UnitsOf(HardwareItem item)
    {
        if (!string.IsNullOrWhiteSpace(item.VirtualQuantityUnits) && AllocationUnits.BytesPerUnit(item.VirtualQuantityUnits) is not null)
            return item.VirtualQuantityUnits;
        return item.AllocationUnits;
    }
}
