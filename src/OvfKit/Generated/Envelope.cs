// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The whole descriptor: the files of the package, sections about it, one piece of content, and translations.</summary>
/// <remarks>Type <c>ovf:EnvelopeType</c> of the schema.</remarks>
public sealed partial class Envelope : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public Envelope()
        : this(Detached(SchemaType.Envelope, SchemaFamily.Ovf, "Envelope"))
    {
    }

    internal Envelope(XElement element)
        : base(element, SchemaType.Envelope)
    {
    }

    /// <summary>Language of the texts written in the descriptor itself. Null means en-US.</summary>
    public string? Language
    {
        get => AttributeText("xml:lang");
        set => SetAttribute("xml:lang", value);
    }

    /// <summary>The files that belong to the package beside the descriptor. Required.</summary>
    public References? References
    {
        get => Child<References>("References");
        set => SetChild("References", value);
    }

    /// <summary>Sections that concern the package as a whole.</summary>
    public ElementList<OvfSection> Sections => field ??= new(this, "Section");

    /// <summary>The one virtual system, or the one collection, that the package delivers. Required.</summary>
    public OvfContent? Content
    {
        get => Member<OvfContent>("Content");
        set => SetMember("Content", value);
    }

    /// <summary>Translations of the messages, one bundle a language.</summary>
    public ElementList<MessageBundle> Strings => field ??= new(this, ["Strings"]);
}
