// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>Says that the machine has to be booted once to finish its installation.</summary>
/// <remarks>Type <c>ovf:InstallSection_Type</c> of the schema.</remarks>
public sealed partial class InstallSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public InstallSection()
        : this(Detached(SchemaType.InstallSection, SchemaFamily.Ovf, "InstallSection"))
    {
    }

    internal InstallSection(XElement element)
        : base(element, SchemaType.InstallSection)
    {
    }

    /// <summary>Seconds to wait for the machine to switch itself off after the first boot. 0 to 65535. Required.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? InitialBootStopDelay
    {
        get => AttributeInt32("initialBootStopDelay", 0, 65535);
        set => SetAttribute("initialBootStopDelay", value, 0, 65535);
    }
}
