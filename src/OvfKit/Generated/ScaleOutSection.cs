// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>Says that the collection can be deployed several times over.</summary>
/// <remarks>Type <c>ovf:ScaleOutSection_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class ScaleOutSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public ScaleOutSection()
        : this(Detached(SchemaType.ScaleOutSection, SchemaFamily.Ovf, "ScaleOutSection"))
    {
    }

    internal ScaleOutSection(XElement element)
        : base(element, SchemaType.ScaleOutSection)
    {
    }

    /// <summary>Identifier of the section, unique within the package. Required.</summary>
    public string? Id
    {
        get => AttributeText("id");
        set => SetAttribute("id", value);
    }

    /// <summary>What more instances bring.</summary>
    public string? Description
    {
        get => ChildText("Description");
        set => SetChild("Description", value);
    }

    /// <summary>What more instances bring. With the key of its translations.</summary>
    public Message? DescriptionMessage
    {
        get => Child<Message>("Description");
        set => SetChild("Description", value);
    }

    /// <summary>A number of instances with its limits. Required.</summary>
    public ElementList<InstanceCount> InstanceCounts => field ??= new(this, ["InstanceCount"]);
}
