// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A default value of a property that holds in particular configurations.</summary>
/// <remarks>Type <c>ovf:PropertyConfigurationValue_Type</c> of the schema.</remarks>
public sealed partial class PropertyValue : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public PropertyValue()
        : this(Detached(SchemaType.PropertyValue, SchemaFamily.Ovf, "Value"))
    {
    }

    internal PropertyValue(XElement element)
        : base(element, SchemaType.PropertyValue)
    {
    }

    /// <summary>The value. Required.</summary>
    public string? Value
    {
        get => AttributeText("value");
        set => SetAttribute("value", value);
    }

    /// <summary>Configurations in which the value is the default.</summary>
    public string? Configuration
    {
        get => AttributeText("configuration");
        set => SetAttribute("configuration", value);
    }
}
