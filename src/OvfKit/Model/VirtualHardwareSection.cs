namespace OvfKit.Model;

public sealed partial class VirtualHardwareSection
{
    /// <summary>VMware's settings of the machine (<c>vmw:Config</c>), such as <c>firmware</c>.</summary>
    public VMwareSettings VMwareConfig => field ??= new(this, "Config");

    /// <summary>VMware's settings that go into the machine's file as they are (<c>vmw:ExtraConfig</c>), such as <c>nvram</c>.</summary>
    public VMwareSettings VMwareExtraConfig => field ??= new(this, "ExtraConfig");

    /// <summary>The family of hardware it is made for (<c>vssd:VirtualSystemType</c>), such as <c>vmx-13</c>, or null. Set, it makes the element if need be.</summary>
    public string? VirtualSystemType
    {
        get => System?.VirtualSystemType;
        set
        {
            if (value is not null && System is null)
                System = new VirtualSystemSettings { ElementName = "Virtual Hardware Family", InstanceId = "0" };
            if (System is { } settings)
                settings.VirtualSystemType = value;
        }
    }
}
