// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A number of instances with its limits.</summary>
/// <remarks>Element <c>ovf:ScaleOutSection_Type/InstanceCount</c> of the schema, OVF 2 only.</remarks>
public sealed partial class InstanceCount : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public InstanceCount()
        : this(Detached(SchemaType.InstanceCount, SchemaFamily.Ovf, "InstanceCount"))
    {
    }

    internal InstanceCount(XElement element)
        : base(element, SchemaType.InstanceCount)
    {
    }

    /// <summary>Least number of instances. 0 to 4294967295. Null means 1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Minimum
    {
        get => AttributeInt64("minimum", 0, 4294967295);
        set => SetAttribute("minimum", value, 0, 4294967295);
    }

    /// <summary>Number of instances when nobody chooses. 0 to 4294967295. Required.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Default
    {
        get => AttributeInt64("default", 0, 4294967295);
        set => SetAttribute("default", value, 0, 4294967295);
    }

    /// <summary>Greatest number of instances; absent for no limit. 0 to 4294967295.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Maximum
    {
        get => AttributeInt64("maximum", 0, 4294967295);
        set => SetAttribute("maximum", value, 0, 4294967295);
    }

    /// <summary>Configurations in which the numbers hold.</summary>
    public string? Configuration
    {
        get => AttributeText("configuration");
        set => SetAttribute("configuration", value);
    }
}
