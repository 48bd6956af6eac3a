using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>A setting of VMware's: a <c>vmw:Config</c> or a <c>vmw:ExtraConfig</c> element.</summary>
/// <remarks>It holds nothing: it reads from the element and writes to it.</remarks>
public sealed class VMwareSetting
{
    internal VMwareSetting(XElement element) => Element = element;

    /// <summary>The element viewed.</summary>
    public XElement Element { get; }

    /// <summary>The name of the setting, such as <c>firmware</c>.</summary>
    public string Key => Attribute("key")?.Value ?? "";

    /// <summary>Its value.</summary>
    public string Value
    {
        get => Attribute("value")?.Value ?? "";
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Escaping.RequireWritable(value);
            if (Attribute("value") is not { } attribute)
                Element.SetAttributeValue(OvfNamespaces.VMware + "value", value);
            else if (attribute.Value != value)
                attribute.Value = value;
        }
    }

    /// <summary>Whether an importer that does not know the setting must refuse the package. True where the attribute is absent.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The attribute is no boolean (OVF1001).</exception>
    public bool IsRequired =>
        ValueReader.Boolean(Element.Attributes().FirstOrDefault(static one => one.Name.LocalName == "required" && OvfNamespaces.IsEnvelope(one.Name.Namespace))) ?? true;

    private XAttribute? Attribute(string name) => Element.Attribute(OvfNamespaces.VMware + name) ?? Element.Attribute(name);
}
