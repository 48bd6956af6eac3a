using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>An element whose content the schema leaves open. It is reached through <see cref="OvfElement.Element"/>.</summary>
public sealed class OpenElement : OvfElement
{
    /// <summary>Makes an empty one that is in no document.</summary>
    public OpenElement()
        : this(new XElement("Open"))
    {
    }

    internal OpenElement(XElement element)
        : base(element, SchemaType.XsAnyType)
    {
    }
}
