// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>One configuration.</summary>
/// <remarks>Element <c>ovf:DeploymentOptionSection_Type/Configuration</c> of the schema.</remarks>
public sealed partial class DeploymentConfiguration : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public DeploymentConfiguration()
        : this(Detached(SchemaType.DeploymentConfiguration, SchemaFamily.Ovf, "Configuration"))
    {
    }

    internal DeploymentConfiguration(XElement element)
        : base(element, SchemaType.DeploymentConfiguration)
    {
    }

    /// <summary>Key by which other elements name the configuration. Required.</summary>
    public string? Id
    {
        get => AttributeText("id");
        set => SetAttribute("id", value);
    }

    /// <summary>Whether this one holds when nobody chooses; without any, the first does. Null means false.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? Default
    {
        get => AttributeBoolean("default");
        set => SetAttribute("default", value);
    }

    /// <summary>Short name. Required.</summary>
    public string? Label
    {
        get => ChildText("Label");
        set => SetChild("Label", value);
    }

    /// <summary>Short name. With the key of its translations. Required.</summary>
    public Message? LabelMessage
    {
        get => Child<Message>("Label");
        set => SetChild("Label", value);
    }

    /// <summary>What the configuration is meant for. Required.</summary>
    public string? Description
    {
        get => ChildText("Description");
        set => SetChild("Description", value);
    }

    /// <summary>What the configuration is meant for. With the key of its translations. Required.</summary>
    public Message? DescriptionMessage
    {
        get => Child<Message>("Description");
        set => SetChild("Description", value);
    }
}
