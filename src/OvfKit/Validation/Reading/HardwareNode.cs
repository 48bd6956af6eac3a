using System.Xml.Linq;

namespace OvfKit.Validation.Reading;

/// <summary>A section with devices.</summary>
internal sealed class HardwareNode
{
    public HardwareNode(SectionNode section, ElementReading read)
    {
        Element = section.Element;
        Content = section.Parent;
        IsVirtualHardware = section.Kind == "VirtualHardwareSection";
        System = IsVirtualHardware ? read.Child(Element, "System") : null;
        Items = [.. Element.Elements().Where(child => read.Kind(child) is "Item" or "StorageItem" or "EthernetPortItem").Select(child => new DeviceNode(child, read))];
    }

    public XElement Element { get; }

    /// <summary>The virtual system or collection; null where the section stands in the envelope.</summary>
    public ContentNode? Content { get; }

    /// <summary>False for a ResourceAllocationSection.</summary>
    public bool IsVirtualHardware { get; }

    public XElement? System { get; }

    public IReadOnlyList<DeviceNode> Items { get; }
}

/// <summary>A device: an <c>Item</c>, <c>StorageItem</c> or <c>EthernetPortItem</c>.</summary>
internal sealed class DeviceNode
{
    public const int Processor = 3;
    public const int Memory = 4;

    public DeviceNode(XElement element, ElementReading read)
    {
        Element = element;
        InstanceIdElement = read.Setting(element, "InstanceID") ?? read.Setting(element, "InstanceId");
        InstanceId = Value(InstanceIdElement);
        ResourceTypeElement = read.Setting(element, "ResourceType");
        ResourceType = ElementReading.Integer(ResourceTypeElement?.Value);
        Bound = read.Text(element, "bound") ?? "normal";
        Configurations = string.Join(' ', (read.Text(element, "configuration") ?? "")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal));
    }

    public XElement Element { get; }

    public XElement? InstanceIdElement { get; }

    public string? InstanceId { get; }

    public XElement? ResourceTypeElement { get; }

    public Int128? ResourceType { get; }

    public string Bound { get; }

    /// <summary>False for the limits of a range.</summary>
    public bool IsNormal => Bound is not ("min" or "max");

    /// <summary>The deployment options it belongs to, in one order whatever the order in the file; empty for all.</summary>
    public string Configurations { get; }

    public static string? Value(XElement? setting) => setting?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The device for a message.</summary>
    public override string ToString() => InstanceId is null ? "a device" : $"the device {ValidationContext.Show(InstanceId)}";
}

/// <summary>What a <c>rasd:HostResource</c> points to.</summary>
/// <param name="IsDisk">True for a disk of the DiskSection, false for a file.</param>
/// <param name="Id">Its id.</param>
/// <param name="IsUsual">True for <c>ovf:/disk/ID</c> and <c>ovf:/file/ID</c>, false for the other ways to write it.</param>
internal readonly record struct HostResource(bool IsDisk, string Id, bool IsUsual)
{
    /// <summary>Reads <c>ovf:/disk/x</c>, <c>ovf://disk/x</c> and <c>/disk/x</c>; null for anything else.</summary>
    public static HostResource? Parse(string text)
    {
        var scheme = text.StartsWith("ovf:", StringComparison.OrdinalIgnoreCase);
        var path = (scheme ? text.AsSpan(4) : text).TrimStart('/');
        var isDisk = path.StartsWith("disk/", StringComparison.Ordinal);
        if (!isDisk && !path.StartsWith("file/", StringComparison.Ordinal))
            return null;
        var id = path[5..].Trim().ToString();
        return id.Length == 0 ? null : new(isDisk, id, scheme && text.AsSpan(4).StartsWith("/") && !text.AsSpan(4).StartsWith("//"));
    }
}
