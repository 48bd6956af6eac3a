// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A setting of the product.</summary>
/// <remarks>Element <c>ovf:ProductSection_Type/Property</c> of the schema.</remarks>
public sealed partial class ProductProperty : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public ProductProperty()
        : this(Detached(SchemaType.ProductProperty, SchemaFamily.Ovf, "Property"))
    {
    }

    internal ProductProperty(XElement element)
        : base(element, SchemaType.ProductProperty)
    {
    }

    /// <summary>Name of the setting, unique within its product. Required.</summary>
    public string? Key
    {
        get => AttributeText("key");
        set => SetAttribute("key", value);
    }

    /// <summary>Type of the value: a CIM intrinsic type such as string, boolean, uint16 or real32. Required.</summary>
    public string? Type
    {
        get => AttributeText("type");
        set => SetAttribute("type", value);
    }

    /// <summary>Limits on the value as CIM qualifiers, separated by commas, for instance MinLen(1) or ValueMap{&quot;a&quot;,&quot;b&quot;}.</summary>
    public string? Qualifiers
    {
        get => AttributeText("qualifiers");
        set => SetAttribute("qualifiers", value);
    }

    /// <summary>Whether the person who deploys may change the value. Null means false.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? UserConfigurable
    {
        get => AttributeBoolean("userConfigurable");
        set => SetAttribute("userConfigurable", value);
    }

    /// <summary>Default value, where no Value element gives one.</summary>
    public string? Default
    {
        get => AttributeText("value");
        set => SetAttribute("value", value);
    }

    /// <summary>Whether the value is a secret that a form should not show. Null means false.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? Password
    {
        get => AttributeBoolean("password");
        set => SetAttribute("password", value);
    }

    /// <summary>Configurations in which the setting exists. OVF 2 only.</summary>
    public string? Configuration
    {
        get => AttributeText("configuration");
        set => SetAttribute("configuration", value);
    }

    /// <summary>Short name of the setting, for a form.</summary>
    public string? Label
    {
        get => ChildText("Label");
        set => SetChild("Label", value);
    }

    /// <summary>Short name of the setting, for a form. With the key of its translations.</summary>
    public Message? LabelMessage
    {
        get => Child<Message>("Label");
        set => SetChild("Label", value);
    }

    /// <summary>What the setting means.</summary>
    public string? Description
    {
        get => ChildText("Description");
        set => SetChild("Description", value);
    }

    /// <summary>What the setting means. With the key of its translations.</summary>
    public Message? DescriptionMessage
    {
        get => Child<Message>("Description");
        set => SetChild("Description", value);
    }

    /// <summary>Default value for particular configurations.</summary>
    public ElementList<PropertyValue> Values => field ??= new(this, ["Value"]);
}
