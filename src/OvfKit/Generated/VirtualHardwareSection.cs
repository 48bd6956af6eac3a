using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>A set of devices a virtual system needs (DSP0243 §8.1).</summary>
public sealed class VirtualHardwareSection : OvfSection
{
    internal VirtualHardwareSection(XElement element)
        : base(element)
    {
    }

    /// <summary>How the configuration reaches the guest, such as <c>iso com.vmware.guestInfo</c>, or null.</summary>
    public string? Transport
    {
        get => Text("transport");
        set => SetText("transport", value);
    }

    /// <summary>The family of hardware it is made for (<c>vssd:VirtualSystemType</c>), such as <c>vmx-13</c>, or null.</summary>
    public string? VirtualSystemType => Element.Elements().FirstOrDefault(candidate => Matches(candidate, "System"))?.Elements()
        .FirstOrDefault(static setting => setting.Name.LocalName == "VirtualSystemType" && OvfNamespaces.IsCimClass(setting.Name.Namespace))?.Value;

    /// <summary>The devices: <c>Item</c>, <c>StorageItem</c> and <c>EthernetPortItem</c> alike. A snapshot in document order.</summary>
    public IReadOnlyList<HardwareItem> Items =>
        [.. Element.Elements().Where(IsItem).Select(static found => Of(found, static element => new HardwareItem(element)))];

    private bool IsItem(XElement candidate) =>
        Matches(candidate, "Item") || Matches(candidate, "StorageItem") || Matches(candidate, "EthernetPortItem");
}
