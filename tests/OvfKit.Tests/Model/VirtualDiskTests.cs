using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Tests.Generated;

namespace OvfKit.Tests.Model;

public sealed class VirtualDiskTests
{
    private static VirtualDisk Disk(string attributes) => ModelSample.Parse(
        $"<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'><DiskSection><Disk {attributes}/></DiskSection></Envelope>").Envelope.DiskSection!.Disks[0];

    [Fact]
    public void A_disk_is_described()
    {
        var disk = ModelSample.Sample.DiskSection!.Disks[0];

        Assert.Equal(("d1", "f1", "20", "byte * 2^30"), (disk.DiskId, disk.FileRef, disk.Capacity, disk.CapacityAllocationUnits));
        Assert.Equal((77L, "urn:f", "d0"), (disk.PopulatedSize, disk.Format, disk.ParentRef));
        Assert.Equal(20L << 30, disk.CapacityInBytes);
    }

    [Theory]
    [InlineData("capacity='100'", 100L), InlineData("capacity=' 7 ' capacityAllocationUnits='KB'", 7168L), InlineData("", null)]
    [InlineData("capacity='${size}' capacityAllocationUnits='nonsense'", null), InlineData("capacity='0'", 0L)]
    [InlineData("capacity='9223372036854775807'", long.MaxValue)]
    public void The_capacity_is_known_in_bytes(string attributes, long? expected) => Assert.Equal(expected, Disk(attributes).CapacityInBytes);

    [Theory]
    [InlineData("capacity='ten'", "capacity"), InlineData("capacity='1' capacityAllocationUnits='parsec'", "capacityAllocationUnits")]
    [InlineData("capacity='9223372036854775807' capacityAllocationUnits='KB'", "capacity"), InlineData("capacity='-1'", "capacity")]
    public void An_unreadable_capacity_names_the_attribute_at_fault(string attributes, string name)
    {
        var diagnostic = Assert.Throws<InvalidContentException>(() => Disk(attributes).CapacityInBytes).Diagnostic;

        Assert.Same(SchemaDiagnostics.ValueNotReadable, diagnostic.Descriptor);
        Assert.EndsWith("/@" + name, diagnostic.Location.Path, StringComparison.Ordinal);
    }
}
