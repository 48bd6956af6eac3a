using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Validation.Reading;
using OvfKit.Xml;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>The list of virtual disks: ids, files, capacities, formats, parents, order (§9.1).</summary>
internal sealed class DiskRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
    [
        UnknownDiskFile, DiskWithoutId, DuplicateDiskId, DiskWithoutCapacity, CapacityUnreadable, CapacityUnitUnknown, CapacityPropertyUnknown,
        PopulatedSizeUnreadable, PopulatedSizeUnlikely, DiskWithoutFormat, EmptyDiskWithoutFormat, FormatNotUri, UnknownParentDisk, ParentDiskCycle,
        DisksOutOfOrder, UnusedDisk, EmptyFileReference,
    ];

    public override void Check(ValidationContext context)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var disk in context.Index.Disks)
        {
            if (context.Read.Text(disk, "diskId") is not { } id)
                context.Report(DiskWithoutId, disk, "the disk has no ovf:diskId, so no device can refer to it");
            else if (!ids.Add(id))
                context.Report(DuplicateDiskId, disk, $"the id {Show(id)} is that of an earlier disk; give each its own");
            CheckFile(context, disk);
            CheckFormat(context, disk);
            var capacity = CheckCapacity(context, disk);
            CheckPopulatedSize(context, disk, capacity);
        }
        CheckParents(context);
        CheckOrder(context);
        CheckUse(context);
    }

    private static string Name(ValidationContext context, XElement disk) => Show(context.Read.Text(disk, "diskId"));

    private static void CheckFile(ValidationContext context, XElement disk)
    {
        if (context.Read.Attribute(disk, "fileRef") is not { } reference)
            return;
        var id = reference.Value.Trim();
        if (id.Length == 0)
            context.Report(EmptyFileReference, reference, $"the ovf:fileRef of disk {Name(context, disk)} is empty; remove it where the disk begins empty");
        else if (context.Index.FindFile(id) is null)
            context.Report(UnknownDiskFile, reference, $"disk {Name(context, disk)} refers to file {Show(id)}, which References does not list");
    }

    private static void CheckFormat(ValidationContext context, XElement disk)
    {
        if (context.Read.Text(disk, "format") is not { } format)
        {
            var hasFile = context.Read.Text(disk, "fileRef") is not null;
            context.Report(hasFile ? DiskWithoutFormat : EmptyDiskWithoutFormat, disk,
                $"disk {Name(context, disk)} has no ovf:format, a URI such as \"http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized\"");
        }
        else if (!Uri.TryCreate(format, UriKind.Absolute, out var uri) || uri.IsFile)
        {
            context.Report(FormatNotUri, context.Read.Attribute(disk, "format")!,
                $"the format of disk {Name(context, disk)} is {Show(format)}; a URI that stands for a disk format was expected");
        }
    }

    private static Int128? CheckCapacity(ValidationContext context, XElement disk)
    {
        var units = context.Read.Attribute(disk, "capacityAllocationUnits");
        var unit = AllocationUnits.BytesPerUnit(units?.Value);
        if (unit is null)
        {
            context.Report(CapacityUnitUnknown, units!,
                $"the capacity of disk {Name(context, disk)} is in {Show(units!.Value)}; a unit such as \"byte * 2^30\" was expected");
        }
        if (context.Read.Attribute(disk, "capacity") is not { } attribute || attribute.Value.Trim() is not { Length: > 0 } text)
        {
            context.Report(DiskWithoutCapacity, disk, $"disk {Name(context, disk)} has no ovf:capacity");
            return null;
        }
        if (PropertyReference.In(text) is { } property)
        {
            if (!context.Index.PropertyNames.Contains(property))
            {
                context.Report(CapacityPropertyUnknown, attribute,
                    $"the capacity of disk {Name(context, disk)} is the property {Show(property)}, which no ProductSection declares");
            }
            return null;
        }
        if (ElementReading.Integer(text) is { } count && count >= 0 && count <= long.MaxValue && (unit is null || count * unit.Value <= long.MaxValue))
            return count * (unit ?? 1);
        context.Report(CapacityUnreadable, attribute,
            $"the capacity of disk {Name(context, disk)} is {Show(text)}; a number below 2^63 bytes or ${{property}} was expected");
        return null;
    }

    private static void CheckPopulatedSize(ValidationContext context, XElement disk, Int128? capacity)
    {
        if (context.Read.Attribute(disk, "populatedSize") is not { } attribute)
            return;
        if (ElementReading.Integer(attribute.Value) is not { } size)
            context.Report(PopulatedSizeUnreadable, attribute,
                $"the populated size of disk {Name(context, disk)} is {Show(attribute.Value)}; a number of bytes was expected");
        else if (size < 0 || size > capacity)
            context.Report(PopulatedSizeUnlikely, attribute,
                $"the populated size of disk {Name(context, disk)} is {size}, which is not between 0 and its capacity");
    }

    private static void CheckParents(ValidationContext context)
    {
        var walked = new HashSet<XElement>();
        foreach (var disk in context.Index.Disks)
        {
            if (context.Read.Text(disk, "parentRef") is { } reference && !context.Index.DisksById.ContainsKey(reference))
            {
                context.Report(UnknownParentDisk, context.Read.Attribute(disk, "parentRef")!,
                    $"disk {Name(context, disk)} holds changes to disk {Show(reference)}, which the DiskSection does not list");
            }

            // Each disk is walked over once: a walk ends where an earlier one has been, and in a cycle only if it is its own.
            var path = new HashSet<XElement>();
            var at = disk;
            while (at is not null && walked.Add(at))
            {
                path.Add(at);
                at = context.Read.Text(at, "parentRef") is { } parent ? context.Index.DisksById.GetValueOrDefault(parent) : null;
            }
            if (at is not null && path.Contains(at))
                context.Report(ParentDiskCycle, context.Read.Attribute(at, "parentRef")!, $"the parents of disk {Name(context, at)} lead back to it");
        }
    }

    private static void CheckOrder(ValidationContext context)
    {
        var positions = new Dictionary<XElement, int>();
        foreach (var file in context.Index.Files)
            positions.TryAdd(file, positions.Count);
        var last = -1;
        foreach (var disk in context.Index.Disks)
        {
            // What only holds the changes to a parent may stand wherever its parent does.
            if (context.Read.Text(disk, "fileRef") is not { } id || context.Index.FindFile(id) is not { } file || context.Read.Text(disk, "parentRef") is not null)
                continue;
            if (positions[file] < last)
            {
                context.Report(DisksOutOfOrder, disk,
                    $"disk {Name(context, disk)} stands behind a disk whose file comes later in References; VMware wants disks in the order of their files");
                return;
            }
            last = positions[file];
        }
    }

    private static void CheckUse(ValidationContext context)
    {
        // Hardware without any device is one finding of its own.
        if (!context.Index.Hardware.Any(static one => one.Items.Count > 0))
            return;
        var used = context.Index.Disks.Select(disk => context.Read.Text(disk, "parentRef")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var device in context.Index.Hardware.SelectMany(static one => one.Items))
        {
            foreach (var resource in context.Read.Settings(device.Element, "HostResource"))
            {
                if (HostResource.Parse(resource.Value.Trim()) is { IsDisk: true } backing)
                    used.Add(backing.Id);
                else if (context.Index.Dialect == OvfDialect.OVirt)
                    used.Add(resource.Value[(resource.Value.LastIndexOf('/') + 1)..].Trim());
            }
        }
        foreach (var (id, disk) in context.Index.DisksById)
        {
            if (!used.Contains(id))
                context.Report(UnusedDisk, disk, $"no device has disk {Show(id)} as its backing, so it is deployed for nothing");
        }
    }
}
