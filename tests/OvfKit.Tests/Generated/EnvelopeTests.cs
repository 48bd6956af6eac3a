using static OvfKit.Tests.Generated.ModelSample;

namespace OvfKit.Tests.Generated;

public sealed class EnvelopeTests
{
    [Fact]
    public void The_package_is_described()
    {
        var envelope = Sample;

        Assert.Equal("1.0", envelope.Version);
        Assert.Equal(["f1", "f2"], envelope.References!.Files.Select(static file => file.Id));
        Assert.Equal(["disk.vmdk.gz", "plain.iso"], envelope.References.Files.Select(static file => file.Href));
        Assert.Equal([1024, null], envelope.References.Files.Select(static file => file.Size));
        Assert.Equal(["gzip", null], envelope.References.Files.Select(static file => file.Compression));
        Assert.Equal([512, null], envelope.References.Files.Select(static file => file.ChunkSize));

        var network = Assert.Single(envelope.NetworkSection!.Networks);
        Assert.Equal(("NAT", "out"), (network.Name, network.Description));
        Assert.False(envelope.NetworkSection.IsRequired);
        Assert.True(envelope.DiskSection!.IsRequired);
        Assert.Equal("Disks", envelope.DiskSection.Info);
    }

    [Fact]
    public void Virtual_systems_are_found_at_any_depth() => Assert.Equal(["vm1", "vm2"], Sample.VirtualSystems.Select(static system => system.Id));

    [Fact]
    public void An_empty_envelope_has_nothing()
    {
        var envelope = Parse("<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'/>").Envelope;

        Assert.Null(envelope.References);
        Assert.Null(envelope.DiskSection);
        Assert.Null(envelope.NetworkSection);
        Assert.Null(envelope.Version);
        Assert.Empty(envelope.VirtualSystems);
    }

    [Fact]
    public void Sections_told_by_type_are_found()
    {
        var envelope = Parse("""
            <ovf:Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1/' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>
              <References><File ovf:id='f' ovf:href='h'/></References>
              <Section xsi:type='ovf:NetworkSection_Type'/>
              <Section xsi:type=' ovf:DiskSection_Type '><Disk ovf:diskId='d' ovf:capacity='5'/></Section>
              <Content ovf:id='vm' xsi:type='ovf:VirtualSystem_Type'><Name>n</Name><Section xsi:type='ovf:VirtualHardwareSection_Type'><Item/></Section></Content>
            </ovf:Envelope>
            """).Envelope;

        Assert.Equal("h", envelope.References!.Files[0].Href);
        Assert.Equal(5, envelope.DiskSection!.Disks[0].CapacityInBytes);
        Assert.NotNull(envelope.NetworkSection);
        var system = Assert.Single(envelope.VirtualSystems);
        Assert.Equal("n", system.Name);
        Assert.Single(system.Hardware);
    }
}
