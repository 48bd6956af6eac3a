using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using OvfKit.Xml;
using static OvfKit.Validation.EnvelopeDiagnostics;

namespace OvfKit.Validation.Rules;

/// <summary>That each virtual system has hardware, and that it is complete (§8.1).</summary>
internal sealed class HardwareRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } = [NoHardware, SystemWithoutType, HardwareWithoutDevices, HardwareIncomplete];

    public override void Check(ValidationContext context)
    {
        var hardware = context.Index.Hardware.Where(static one => one.IsVirtualHardware && one.Content is not null).ToLookup(static one => one.Content!.Element);
        foreach (var content in context.Index.Contents)
        {
            if (content.IsCollection)
                continue;
            var sections = hardware[content.Element].ToList();
            if (sections.Count == 0)
            {
                context.Report(NoHardware, content.Element,
                    "the virtual system has no VirtualHardwareSection; VMware and most others need one to know what to build");
            }
            else if (sections.TrueForAll(static one => one.Items.Count == 0) && sections.Exists(static one => one.System is not null)
                && context.Index.Disks.Any(disk => context.Read.Text(disk, "fileRef") is not null))
            {
                context.Report(HardwareWithoutDevices, sections[0].Element,
                    "the hardware has a System but no Item: there are no processors, no memory, and nothing the disks of the package are attached to");
            }
        }
        foreach (var section in context.Index.Hardware.Where(static one => one.IsVirtualHardware))
        {
            CheckSystem(context, section);
            CheckCompleteness(context, section);
        }
    }

    private static void CheckSystem(ValidationContext context, HardwareNode section)
    {
        if (section.System is { } system && DeviceNode.Value(context.Read.Setting(system, "VirtualSystemType")) is null)
            context.Report(SystemWithoutType, system,
                "the System has no vssd:VirtualSystemType, so nobody knows what family of hardware is described; VMware expects one such as \"vmx-13\"");
    }

    private static void CheckCompleteness(ValidationContext context, HardwareNode section)
    {
        if (section.Items.Count == 0 || context.Index.Dialect == OvfDialect.OVirt)
            return;
        var missing = new List<string>(2);
        if (!section.Items.Any(static one => one.ResourceType == DeviceNode.Processor))
            missing.Add("processors (type 3)");
        if (!section.Items.Any(static one => one.ResourceType == DeviceNode.Memory))
            missing.Add("memory (type 4)");
        if (missing.Count > 0)
            context.Report(HardwareIncomplete, section.Element,
                $"the hardware has no {string.Join(" and no ", missing)}; what it gets is up to the importing product");
    }
}
