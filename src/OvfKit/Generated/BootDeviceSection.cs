// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>From which devices, and in which order, a machine boots.</summary>
/// <remarks>Type <c>ovf:BootDeviceSection_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class BootDeviceSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public BootDeviceSection()
        : this(Detached(SchemaType.BootDeviceSection, SchemaFamily.Ovf, "BootDeviceSection"))
    {
    }

    internal BootDeviceSection(XElement element)
        : base(element, SchemaType.BootDeviceSection)
    {
    }

    /// <summary>The boot configuration. Required.</summary>
    public BootConfiguration? Configuration
    {
        get => Child<BootConfiguration>("CIM_BootConfigSetting");
        set => SetChild("CIM_BootConfigSetting", value);
    }
}
