using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using OvfKit.Xml;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>Devices: what they are, what they are attached to and backed by (§8.3).</summary>
internal sealed class DeviceRules : ValidationRule
{
    // CIM defines 1 to 33; 34 and 35 are written by VMware and VirtualBox; from 32768 on numbers are the vendors'.
    private const int LastKnownType = 35;
    private const int FirstVendorType = 32768;

    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
    [
        DeviceWithoutId, DuplicateDeviceId, DeviceWithoutType, DeviceTypeUnreadable, DeviceTypeUnknown, UnknownParentDevice, ParentDeviceCycle,
        AddressTaken, UnknownHostResource, HostResourceUnreadable,
    ];

    public override void Check(ValidationContext context)
    {
        foreach (var section in context.Index.Hardware)
        {
            CheckIds(context, section);
            CheckParents(context, section);
            foreach (var device in section.Items)
            {
                CheckType(context, device);
                foreach (var resource in context.Read.Settings(device.Element, "HostResource"))
                    CheckBacking(context, device, resource);
            }
        }
    }

    private static void CheckIds(ValidationContext context, HardwareNode section)
    {
        // One id for a device, its limits, and its variants in other configurations is what the standard wants; limits are the range rules' affair.
        var seen = new HashSet<(string, string)>();
        foreach (var device in section.Items)
        {
            if (device.InstanceId is not { } id)
                context.Report(DeviceWithoutId, device.Element, "the device has no rasd:InstanceID");
            else if (device.IsNormal && !seen.Add((id, device.Configurations)))
                context.Report(DuplicateDeviceId, device.InstanceIdElement!, $"the id {Show(id)} is that of an earlier device; give each its own");
        }
    }

    private static void CheckType(ValidationContext context, DeviceNode device)
    {
        if (DeviceNode.Value(device.ResourceTypeElement) is not { } text)
        {
            context.Report(DeviceWithoutType, device.Element, $"{device} has no rasd:ResourceType, so nobody knows what it is");
        }
        else if (device.ResourceType is not { } type || type < 0 || type > ushort.MaxValue)
        {
            context.Report(DeviceTypeUnreadable, device.ResourceTypeElement!,
                $"the type of {device} is {Show(text)}; a number from 0 to 65535 was expected, such as 17 for a disk");
        }
        else if (type > LastKnownType && type < FirstVendorType && context.Read.IsRequired(device.Element))
        {
            context.Report(DeviceTypeUnknown, device.ResourceTypeElement!,
                $"{device} is of type {type}, which stands for nothing, and the system is said to need it; correct the type or add ovf:required=\"false\" to the device");
        }
    }

    private static void CheckParents(ValidationContext context, HardwareNode section)
    {
        var byId = new Dictionary<string, DeviceNode>(StringComparer.Ordinal);
        foreach (var device in section.Items)
        {
            if (device.InstanceId is { } id)
                byId.TryAdd(id, device);
        }
        var root = section.System is { } system ? DeviceNode.Value(context.Read.Setting(system, "InstanceID") ?? context.Read.Setting(system, "InstanceId")) : null;
        var walked = new HashSet<DeviceNode>();
        var slots = new HashSet<(string, string, string)>();
        foreach (var device in section.Items)
        {
            if (ParentOf(context, device) is not { } parent)
                continue;
            if (byId.ContainsKey(parent))
                CheckCycle(context, device, byId, walked);
            else if (parent != root && context.Index.Dialect != OvfDialect.OVirt)
                context.Report(UnknownParentDevice, context.Read.Setting(device.Element, "Parent")!,
                    $"{device} is attached to {Show(parent)}, which is no device of this section");
            if (device.IsNormal && DeviceNode.Value(context.Read.Setting(device.Element, "AddressOnParent")) is { } address && !slots.Add((parent, address, device.Configurations)))
            {
                context.Report(AddressTaken, context.Read.Setting(device.Element, "AddressOnParent")!,
                    $"{device} is at address {Show(address)} of {Show(parent)}, where another device is already");
            }
        }
    }

    // Each device is walked over once: a walk ends where an earlier one has been, and in a cycle only if it is its own.
    private static void CheckCycle(ValidationContext context, DeviceNode device, Dictionary<string, DeviceNode> byId, HashSet<DeviceNode> walked)
    {
        var path = new HashSet<DeviceNode>();
        var at = device;
        while (at is not null && walked.Add(at))
        {
            path.Add(at);
            at = ParentOf(context, at) is { } parent ? byId.GetValueOrDefault(parent) : null;
        }
        if (at is not null && path.Contains(at))
            context.Report(ParentDeviceCycle, context.Read.Setting(at.Element, "Parent")!, $"the parents of {at} lead back to it");
    }

    private static string? ParentOf(ValidationContext context, DeviceNode device) => DeviceNode.Value(context.Read.Setting(device.Element, "Parent"));

    private static void CheckBacking(ValidationContext context, DeviceNode device, XElement resource)
    {
        // vCloud leaves the element empty and says in attributes what the backing shall be; oVirt has a path of its own.
        if (DeviceNode.Value(resource) is not { } text || context.Index.Dialect == OvfDialect.OVirt)
            return;
        if (HostResource.Parse(text) is not { } backing)
        {
            context.Report(HostResourceUnreadable, resource,
                $"{device} is backed by {Show(text)}; \"ovf:/disk/ID\" or \"ovf:/file/ID\" was expected");
            return;
        }
        var ids = backing.IsDisk ? context.Index.DisksById : context.Index.FilesById;
        if (!ids.ContainsKey(backing.Id) && !ids.ContainsKey(Uri.UnescapeDataString(backing.Id)))
        {
            context.Report(UnknownHostResource, resource,
                $"{device} is backed by the {(backing.IsDisk ? "disk" : "file")} {Show(backing.Id)}, which {(backing.IsDisk ? "the DiskSection" : "References")} does not list");
        }
    }
}
