// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>Makes a virtual system, or a collection, a member of a placement group.</summary>
/// <remarks>Type <c>ovf:PlacementSection_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class PlacementSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public PlacementSection()
        : this(Detached(SchemaType.PlacementSection, SchemaFamily.Ovf, "PlacementSection"))
    {
    }

    internal PlacementSection(XElement element)
        : base(element, SchemaType.PlacementSection)
    {
    }

    /// <summary>Id of the placement group. Required.</summary>
    public string? Group
    {
        get => AttributeText("group");
        set => SetAttribute("group", value);
    }
}
