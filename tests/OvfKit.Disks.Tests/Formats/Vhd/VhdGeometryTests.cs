using OvfKit.Disks.Formats.Vhd;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vhd;

public class VhdGeometryTests
{
    [Theory]
    [InlineData(0, 0, 4, 17)]
    [InlineData(40L << 20, 963, 5, 17)]
    [InlineData(128L << 30, 65535, 16, 255)]
    [InlineData(10L << 30, 20805, 16, 63)]
    [InlineData(200L << 20, 825, 16, 31)]
    public void Known_disks_get_the_known_geometry(long size, int cylinders, int heads, int sectors) =>
        Assert.Equal(((ushort)cylinders, (byte)heads, (byte)sectors), (VhdGeometry.Of(size).Cylinders, VhdGeometry.Of(size).Heads, VhdGeometry.Of(size).SectorsPerTrack));

    [Fact]
    public void All_sizes_follow_the_specification()
    {
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var size = random.NextInt64(1L << random.Next(10, 42)) / 512 * 512;
            var expected = VhdBuilder.GeometryOf(size);
            var geometry = VhdGeometry.Of(size);
            Assert.Equal(expected, (geometry.Cylinders, geometry.Heads, geometry.SectorsPerTrack));
            Assert.True(geometry.Size <= size || geometry.IsLargest);
        }
    }
}
