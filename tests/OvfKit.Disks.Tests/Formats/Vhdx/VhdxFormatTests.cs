using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => VhdxFormat.Instance;

    protected override DiskWriteOptions Options => Written.With("block-size", "1M");

    protected override long? LargestDisk => 64L << 40;

    protected override bool PlansForPipes => true;

    protected override bool WritesChildren => true;

    // Headers, region tables and metadata stand at multiples of 64 KiB, all else at whole MiB.
    protected override IEnumerable<long> Borders(SparseBytes file)
    {
        for (var at = 0L; at < file.Length; at += at < 4 << 20 ? 64 << 10 : 256 << 10)
            yield return at;
    }
}

public class VhdxFixedFormatTests : VhdxFormatTests
{
    protected override DiskWriteOptions Options => base.Options with { Variant = "fixed" };

    protected override bool PlansForPipes => false;

    protected override bool WritesChildren => false;

    // The head is that of a dynamic disk: what matters here is where the blocks begin and end.
    protected override IEnumerable<long> Borders(SparseBytes file) => Enumerable.Range(0, (int)(file.Length >> 20)).Select(mebibyte => (long)mebibyte << 20);
}
