using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>A remark by the author (DSP0243 §9.4).</summary>
public sealed class AnnotationSection : OvfSection
{
    internal AnnotationSection(XElement element)
        : base(element)
    {
    }

    /// <summary>The remark, or null.</summary>
    public string? Annotation => ChildText("Annotation");
}
