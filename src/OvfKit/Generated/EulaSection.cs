using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>A licence to agree to (DSP0243 §9.6).</summary>
public sealed class EulaSection : OvfSection
{
    internal EulaSection(XElement element)
        : base(element)
    {
    }

    /// <summary>The text of the licence, or null.</summary>
    public string? License => ChildText("License");
}
