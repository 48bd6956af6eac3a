using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>A logical network virtual systems connect to (DSP0243 §9.2).</summary>
public sealed class Network : OvfElement
{
    internal Network(XElement element)
        : base(element)
    {
    }

    /// <summary>The name network adapters refer to, or null.</summary>
    public string? Name
    {
        get => Text("name");
        set => SetText("name", value);
    }

    /// <summary>What the network is for, or null.</summary>
    public string? Description => ChildText("Description");
}
