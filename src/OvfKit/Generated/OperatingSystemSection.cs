using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>The guest operating system (DSP0243 §9.9).</summary>
public sealed class OperatingSystemSection : OvfSection
{
    internal OperatingSystemSection(XElement element)
        : base(element)
    {
    }

    /// <summary>The number of the system in CIM_OperatingSystem.OsType, 0 to 65535, or null.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside that range.</exception>
    public int? Id
    {
        get => ValueReader.Int32(Attribute("id"), ushort.MaxValue);
        set => SetNumber("id", value, ushort.MaxValue);
    }

    /// <summary>The version of the system, or null.</summary>
    public string? Version
    {
        get => Text("version");
        set => SetText("version", value);
    }

    /// <summary>The system in words, or null.</summary>
    public string? Description => ChildText("Description");

    /// <summary>VMware's name for the system, such as <c>ubuntu64Guest</c> (attribute <c>vmw:osType</c>), or null.</summary>
    public string? VMwareOsType => Element.Attribute(OvfNamespaces.VMware + "osType")?.Value;
}
