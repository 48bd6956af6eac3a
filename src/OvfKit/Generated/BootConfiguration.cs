// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The sources from which a machine boots, in their order.</summary>
/// <remarks>Type <c>boot:CIM_BootConfigSetting_Type</c> of the schema.</remarks>
public sealed partial class BootConfiguration : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public BootConfiguration()
        : this(Detached(SchemaType.BootConfiguration, SchemaFamily.Boot, "CIM_BootConfigSetting"))
    {
    }

    internal BootConfiguration(XElement element)
        : base(element, SchemaType.BootConfiguration)
    {
    }

    /// <summary>One-line description, at most 64 characters.</summary>
    public string? Caption
    {
        get => ChildText("Caption");
        set => SetChild("Caption", value);
    }

    /// <summary>Whether the setting can be changed, and whether a change outlasts a restart. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? ChangeableType
    {
        get => ChildInt32("ChangeableType", 0, 65535);
        set => SetChild("ChangeableType", value, 0, 65535);
    }

    /// <summary>A setting that is a part of this one, embedded.</summary>
    public ElementList<OpenElement> ComponentSettings => field ??= new(this, ["ComponentSetting"]);

    /// <summary>Name of the configuration to which the setting belongs.</summary>
    public string? ConfigurationName
    {
        get => ChildText("ConfigurationName");
        set => SetChild("ConfigurationName", value);
    }

    /// <summary>Description in words.</summary>
    public string? Description
    {
        get => ChildText("Description");
        set => SetChild("Description", value);
    }

    /// <summary>Name to show to people. Required.</summary>
    public string? ElementName
    {
        get => ChildText("ElementName");
        set => SetChild("ElementName", value);
    }

    /// <summary>Counter that grows with every change of the setting. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Generation
    {
        get => ChildInt64("Generation", 0, long.MaxValue);
        set => SetChild("Generation", value, 0, long.MaxValue);
    }

    /// <summary>Identifier of the setting, unique within its scope. Required.</summary>
    public string? InstanceId
    {
        get => ChildText("InstanceID");
        set => SetChild("InstanceID", value);
    }

    /// <summary>Identifier of the setting within the organization that SoOrgID names.</summary>
    public string? SoId
    {
        get => ChildText("SoID");
        set => SetChild("SoID", value);
    }

    /// <summary>Organization that issued SoID.</summary>
    public string? SoOrganizationId
    {
        get => ChildText("SoOrgID");
        set => SetChild("SoOrgID", value);
    }
}
