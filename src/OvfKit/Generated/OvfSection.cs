// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>What all sections have in common.</summary>
/// <remarks>Type <c>ovf:Section_Type</c> of the schema.</remarks>
public abstract partial class OvfSection : OvfElement
{
    private protected OvfSection(XElement element, SchemaType type)
        : base(element, type)
    {
    }

    /// <summary>Whether an importer that does not understand the section must refuse the package. Null means true.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? Required
    {
        get => AttributeBoolean("required");
        set => SetAttribute("required", value);
    }

    /// <summary>What the section is for, for a reader whose software does not understand it. Required.</summary>
    public string? Info
    {
        get => ChildText("Info");
        set => SetChild("Info", value);
    }

    /// <summary>What the section is for, for a reader whose software does not understand it. With the key of its translations. Required.</summary>
    public Message? InfoMessage
    {
        get => Child<Message>("Info");
        set => SetChild("Info", value);
    }
}
