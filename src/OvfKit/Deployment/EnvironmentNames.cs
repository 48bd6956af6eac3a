using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Deployment;

/// <summary>Names in an environment document: those of the namespace its parent is in, or of none, as some tools write attributes.</summary>
internal static class EnvironmentNames
{
    public static bool Is(XElement child, string name) =>
        child.Name.LocalName == name && (child.Name.Namespace == child.Parent!.Name.Namespace || child.Name.Namespace == XNamespace.None);

    public static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(child => Is(child, name));

    public static XAttribute? Attribute(XElement element, string name) =>
        element.Attribute(element.Name.Namespace + name) ?? element.Attribute(OvfEnvironment.Namespace + name) ?? element.Attribute(name);

    public static void SetAttribute(XElement element, string name, string? value)
    {
        if (Attribute(element, name) is { } attribute)
        {
            if (value is null)
                attribute.Remove();
            else if (attribute.Value != value)
                attribute.Value = value;
        }
        else if (value is not null)
        {
            element.SetAttributeValue(element.Name.Namespace + name, value);
        }
    }

    /// <summary>Inserts a section: behind the last element of the environment's own that is no sibling, else at the beginning.</summary>
    public static void InsertSection(XElement parent, XElement section)
    {
        if (parent.Elements().FirstOrDefault(static child => Is(child, "Entity")) is { } entity)
            Indentation.InsertBefore(entity, section);
        else if (parent.Elements().LastOrDefault() is { } last)
            Indentation.InsertAfter(last, section);
        else if (parent.Parent is null && !parent.Nodes().Any())
            // A document that has nothing yet shows no indentation to follow.
            parent.Add(new XText("\n  "), section, new XText("\n"));
        else
            Indentation.InsertInto(parent, section);
    }
}
