using System.Globalization;
using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>VirtualBox's own description of a machine, the <c>vbox:Machine</c> element, which it reads in place of the rest of the virtual system.</summary>
/// <remarks>It holds nothing: it reads from the element and writes to it.</remarks>
public sealed class VirtualBoxMachine
{
    internal VirtualBoxMachine(XElement element) => Element = element;

    /// <summary>The element viewed.</summary>
    public XElement Element { get; }

    /// <summary>The id of the machine, in braces, or null.</summary>
    public string? Uuid
    {
        get => (string?)Element.Attribute("uuid");
        set => Element.SetAttributeValue("uuid", value);
    }

    /// <summary>The name of the machine, or null.</summary>
    public string? Name
    {
        get => (string?)Element.Attribute("name");
        set => Element.SetAttributeValue("name", value);
    }

    /// <summary>VirtualBox's name for the guest system, such as <c>Ubuntu_64</c>, or null.</summary>
    public string? OsType
    {
        get => (string?)Element.Attribute("OSType");
        set => Element.SetAttributeValue("OSType", value);
    }

    /// <summary>The number of processors, or null. Set, it changes the element where there is one; without it VirtualBox has one processor.</summary>
    public int? ProcessorCount
    {
        get => Number(Hardware("CPU"), "count") is { } count and <= int.MaxValue ? (int)count : null;
        set => Hardware("CPU")?.SetAttributeValue("count", value);
    }

    /// <summary>The memory in MiB, or null. Set, it changes the element where there is one.</summary>
    public long? MemoryInMebibytes
    {
        get => Number(Hardware("Memory"), "RAMSize");
        set => Hardware("Memory")?.SetAttributeValue("RAMSize", value);
    }

    /// <summary>The firmware, such as <c>BIOS</c> or <c>EFI</c>, or null for the BIOS.</summary>
    public string? Firmware => (string?)(Hardware("Firmware") ?? Hardware("BIOS")?.Elements().FirstOrDefault(static one => one.Name.LocalName == "Firmware"))?.Attribute("type");

    /// <summary>The ids of the disk images attached, without braces; each <c>Disk</c> has one as <c>vbox:uuid</c>. A snapshot in document order.</summary>
    public IReadOnlyList<string> ImageIds => [.. Element.Descendants().Where(static element => element.Name.LocalName == "Image")
        .Select(static image => (string?)image.Attribute("uuid")).OfType<string>().Select(static id => id.Trim('{', '}'))];

    // Only the root is in VirtualBox's namespace; what is in it takes the default one of the document, whichever that is.
    private XElement? Hardware(string name) => Element.Elements().FirstOrDefault(static one => one.Name.LocalName == "Hardware")?
        .Elements().FirstOrDefault(one => one.Name.LocalName == name);

    private static long? Number(XElement? element, string name) =>
        long.TryParse((string?)element?.Attribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
