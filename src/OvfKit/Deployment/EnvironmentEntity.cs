using System.Xml.Linq;

namespace OvfKit.Deployment;

/// <summary>What an environment tells about one sibling. A view of its element; it holds nothing itself.</summary>
public sealed class EnvironmentEntity
{
    internal EnvironmentEntity(XElement element) => Element = element;

    /// <summary>The element viewed.</summary>
    public XElement Element { get; }

    /// <summary>The id of the sibling (<c>ovf:id</c> in the descriptor), or null.</summary>
    public string? Id => EnvironmentNames.Attribute(Element, "id")?.Value;

    /// <summary>The properties with their values: live.</summary>
    public EnvironmentProperties Properties => new(this);

    /// <summary>The elements of vendors. A snapshot in document order.</summary>
    public IReadOnlyList<XElement> Extensions => [.. Element.Elements().Where(child => child.Name.Namespace != Element.Name.Namespace && child.Name.Namespace != XNamespace.None)];

    internal void SetId(string? value) => EnvironmentNames.SetAttribute(Element, "id", value);

    internal XElement? Section(string name) => EnvironmentNames.Child(Element, name);

    internal XElement SectionOrNew(string name)
    {
        if (Section(name) is { } existing)
            return existing;
        var section = new XElement(Element.Name.Namespace + name);
        EnvironmentNames.InsertSection(Element, section);
        return section;
    }
}
