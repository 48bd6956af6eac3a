// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>One translated message.</summary>
/// <remarks>Element <c>ovf:Strings_Type/Msg</c> of the schema.</remarks>
public sealed partial class BundleMessage : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public BundleMessage()
        : this(Detached(SchemaType.BundleMessage, SchemaFamily.Ovf, "Msg"))
    {
    }

    internal BundleMessage(XElement element)
        : base(element, SchemaType.BundleMessage)
    {
    }

    /// <summary>Key of the message that this text translates. Required.</summary>
    public string? MessageId
    {
        get => AttributeText("msgid");
        set => SetAttribute("msgid", value);
    }

    /// <summary>Id of the file that holds the text, when the text is not written here. OVF 2 only.</summary>
    public string? FileRef
    {
        get => AttributeText("fileRef");
        set => SetAttribute("fileRef", value);
    }

    /// <summary>The text itself.</summary>
    public string Text
    {
        get => Element.Value;
        set => SetText(value);
    }
}
