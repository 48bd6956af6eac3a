using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Validation.Reading;
using OvfKit.Xml;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>How much of everything there is: numbers and units of devices (§8.3).</summary>
internal sealed class QuantityRules : ValidationRule
{
    private static readonly string[] _numbers = ["VirtualQuantity", "Reservation", "Limit", "Weight"];

    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [QuantityUnreadable, QuantityMissing, QuantityUnlikely, MemoryUnitUnknown, SeveralOfOne];

    public override void Check(ValidationContext context)
    {
        foreach (var section in context.Index.Hardware)
        {
            var seen = new HashSet<(Int128, string)>();
            foreach (var device in section.Items)
            {
                CheckNumbers(context, device);
                if (section.IsVirtualHardware && device.IsNormal && device.ResourceType is { } type && type >= DeviceNode.Processor && type <= DeviceNode.Memory)
                    CheckProcessorOrMemory(context, device, seen);
            }
        }
    }

    private static void CheckNumbers(ValidationContext context, DeviceNode device)
    {
        foreach (var name in _numbers)
        {
            if (context.Read.Setting(device.Element, name) is not { } setting || DeviceNode.Value(setting) is not { } text || PropertyReference.In(text) is not null)
                continue;
            if (ElementReading.Integer(text) is not { } number || number > ulong.MaxValue)
                context.Report(QuantityUnreadable, setting, $"the {name} of {device} is {Show(text)}; a whole number was expected");
            else if (number < 0)
                context.Report(QuantityUnlikely, setting, $"the {name} of {device} is {number}, below zero");
        }
    }

    private static void CheckProcessorOrMemory(ValidationContext context, DeviceNode device, HashSet<(Int128, string)> seen)
    {
        var what = device.ResourceType == DeviceNode.Memory ? "memory" : "processors";
        var quantity = context.Read.Setting(device.Element, "VirtualQuantity");
        if (!seen.Add((device.ResourceType!.Value, device.Configurations)))
            context.Report(SeveralOfOne, device.Element, $"{device} is a second one for {what}; some products take the first, some the last, none the sum");

        // oVirt counts sockets and cores instead.
        if (DeviceNode.Value(quantity) is null && context.Index.Dialect != OvfDialect.OVirt && context.Read.IsRequired(device.Element))
            context.Report(QuantityMissing, device.Element, $"{device} stands for {what}, but has no rasd:VirtualQuantity to say how much");
        else if (ElementReading.Integer(quantity?.Value) == 0)
            context.Report(QuantityUnlikely, quantity!, $"the VirtualQuantity of {device} is 0: no {what} at all");

        if (device.ResourceType == DeviceNode.Memory && context.Read.Setting(device.Element, "AllocationUnits") is { } units && AllocationUnits.BytesPerUnit(units.Value) is null)
        {
            context.Report(MemoryUnitUnknown, units,
                $"the memory is in {Show(units.Value)}; a unit such as \"byte * 2^20\" was expected, and several products assume that one");
        }
    }
}
