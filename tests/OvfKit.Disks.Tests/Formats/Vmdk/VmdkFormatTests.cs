using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => VmdkFormat.Instance;

    protected override long? LargestDisk => 64L << 40;
}

public class VmdkMonolithicSparseTests : VmdkFormatTests
{
    protected override DiskWriteOptions Options => base.Options with { Variant = "monolithicSparse" };

    protected override bool WritesToPipes => false;

    protected override bool WritesChildren => true;
}

public class VmdkMonolithicFlatTests : VmdkFormatTests
{
    protected override DiskWriteOptions Options => base.Options with { Variant = "monolithicFlat" };

    protected override bool WritesToPipes => false;

    protected override IEnumerable<long> Borders(SparseBytes file) => Enumerable.Range(0, (int)file.Length / 8).Select(at => at * 8L);
}

public class VmdkVmfsTests : VmdkMonolithicFlatTests
{
    protected override DiskWriteOptions Options => base.Options with { Variant = "vmfs" };
}

/// <summary>Pieces so small that a disk of 12 MiB has several, with borders within segments, and so large that 999 hold the disks tried. The largest disk has the largest pieces, which hold more than 2 TiB.</summary>
public class VmdkSplitFlatTests : VmdkMonolithicFlatTests
{
    protected override DiskWriteOptions Options => Written.With("extent-size", "5440K") with { Variant = "twoGbMaxExtentFlat" };

    protected override long? LargestDisk => 999 * (5440L << 10);

    protected override DiskWriteOptions LargestOptions => Options with { Settings = Options.Settings.SetItem("extent-size", "4064M") };

    protected override long LargestWritten => 999 * (4064L << 20);
}

public class VmdkSplitSparseTests : VmdkSplitFlatTests
{
    protected override DiskWriteOptions Options => base.Options with { Variant = "twoGbMaxExtentSparse" };

    protected override bool WritesChildren => true;
}
