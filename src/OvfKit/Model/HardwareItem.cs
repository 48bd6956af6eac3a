namespace OvfKit.Model;

public partial class HardwareItem
{
    /// <summary>VMware's settings of the device (<c>vmw:Config</c>).</summary>
    public VMwareSettings VMwareConfig => field ??= new(this, "Config");

    /// <summary>VMware's settings that go into the machine's file as they are (<c>vmw:ExtraConfig</c>).</summary>
    public VMwareSettings VMwareExtraConfig => field ??= new(this, "ExtraConfig");
}
