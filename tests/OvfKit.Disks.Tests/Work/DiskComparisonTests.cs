using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;

namespace OvfKit.Disks.Tests.Work;

public class DiskComparisonTests
{
    [Fact]
    public async Task The_same_disk_in_two_formats_is_the_same()
    {
        using var raw = Guest.Make("patterns").OpenRaw();
        using var vmdk = DiskFormats.BuiltIn.Open((await Written.WriteAsync(raw, VmdkFormat.Instance)).AsSource("disk"));

        Assert.Equal(new DiskComparison(null, 0, 0), await CompareAsync(raw, vmdk));
    }

    [Theory, InlineData(0), InlineData(511), InlineData((5 << 20) + 77), InlineData((9 << 20) - 1)]
    public async Task The_first_byte_that_differs_is_told(int at)
    {
        using var a = Guest.Empty(9 << 20).Fill(1 << 20, 4 << 20, 7).OpenRaw();
        using var b = Guest.Empty(9 << 20).Fill(1 << 20, 4 << 20, 7).Fill(at, 1, 9).OpenRaw();

        Assert.Equal(new DiskComparison(at, 512, 0), await CompareAsync(a, b));
        Assert.Equal(new DiskComparison(at, 512, 0), await CompareAsync(b, a));
    }

    [Fact]
    public async Task Zeros_past_the_shorter_end_do_not_count_and_data_does()
    {
        using var small = Guest.Empty(1 << 20).Fill(0, 1 << 20, 1).OpenRaw();
        using var padded = Guest.Empty((1 << 20) + 1024).Fill(0, 1 << 20, 1).OpenRaw();
        using var longer = Guest.Empty((1 << 20) + 1024).Fill(0, (1 << 20) + 1, 1).OpenRaw();

        Assert.Equal(new DiskComparison(null, 0, 1024), await CompareAsync(small, padded));
        Assert.Equal(new DiskComparison(null, 0, -1024), await CompareAsync(padded, small));
        Assert.Equal(new DiskComparison(1 << 20, 512, 1024), await CompareAsync(small, longer));
        Assert.Equal(new DiskComparison(1 << 20, 512, -1024), await CompareAsync(longer, small));
    }

    private static Task<DiskComparison> CompareAsync(DiskImage a, DiskImage b) => DiskComparison.CompareAsync(a, b, cancellationToken: TestContext.Current.CancellationToken);
}
