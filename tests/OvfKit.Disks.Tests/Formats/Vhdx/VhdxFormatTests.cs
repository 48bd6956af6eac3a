using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vhdx;

public class VhdxFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => VhdxFormat.Instance;

    protected override DiskWriteOptions Options => Written.With("block-size", "1M");

    protected override long? LargestDisk => 64L << 40;

    protected override bool WritesToPipes => false;

    // Headers, region tables and metadata stand at multiples of 64 KiB, all else at whole MiB.
    protected override IEnumerable<long> Borders(SparseBytes file)
    {
        for (var at = 0L; at < file.Length; at += at < 4 << 20 ? 64 << 10 : 256 << 10)
            yield return at;
    }
}
