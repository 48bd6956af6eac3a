using System.Buffers.Binary;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class Crc32CTests
{
    [Fact]
    public void The_check_value_of_the_catalogue_comes_out()
    {
        // "123456789" has the checksum 0xE3069283; four zeros in front stand for the field itself.
        Assert.Equal(0xE3069283, VhdxBuilder.Crc32C("123456789"u8));
        byte[] structure = [0, 0, 0, 0, .. "123456789"u8];
        Assert.Equal(VhdxBuilder.Crc32C(structure), Crc32C.Compute(structure, 0));
    }

    [Theory, InlineData(4, 4), InlineData(5, 0), InlineData(8, 1), InlineData(23, 4), InlineData(4096, 4), InlineData(65536, 4), InlineData(100, 96)]
    public void The_field_counts_as_zero_wherever_it_is(int length, int field)
    {
        var structure = new byte[Math.Max(length, field + 4)];
        new Random(length).NextBytes(structure);
        var zeroed = (byte[])[.. structure];
        zeroed.AsSpan(field, 4).Clear();

        Assert.Equal(VhdxBuilder.Crc32C(zeroed), Crc32C.Compute(structure, field));
        BinaryPrimitives.WriteUInt32LittleEndian(structure.AsSpan(field), 0x12345678);
        Assert.Equal(VhdxBuilder.Crc32C(zeroed), Crc32C.Compute(structure, field));
    }
}
