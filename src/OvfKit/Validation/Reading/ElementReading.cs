using System.Globalization;
using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Validation.Reading;

/// <summary>Reads elements and attributes as every dialect writes them, and never throws on what they hold.</summary>
/// <param name="root">The namespace of the root element, which counts as OVF whatever it is.</param>
internal sealed class ElementReading(XNamespace root)
{
    private static readonly XName _type = OvfNamespaces.SchemaInstance + "type";

    /// <summary>The namespaces strings are in where producers follow a draft of the standard.</summary>
    public static bool IsStrings(XNamespace name) =>
        name.NamespaceName is "http://schemas.dmtf.org/ovf/strings/1" or "http://schema.dmtf.org/ovf/strings/1" or "http://www.vmware.com/schema/ovf/1/strings";

    /// <summary>True for the namespaces of OVF, and for none at all: the draft and oVirt leave it out.</summary>
    public bool IsOvf(XNamespace name) => name == root || name == XNamespace.None || OvfNamespaces.IsEnvelope(name);

    /// <summary>What the schema calls an element, <c>Section xsi:type="ovf:DiskSection_Type"</c> being a DiskSection; null for one that is not OVF's.</summary>
    public string? Kind(XElement element)
    {
        var name = element.Name;
        if (!IsOvf(name.Namespace))
            return name.LocalName == "Strings" && IsStrings(name.Namespace) ? name.LocalName : null;
        return name.LocalName is "Section" or "Content" && element.Attribute(_type) is { } type ? TypeName(type) : name.LocalName;
    }

    /// <summary>The namespace an element belongs to: its own, or that of its <c>xsi:type</c>.</summary>
    public static XNamespace Home(XElement element)
    {
        if (element.Name.LocalName is not ("Section" or "Content") || element.Attribute(_type)?.Value.Split(':') is not [var prefix, _])
            return element.Name.Namespace;
        return element.GetNamespaceOfPrefix(prefix.Trim()) ?? element.Name.Namespace;
    }

    /// <summary>True for <c>Section</c> or <c>Content</c> that say in <c>xsi:type</c> what they are.</summary>
    public static bool IsTyped(XElement element) => element.Name.LocalName is "Section" or "Content" && element.Attribute(_type) is not null;

    public IEnumerable<XElement> Children(XElement parent, string kind) => parent.Elements().Where(child => Kind(child) == kind);

    public XElement? Child(XElement parent, string kind) => Children(parent, kind).FirstOrDefault();

    /// <summary>An attribute of OVF, with or without its prefix.</summary>
    public XAttribute? Attribute(XElement element, string name)
    {
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
        {
            if (attribute.Name.LocalName == name && !attribute.IsNamespaceDeclaration && IsOvf(attribute.Name.Namespace))
                return attribute;
        }
        return null;
    }

    /// <summary>An attribute's value without the blanks around it; null where it is absent or blank.</summary>
    public string? Text(XElement element, string name) => Attribute(element, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A setting of a device, such as <c>rasd:Parent</c>.</summary>
    public XElement? Setting(XElement item, string name) => Settings(item, name).FirstOrDefault();

    public IEnumerable<XElement> Settings(XElement item, string name) => item.Elements().Where(child =>
        child.Name.LocalName == name && (OvfNamespaces.IsCimClass(child.Name.Namespace) || IsOvf(child.Name.Namespace)));

    /// <summary>Whether a reader that does not know the element has to refuse the package, which is so unless it says otherwise.</summary>
    public bool IsRequired(XElement element) => Boolean(Text(element, "required")) ?? true;

    public static bool? Boolean(string? text) => text switch
    {
        null => null,
        "1" => true,
        "0" => false,
        _ => bool.TryParse(text, out var value) ? value : null,
    };

    /// <summary>A whole number of any size that occurs; null for everything else.</summary>
    public static Int128? Integer(string? text) =>
        Int128.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static string TypeName(XAttribute type)
    {
        var name = type.Value[(type.Value.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return name.EndsWith("_Type", StringComparison.Ordinal) ? name[..^"_Type".Length] : name;
    }
}
