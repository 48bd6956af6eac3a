// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A machine as CIM describes it.</summary>
/// <remarks>Type <c>ovf:VSSD_Type</c> of the schema.</remarks>
public sealed partial class VirtualSystemSettings : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public VirtualSystemSettings()
        : this(Detached(SchemaType.VirtualSystemSettings, SchemaFamily.Ovf, "System"))
    {
    }

    internal VirtualSystemSettings(XElement element)
        : base(element, SchemaType.VirtualSystemSettings)
    {
    }

    /// <summary>What happens when the software of the machine fails. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? AutomaticRecoveryAction
    {
        get => ChildInt32("AutomaticRecoveryAction", 0, 65535);
        set => SetChild("AutomaticRecoveryAction", value, 0, 65535);
    }

    /// <summary>What happens to the machine when its host shuts down. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? AutomaticShutdownAction
    {
        get => ChildInt32("AutomaticShutdownAction", 0, 65535);
        set => SetChild("AutomaticShutdownAction", value, 0, 65535);
    }

    /// <summary>What happens to the machine when its host starts. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? AutomaticStartupAction
    {
        get => ChildInt32("AutomaticStartupAction", 0, 65535);
        set => SetChild("AutomaticStartupAction", value, 0, 65535);
    }

    /// <summary>Time between the start of the host and that of the machine.</summary>
    public CimDateTime? AutomaticStartupActionDelay
    {
        get => Child<CimDateTime>("AutomaticStartupActionDelay");
        set => SetChild("AutomaticStartupActionDelay", value);
    }

    /// <summary>Place of the machine in the order in which the host starts its machines; low ones first. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? AutomaticStartupActionSequenceNumber
    {
        get => ChildInt32("AutomaticStartupActionSequenceNumber", 0, 65535);
        set => SetChild("AutomaticStartupActionSequenceNumber", value, 0, 65535);
    }

    /// <summary>One-line description, at most 64 characters.</summary>
    public string? Caption
    {
        get => ChildText("Caption");
        set => SetChild("Caption", value);
    }

    /// <summary>Whether the setting can be changed, and whether a change outlasts a restart. 0 to 65535. OVF 2 only.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? ChangeableType
    {
        get => ChildInt32("ChangeableType", 0, 65535);
        set => SetChild("ChangeableType", value, 0, 65535);
    }

    /// <summary>A setting that is a part of this one, embedded. OVF 2 only.</summary>
    public ElementList<OpenElement> ComponentSettings => field ??= new(this, ["ComponentSetting"]);

    /// <summary>Folder of the machine&apos;s configuration.</summary>
    public string? ConfigurationDataRoot
    {
        get => ChildText("ConfigurationDataRoot");
        set => SetChild("ConfigurationDataRoot", value);
    }

    /// <summary>Configuration file of the machine.</summary>
    public string? ConfigurationFile
    {
        get => ChildText("ConfigurationFile");
        set => SetChild("ConfigurationFile", value);
    }

    /// <summary>Identifier of the configuration, the same in all copies of it.</summary>
    public string? ConfigurationID
    {
        get => ChildText("ConfigurationID");
        set => SetChild("ConfigurationID", value);
    }

    /// <summary>Name of the configuration to which the setting belongs. OVF 2 only.</summary>
    public string? ConfigurationName
    {
        get => ChildText("ConfigurationName");
        set => SetChild("ConfigurationName", value);
    }

    /// <summary>When the setting was made.</summary>
    public CimDateTime? CreationTime
    {
        get => Child<CimDateTime>("CreationTime");
        set => SetChild("CreationTime", value);
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

    /// <summary>Counter that grows with every change of the setting. 0 to 2^63-1. OVF 2 only.</summary>
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

    /// <summary>Folder of the machine&apos;s logs.</summary>
    public string? LogDataRoot
    {
        get => ChildText("LogDataRoot");
        set => SetChild("LogDataRoot", value);
    }

    /// <summary>A remark of a person; repeatable.</summary>
    public ValueList Notes => field ??= new(this, "Notes");

    /// <summary>File with what is needed to recover the machine.</summary>
    public string? RecoveryFile
    {
        get => ChildText("RecoveryFile");
        set => SetChild("RecoveryFile", value);
    }

    /// <summary>Folder of the machine&apos;s snapshots.</summary>
    public string? SnapshotDataRoot
    {
        get => ChildText("SnapshotDataRoot");
        set => SetChild("SnapshotDataRoot", value);
    }

    /// <summary>Identifier of the setting within the organization that SoOrgID names. OVF 2 only.</summary>
    public string? SoId
    {
        get => ChildText("SoID");
        set => SetChild("SoID", value);
    }

    /// <summary>Organization that issued SoID. OVF 2 only.</summary>
    public string? SoOrganizationId
    {
        get => ChildText("SoOrgID");
        set => SetChild("SoOrgID", value);
    }

    /// <summary>Folder of the state of a suspended machine.</summary>
    public string? SuspendDataRoot
    {
        get => ChildText("SuspendDataRoot");
        set => SetChild("SuspendDataRoot", value);
    }

    /// <summary>Folder of the machine&apos;s swap files.</summary>
    public string? SwapFileDataRoot
    {
        get => ChildText("SwapFileDataRoot");
        set => SetChild("SwapFileDataRoot", value);
    }

    /// <summary>Name of the machine on its host.</summary>
    public string? VirtualSystemIdentifier
    {
        get => ChildText("VirtualSystemIdentifier");
        set => SetChild("VirtualSystemIdentifier", value);
    }

    /// <summary>Hardware family, for instance vmx-13 or virtualbox-2.2; several are separated by spaces.</summary>
    public string? VirtualSystemType
    {
        get => ChildText("VirtualSystemType");
        set => SetChild("VirtualSystemType", value);
    }
}
