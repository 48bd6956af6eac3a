// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The operating system that is installed in the guest.</summary>
/// <remarks>Type <c>ovf:OperatingSystemSection_Type</c> of the schema.</remarks>
public sealed partial class OperatingSystemSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public OperatingSystemSection()
        : this(Detached(SchemaType.OperatingSystemSection, SchemaFamily.Ovf, "OperatingSystemSection"))
    {
    }

    internal OperatingSystemSection(XElement element)
        : base(element, SchemaType.OperatingSystemSection)
    {
    }

    /// <summary>Number of the operating system in the CIM list (CIM_OperatingSystem, OSType). 0 to 65535. Required.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? Id
    {
        get => AttributeInt32("id", 0, 65535);
        set => SetAttribute("id", value, 0, 65535);
    }

    /// <summary>Version of the operating system.</summary>
    public string? Version
    {
        get => AttributeText("version");
        set => SetAttribute("version", value);
    }

    /// <summary>Name of the operating system for people.</summary>
    public string? Description
    {
        get => ChildText("Description");
        set => SetChild("Description", value);
    }

    /// <summary>Name of the operating system for people. With the key of its translations.</summary>
    public Message? DescriptionMessage
    {
        get => Child<Message>("Description");
        set => SetChild("Description", value);
    }
}
