using OvfKit.Disks;
using OvfKit.IO;

namespace OvfKit.Disks.Tests;

public class ZeroScanTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(15), InlineData(16), InlineData(31), InlineData(32), InlineData(33), InlineData(127), InlineData(4097)]
    public void One_byte_anywhere_is_seen(int length)
    {
        var bytes = new byte[length];
        Assert.True(ZeroScan.IsZero(bytes));
        for (var i = 0; i < length; i++)
        {
            bytes[i] = 0x80;
            Assert.False(ZeroScan.IsZero(bytes));
            bytes[i] = 0;
        }
    }

    [Theory]
    [InlineData("", ""), InlineData("....", ""), InlineData("x", "0-1"), InlineData("xxxx", "0-4"), InlineData(".x.x", "1-2 3-4"), InlineData("x.x.x", "0-1 2-3 4-5"), InlineData("..xx..xxx", "2-4 6-9")]
    public void Units_with_data_are_joined(string units, string expected)
    {
        const int unit = 512;
        var bytes = new byte[units.Length * unit];
        for (var i = 0; i < units.Length; i++)
            bytes[(i * unit) + ((i * 37) % unit)] = (byte)(units[i] == 'x' ? 1 : 0);
        var ranges = new ByteRange[(units.Length / 2) + 1];
        var count = ZeroScan.FindData(bytes, unit, ranges);

        Assert.Equal(expected, string.Join(' ', ranges.Take(count).Select(range => $"{range.Offset / unit}-{range.End / unit}")));
    }

    [Fact]
    public void The_last_unit_may_be_short()
    {
        var bytes = new byte[1000];
        bytes[999] = 1;
        var ranges = new ByteRange[2];

        Assert.Equal(1, ZeroScan.FindData(bytes, 512, ranges));
        Assert.Equal(new ByteRange(512, 488), ranges[0]);
    }
}
