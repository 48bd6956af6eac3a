using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>The root of a descriptor (DSP0243 §7).</summary>
public sealed class Envelope : OvfElement
{
    internal Envelope(XElement element)
        : base(element)
    {
    }

    /// <summary>The namespace of the root element, which tells the version of OVF.</summary>
    public XNamespace Namespace => Element.Name.Namespace;

    /// <summary>The version family the namespace stands for.</summary>
    public OvfDialect Dialect => OvfNamespaces.DialectOf(Namespace);

    /// <summary>The attribute <c>version</c> some producers write, or null. It means little; see <see cref="Dialect"/>.</summary>
    public string? Version
    {
        get => Text("version");
        set => SetText("version", value);
    }

    /// <summary>The files of the package, or null.</summary>
    public References? References => Child("References", static element => new References(element));

    /// <summary>The virtual disks, or null.</summary>
    public DiskSection? DiskSection => Child("DiskSection", static element => new DiskSection(element));

    /// <summary>The logical networks, or null.</summary>
    public NetworkSection? NetworkSection => Child("NetworkSection", static element => new NetworkSection(element));

    /// <summary>All virtual systems in document order, those in collections of any depth included. A snapshot.</summary>
    public IReadOnlyList<VirtualSystem> VirtualSystems => [.. SystemsIn(Element)];

    private IEnumerable<VirtualSystem> SystemsIn(XElement container)
    {
        foreach (var child in container.Elements())
        {
            if (Matches(child, "VirtualSystem"))
            {
                yield return Of(child, static element => new VirtualSystem(element));
            }
            else if (Matches(child, "VirtualSystemCollection"))
            {
                foreach (var system in SystemsIn(child))
                    yield return system;
            }
        }
    }
}
