using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>The logical networks of a package (DSP0243 §9.2).</summary>
public sealed class NetworkSection : OvfSection
{
    internal NetworkSection(XElement element)
        : base(element)
    {
    }

    /// <summary>The networks. A snapshot in document order.</summary>
    public IReadOnlyList<Network> Networks => Children("Network", static element => new Network(element));
}
