using OvfKit.Diagnostics;
using OvfKit.Model;
using static OvfKit.Tests.Generated.ModelSample;

namespace OvfKit.Tests.Generated;

public sealed class VirtualSystemTests
{
    private static VirtualSystem System => Sample.VirtualSystems[0];

    [Fact]
    public void A_system_is_described()
    {
        var system = System;

        Assert.Equal(("vm1", "One", "First"), (system.Id, system.Name, system.Info));
        Assert.Equal((94, "22", "Ubuntu", "ubuntu64Guest"),
            (system.OperatingSystem!.Id, system.OperatingSystem.Version, system.OperatingSystem.Description, system.OperatingSystem.VMwareOsType));
        Assert.Equal("Do good.", Assert.Single(system.Eulas).License);
        Assert.Equal("Note", system.Annotation!.Annotation);
        Assert.Equal(("iso", "vmx-13"), (system.HardwareSections[0].Transport, system.HardwareSections[0].VirtualSystemType));
    }

    [Fact]
    public void Hardware_of_every_kind_reads_alike()
    {
        Assert.Equal([4, 17, 10], System.Hardware.Select(static item => item.ResourceType));
        Assert.Equal(["1", "2", "3"], System.Hardware.Select(static item => item.InstanceId));

        var memory = System.Hardware[0];
        Assert.Equal((512L, "byte * 2^20", "memory"), (memory.VirtualQuantity, memory.AllocationUnits, memory.ElementName));
        var disk = System.Hardware[1];
        Assert.Equal(("9", "0", "lsilogic"), (disk.Parent, disk.AddressOnParent, disk.ResourceSubType));
        Assert.Equal(["ovf:/disk/d1"], disk.HostResource);
        Assert.Null(disk.VirtualQuantity);
        var adapter = System.Hardware[2];
        Assert.Equal(["NAT", "LAN"], adapter.Connection);
        Assert.True(adapter.AutomaticAllocation);
        Assert.False(adapter.Required);
    }

    [Fact]
    public void An_empty_resource_type_says_nothing() => Assert.Null(
        Parse(Text.Replace("<rasd:ResourceType>4<", "<rasd:ResourceType> <", StringComparison.Ordinal)).Envelope.VirtualSystems[0].Hardware[0].ResourceType);

    [Theory]
    [InlineData("disk"), InlineData("65536"), InlineData("-1")]
    public void An_unreadable_resource_type_is_reported(string value)
    {
        var item = Parse(Text.Replace("<rasd:ResourceType>4<", $"<rasd:ResourceType>{value}<", StringComparison.Ordinal)).Envelope.VirtualSystems[0].Hardware[0];

        var location = Assert.Throws<InvalidContentException>(() => item.ResourceType).Diagnostic.Location;
        Assert.Equal("/Envelope/VirtualSystemCollection/VirtualSystem/VirtualHardwareSection/Item[1]/ResourceType", location.Path);
    }

    [Fact]
    public void Products_have_properties()
    {
        var product = Assert.Single(System.Products);
        Assert.Equal(("Thing", "Acme", "1", "c", (string?)null), (product.Product, product.Vendor, product.Version, product.Class, product.Instance));

        var property = product.Properties[0];
        Assert.Equal(("ip", "string", "10.0.0.1", "Address"), (property.Key, property.Type, property.Default, property.Label));
        Assert.True(property.UserConfigurable);
        Assert.Equal((null, null), (product.Properties[1].UserConfigurable, product.Properties[1].Default));
    }

    [Theory]
    [InlineData("true", true), InlineData("1", true), InlineData("True", true), InlineData(" false ", false), InlineData("0", false)]
    public void Booleans_are_read_in_every_spelling(string spelled, bool expected) =>
        Assert.Equal(expected, Parse(Text.Replace("userConfigurable=\"true\"", $"userConfigurable=\"{spelled}\"", StringComparison.Ordinal))
            .Envelope.VirtualSystems[0].Products[0].Properties[0].UserConfigurable);
}
