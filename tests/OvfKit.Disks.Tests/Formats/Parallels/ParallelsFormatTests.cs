using OvfKit.Disks.Formats.Parallels;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Parallels;

public class ParallelsBundleFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => ParallelsFormat.Instance;

    protected override long? LargestDisk => 64L << 40;

    protected override bool WritesToPipes => false;

    // The main file is text: only what stands behind its last element is without meaning.
    protected override IEnumerable<long> Borders(SparseBytes file) => Enumerable.Range(0, 64).Select(part => file.Length * part / 64);
}

public class ParallelsExpandingFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => ParallelsFormat.Instance;

    protected override DiskWriteOptions Options => Written.With("block-size", "64K") with { Variant = "expanding" };

    protected override long? LargestDisk => 64L << 40;

    protected override bool HoldsId => false;

    protected override bool WritesToPipes => false;

    // Header and table stand in the first block.
    protected override IEnumerable<long> Borders(SparseBytes file) => [32, 64, 68, 512, .. Enumerable.Range(1, (int)(file.Length >> 16)).Select(block => (long)block << 16)];
}
