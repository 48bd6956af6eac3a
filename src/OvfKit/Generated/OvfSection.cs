using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>A section of an envelope or of a virtual system (DSP0243 §9).</summary>
public abstract class OvfSection : OvfElement
{
    private protected OvfSection(XElement element)
        : base(element)
    {
    }

    /// <summary>What the section is about, in words, or null.</summary>
    public string? Info => ChildText("Info");

    /// <summary>Whether a reader that does not understand the section must refuse the package. True where the attribute is absent.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The attribute is no boolean (OVF1001).</exception>
    public bool IsRequired => ValueReader.Boolean(Attribute("required")) ?? true;
}
