namespace OvfKit.Model;

public sealed partial class VirtualHardwareSection
{
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
