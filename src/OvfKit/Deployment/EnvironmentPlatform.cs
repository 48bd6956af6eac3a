using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Xml;

namespace OvfKit.Deployment;

/// <summary>What an environment tells about the platform the guest runs on. A view of its section; it holds nothing itself.</summary>
public sealed class EnvironmentPlatform
{
    private static readonly string[] _order = ["Kind", "Version", "Vendor", "Locale", "Timezone"];

    internal EnvironmentPlatform(XElement element) => Element = element;

    /// <summary>The section viewed.</summary>
    public XElement Element { get; }

    /// <summary>The kind of platform, such as <c>VMware ESXi</c>, or null.</summary>
    public string? Kind
    {
        get => Text("Kind");
        set => Set("Kind", value);
    }

    /// <summary>The version of the platform, or null.</summary>
    public string? Version
    {
        get => Text("Version");
        set => Set("Version", value);
    }

    /// <summary>The maker of the platform, or null.</summary>
    public string? Vendor
    {
        get => Text("Vendor");
        set => Set("Vendor", value);
    }

    /// <summary>The language and country in use, such as <c>en_US</c>, or null.</summary>
    public string? Locale
    {
        get => Text("Locale");
        set => Set("Locale", value);
    }

    /// <summary>The minutes by which local time is ahead of UTC, negative to the west of Greenwich, or null.</summary>
    /// <exception cref="InvalidContentException">The value is not readable (OVF1001).</exception>
    public int? Timezone
    {
        get => (int?)ValueReader.Int64(Child("Timezone"), int.MaxValue, int.MinValue);
        set => Set("Timezone", value?.ToString(CultureInfo.InvariantCulture));
    }

    private string? Text(string name) => Child(name)?.Value;

    private XElement? Child(string name) => EnvironmentNames.Child(Element, name);

    private void Set(string name, string? value)
    {
        if (Child(name) is { } child)
        {
            if (value is null)
                Indentation.Remove(child);
            else if (child.Value != value)
                child.Value = value;
            return;
        }
        if (value is null)
            return;
        child = new XElement(Element.Name.Namespace + name, value);
        var earlier = _order.AsSpan(0, Array.IndexOf(_order, name)).ToArray();
        if (Element.Elements().LastOrDefault(other => Array.Exists(earlier, one => EnvironmentNames.Is(other, one))) is { } before)
            Indentation.InsertAfter(before, child);
        else if (Element.Elements().FirstOrDefault() is { } first)
            Indentation.InsertBefore(first, child);
        else
            Indentation.InsertInto(Element, child);
    }
}
