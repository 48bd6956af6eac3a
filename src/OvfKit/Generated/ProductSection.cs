using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>The software in a virtual system and how it can be configured (DSP0243 §9.5).</summary>
public sealed class ProductSection : OvfSection
{
    internal ProductSection(XElement element)
        : base(element)
    {
    }

    /// <summary>The first part of the keys of the properties, or null.</summary>
    public string? Class
    {
        get => Text("class");
        set => SetText("class", value);
    }

    /// <summary>Tells apart several sections of one class; the last part of the keys, or null.</summary>
    public string? Instance
    {
        get => Text("instance");
        set => SetText("instance", value);
    }

    /// <summary>The name of the product, or null.</summary>
    public string? Product => ChildText("Product");

    /// <summary>The name of its vendor, or null.</summary>
    public string? Vendor => ChildText("Vendor");

    /// <summary>Its short version, or null.</summary>
    public string? Version => ChildText("Version");

    /// <summary>Its full version, or null.</summary>
    public string? FullVersion => ChildText("FullVersion");

    /// <summary>What can be configured. A snapshot in document order.</summary>
    public IReadOnlyList<ProductProperty> Properties => Children("Property", static element => new ProductProperty(element));
}
