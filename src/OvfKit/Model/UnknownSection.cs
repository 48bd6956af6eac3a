using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A section the schemas do not know, most often a vendor's. Its content is kept and reached through <see cref="OvfElement.Element"/>.</summary>
public sealed class UnknownSection : OvfSection
{
    /// <summary>Makes a section of an element.</summary>
    /// <param name="element">The element, in the vendor's namespace. It should begin with an <c>Info</c> of the envelope.</param>
    public UnknownSection(XElement element)
        : base(element ?? throw new ArgumentNullException(nameof(element)), SchemaType.OvfSection)
    {
    }

    /// <summary>The name of the section.</summary>
    public XName Name => Element.Name;
}
