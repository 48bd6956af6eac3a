// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>What virtual systems and collections have in common.</summary>
/// <remarks>Type <c>ovf:Content_Type</c> of the schema.</remarks>
public abstract partial class OvfContent : OvfElement
{
    private protected OvfContent(XElement element, SchemaType type)
        : base(element, type)
    {
    }

    /// <summary>Identifier of the content, unique among its siblings. Required.</summary>
    public string? Id
    {
        get => AttributeText("id");
        set => SetAttribute("id", value);
    }

    /// <summary>What the content is, for a reader whose software does not understand it. Required.</summary>
    public string? Info
    {
        get => ChildText("Info");
        set => SetChild("Info", value);
    }

    /// <summary>What the content is, for a reader whose software does not understand it. With the key of its translations. Required.</summary>
    public Message? InfoMessage
    {
        get => Child<Message>("Info");
        set => SetChild("Info", value);
    }

    /// <summary>Name to show to people.</summary>
    public string? Name
    {
        get => ChildText("Name");
        set => SetChild("Name", value);
    }

    /// <summary>Name to show to people. With the key of its translations.</summary>
    public Message? NameMessage
    {
        get => Child<Message>("Name");
        set => SetChild("Name", value);
    }

    /// <summary>Sections that concern this content.</summary>
    public ElementList<OvfSection> Sections => field ??= new(this, "Section");
}
