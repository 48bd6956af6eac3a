using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.IO;

public class BlockSpaceTests
{
    [Fact]
    public void Blocks_side_by_side_do_not_overlap()
    {
        var space = Space();
        space.TakeBlocks(1000, 7, 2);
        space.TakeBlocks(1200, 9);
        space.TakeBlocks(900, 3);

        Assert.Null(space.FindOverlap());
    }

    [Theory]
    [InlineData(1050, 1050, 50, 7)] // the middle of the first block of a row
    [InlineData(1250, 1250, 50, 9)] // that of its third
    [InlineData(950, 1000, 7, 50)]
    [InlineData(1000, 1000, 50, 7)]
    public void Two_blocks_in_the_same_bytes_are_found(long offset, long at, long block, long other)
    {
        var space = Space();
        space.TakeBlocks(1000, 7, 2);
        space.TakeBlocks(1200, 9);
        space.TakeBlocks(offset, 50);

        Assert.Equal((at, block, other), space.FindOverlap());
    }

    [Theory, InlineData(300), InlineData(160)]
    public void A_block_over_a_table_is_found(long offset)
    {
        var space = Space();
        space.TakeStructure(new(250, 90));
        space.TakeBlocks(offset, 4);

        Assert.Equal((Math.Max(offset, 250), 4, null), space.FindOverlap());
    }

    [Fact]
    public void Tables_may_lie_over_each_other()
    {
        var space = Space();
        space.TakeStructure(new(50, 10));

        Assert.Null(space.FindOverlap());
    }

    [Theory]
    [InlineData(399, 0)]
    [InlineData(400, 2)]
    [InlineData(500, 3)]
    public void Room_for_whole_blocks_is_told(long end, int expected)
    {
        var space = Space();
        space.TakeBlocks(200, 1);
        if (end == 399)
            space.TakeBlocks(100, 2);
        var findings = new DiagnosticBag();
        space.ReportUnused("disk", end, findings);

        if (expected == 0)
        {
            Assert.Empty(findings);
            return;
        }

        var finding = Assert.Single(findings);
        Assert.Equal((DiskDiagnostics.UnusedBlocks, Location.AtOffset("disk", 100)), (finding.Descriptor, finding.Location));
        Assert.Contains($"{expected} blocks of 100 bytes, so that {expected * 100} bytes", finding.Message, StringComparison.Ordinal);
    }

    // The first hundred bytes are a header's.
    private static BlockSpace Space()
    {
        var space = new BlockSpace(100);
        space.TakeStructure(new(0, 100));
        return space;
    }
}
