using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>Something that can be configured before the first start (DSP0243 §9.5.1).</summary>
public sealed class ProductProperty : OvfElement
{
    internal ProductProperty(XElement element)
        : base(element)
    {
    }

    /// <summary>The name, without class and instance, or null.</summary>
    public string? Key
    {
        get => Text("key");
        set => SetText("key", value);
    }

    /// <summary>The type of the value, such as <c>string</c> or <c>uint16</c>, or null.</summary>
    public string? Type
    {
        get => Text("type");
        set => SetText("type", value);
    }

    /// <summary>The value unless the user gives another (attribute <c>value</c>), or null.</summary>
    public string? Default
    {
        get => Text("value");
        set => SetText("value", value);
    }

    /// <summary>Whether the user may give another value, or null for no.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? UserConfigurable
    {
        get => ValueReader.Boolean(Attribute("userConfigurable"));
        set => SetBoolean("userConfigurable", value);
    }

    /// <summary>Whether the value is to be hidden when it is typed, or null for no.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? Password
    {
        get => ValueReader.Boolean(Attribute("password"));
        set => SetBoolean("password", value);
    }

    /// <summary>A short caption, or null.</summary>
    public string? Label => ChildText("Label");

    /// <summary>A longer explanation, or null.</summary>
    public string? Description => ChildText("Description");
}
