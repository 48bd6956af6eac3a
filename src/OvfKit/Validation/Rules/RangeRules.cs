using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Validation.Reading;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>Ranges: devices with a least and a most beside what is wanted (§8.4).</summary>
internal sealed class RangeRules : ValidationRule
{
    private static readonly string[] _numbers = ["VirtualQuantity", "Reservation", "Limit", "Weight"];

    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [UnknownBound, BoundWithoutDevice, RepeatedBound, RangeInverted, BoundWithoutValue];

    public override void Check(ValidationContext context)
    {
        foreach (var section in context.Index.Hardware)
        {
            var normal = new Dictionary<(string, string?), DeviceNode>();
            foreach (var device in section.Items)
            {
                if (device is { IsNormal: true, InstanceId: { } known })
                {
                    normal.TryAdd((known, null), device);
                    normal.TryAdd((known, device.Configurations), device);
                }
            }
            var bounds = new Dictionary<(string, string, string), DeviceNode>();
            foreach (var device in section.Items)
            {
                if (device.Bound == "normal")
                    continue;
                if (device.IsNormal)
                    context.Report(UnknownBound, context.Read.Attribute(device.Element, "bound")!,
                        $"the bound is {Show(device.Bound)}; \"min\", \"max\" or \"normal\" was expected");
                else if (device.InstanceId is { } id)
                    CheckBound(context, device, id, normal, bounds);
            }
        }
    }

    private static void CheckBound(
        ValidationContext context, DeviceNode device, string id, Dictionary<(string Id, string? Configurations), DeviceNode> normal,
        Dictionary<(string Id, string Bound, string Configurations), DeviceNode> bounds)
    {
        var name = device.Bound == "min" ? "minimum" : "maximum";
        if (!normal.ContainsKey((id, null)))
        {
            context.Report(BoundWithoutDevice, device.Element,
                $"this is the {name} of the device {Show(id)}, which is not there; the rasd:InstanceID of a bound is that of the device it limits");
        }
        if (!bounds.TryAdd((id, device.Bound, device.Configurations), device))
            context.Report(RepeatedBound, device.Element, $"the device {Show(id)} has a {name} already; remove one of the two");
        if (!Array.Exists(_numbers, number => context.Read.Setting(device.Element, number) is not null))
            context.Report(BoundWithoutValue, device.Element, $"the {name} of the device {Show(id)} says no quantity, so it limits nothing");

        if (normal.TryGetValue((id, device.Configurations), out var wanted))
            Compare(context, device, device.Bound == "min" ? device : wanted, device.Bound == "min" ? wanted : device);
        if (bounds.TryGetValue((id, device.Bound == "min" ? "max" : "min", device.Configurations), out var other))
            Compare(context, device, device.Bound == "min" ? device : other, device.Bound == "min" ? other : device);
    }

    private static void Compare(ValidationContext context, DeviceNode at, DeviceNode lower, DeviceNode upper)
    {
        foreach (var name in _numbers)
        {
            if (Amount(context, lower.Element, name) is { } low && Amount(context, upper.Element, name) is { } high && low > high)
                context.Report(RangeInverted, at.Element,
                    $"the {name} of {at} begins at {low} and ends at {high}; a minimum is at most what is wanted, a maximum at least");
        }
    }

    private static Int128? Amount(ValidationContext context, XElement device, string name)
    {
        if (ElementReading.Integer(context.Read.Setting(device, name)?.Value) is not { } number || Int128.Abs(number) > ulong.MaxValue)
            return null;
        return name == "Weight" ? number : number * (AllocationUnits.BytesPerUnit(context.Read.Setting(device, "AllocationUnits")?.Value) ?? 1);
    }
}
