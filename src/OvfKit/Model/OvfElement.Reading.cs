using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

public abstract partial class OvfElement
{
    private const string XmlPrefix = "xml:";

    private protected XAttribute? Attribute(string name)
    {
        if (name.StartsWith(XmlPrefix, StringComparison.Ordinal))
            return Element.Attribute(XNamespace.Xml + name[XmlPrefix.Length..]);
        for (var attribute = Element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
        {
            // An unprefixed attribute is in no namespace, which the schema does not allow but several tools write.
            if (attribute.Name.LocalName == name && !attribute.IsNamespaceDeclaration
                && (SchemaNames.IsKnown(attribute.Name.Namespace, Element)))
                return attribute;
        }
        return null;
    }

    private protected string? AttributeText(string name) => Attribute(name)?.Value;

    private protected bool? AttributeBoolean(string name) => ValueReader.Boolean(Attribute(name));

    private protected int? AttributeInt32(string name, int minimum, int maximum) => (int?)ValueReader.Int64(Attribute(name), maximum, minimum);

    private protected long? AttributeInt64(string name, long minimum, long maximum) => ValueReader.Int64(Attribute(name), maximum, minimum);

    private protected XElement? ChildElement(string name)
    {
        foreach (var child in Element.Elements())
        {
            if (SchemaNames.Is(child, name, Element))
                return child;
        }
        return null;
    }

    private protected string? ChildText(string name) => Valued(name)?.Value;

    private protected bool? ChildBoolean(string name) => ValueReader.Boolean(Valued(name));

    private protected int? ChildInt32(string name, int minimum, int maximum) => (int?)ValueReader.Int64(Valued(name), maximum, minimum);

    private protected long? ChildInt64(string name, long minimum, long maximum) => ValueReader.Int64(Valued(name), maximum, minimum);

    private protected T? Child<T>(string name)
        where T : OvfElement => ChildElement(name) is { } child ? View(child) as T : null;

    private protected T? Member<T>(string head)
        where T : OvfElement => new ElementList<T>(this, head).FirstOrDefault();

    private XElement? Valued(string name) => ChildElement(name) is { } child && !ValueReader.IsNil(child) ? child : null;
}
