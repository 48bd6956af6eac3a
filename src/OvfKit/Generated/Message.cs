// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A text for people, with the key of its translations.</summary>
/// <remarks>Type <c>ovf:Msg_Type</c> of the schema.</remarks>
public sealed partial class Message : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public Message()
        : this(Detached(SchemaType.Message, SchemaFamily.Ovf, "Info"))
    {
    }

    internal Message(XElement element)
        : base(element, SchemaType.Message)
    {
    }

    /// <summary>Key of the text in the translation bundles; empty when there is none.</summary>
    public string? MessageId
    {
        get => AttributeText("msgid");
        set => SetAttribute("msgid", value);
    }

    /// <summary>The text itself.</summary>
    public string Text
    {
        get => Element.Value;
        set => SetText(value);
    }
}
