// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A licence that a person accepts before deployment.</summary>
/// <remarks>Type <c>ovf:EulaSection_Type</c> of the schema.</remarks>
public sealed partial class EulaSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public EulaSection()
        : this(Detached(SchemaType.EulaSection, SchemaFamily.Ovf, "EulaSection"))
    {
    }

    internal EulaSection(XElement element)
        : base(element, SchemaType.EulaSection)
    {
    }

    /// <summary>Text of the licence. Required.</summary>
    public string? License
    {
        get => ChildText("License");
        set => SetChild("License", value);
    }

    /// <summary>Text of the licence. With the key of its translations. Required.</summary>
    public Message? LicenseMessage
    {
        get => Child<Message>("License");
        set => SetChild("License", value);
    }
}
