using OvfKit.Disks.Formats.Vdi;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vdi;

public class VdiFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => VdiFormat.Instance;

    protected override DiskWriteOptions Options => Written.With("block-size", "512K");

    protected override long? LargestDisk => 536_870_784L << 19;

    protected override long LargestWritten => 8L << 40;

    protected override bool HoldsEmptyDisks => false;

    protected override bool PlansForPipes => true;

    protected override bool WritesChildren => true;

    // The header stands at the beginning, the map at 1 MiB, the blocks from 2 MiB on.
    protected override IEnumerable<long> Borders(SparseBytes file)
    {
        for (var at = 0L; at < file.Length; at += at < 4096 ? 512 : 64 << 10)
            yield return at;
        yield return (1 << 20) + 512;
    }
}

public class VdiStaticFormatTests : VdiFormatTests
{
    protected override DiskWriteOptions Options => base.Options with { Variant = "static" };

    protected override bool PlansForPipes => false;

    protected override bool WritesChildren => false;
}
