// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A remark about the content, to be shown to people.</summary>
/// <remarks>Type <c>ovf:AnnotationSection_Type</c> of the schema.</remarks>
public sealed partial class AnnotationSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public AnnotationSection()
        : this(Detached(SchemaType.AnnotationSection, SchemaFamily.Ovf, "AnnotationSection"))
    {
    }

    internal AnnotationSection(XElement element)
        : base(element, SchemaType.AnnotationSection)
    {
    }

    /// <summary>Text of the remark. Required.</summary>
    public string? Annotation
    {
        get => ChildText("Annotation");
        set => SetChild("Annotation", value);
    }

    /// <summary>Text of the remark. With the key of its translations. Required.</summary>
    public Message? AnnotationMessage
    {
        get => Child<Message>("Annotation");
        set => SetChild("Annotation", value);
    }
}
