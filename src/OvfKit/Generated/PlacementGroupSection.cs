// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A group of machines whose hosts are to be chosen by one policy.</summary>
/// <remarks>Type <c>ovf:PlacementGroupSection_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class PlacementGroupSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public PlacementGroupSection()
        : this(Detached(SchemaType.PlacementGroupSection, SchemaFamily.Ovf, "PlacementGroupSection"))
    {
    }

    internal PlacementGroupSection(XElement element)
        : base(element, SchemaType.PlacementGroupSection)
    {
    }

    /// <summary>Key by which placement sections name the group. Required.</summary>
    public string? Id
    {
        get => AttributeText("id");
        set => SetAttribute("id", value);
    }

    /// <summary>How the members are to be placed, for instance affinity or availability. Required.</summary>
    public string? Policy
    {
        get => AttributeText("policy");
        set => SetAttribute("policy", value);
    }

    /// <summary>What the group is for.</summary>
    public string? Description
    {
        get => ChildText("Description");
        set => SetChild("Description", value);
    }

    /// <summary>What the group is for. With the key of its translations.</summary>
    public Message? DescriptionMessage
    {
        get => Child<Message>("Description");
        set => SetChild("Description", value);
    }
}
