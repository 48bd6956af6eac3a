// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The translations of messages into one language.</summary>
/// <remarks>Type <c>ovf:Strings_Type</c> of the schema.</remarks>
public sealed partial class MessageBundle : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public MessageBundle()
        : this(Detached(SchemaType.MessageBundle, SchemaFamily.Ovf, "Strings"))
    {
    }

    internal MessageBundle(XElement element)
        : base(element, SchemaType.MessageBundle)
    {
    }

    /// <summary>Language of the bundle.</summary>
    public string? Language
    {
        get => AttributeText("xml:lang");
        set => SetAttribute("xml:lang", value);
    }

    /// <summary>Id of the file that holds the bundle, when the messages are not written here.</summary>
    public string? FileRef
    {
        get => AttributeText("fileRef");
        set => SetAttribute("fileRef", value);
    }

    /// <summary>One translated message.</summary>
    public ElementList<BundleMessage> Messages => field ??= new(this, ["Msg"]);
}
