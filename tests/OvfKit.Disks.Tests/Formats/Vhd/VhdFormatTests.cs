using OvfKit.Disks.Formats.Vhd;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vhd;

public class VhdFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => VhdFormat.Instance;

    protected override DiskWriteOptions Options => Written.With("block-size", "512K");

    protected override long? LargestDisk => 2040L << 30;

    protected override bool PlansForPipes => true;

    protected override bool WritesChildren => true;

    // Footer, header and table stand in the first 2 KiB; a bitmap's sector is followed by 512 KiB of data.
    protected override IEnumerable<long> Borders(SparseBytes file)
    {
        for (var at = 0L; at < file.Length; at += at < 8192 ? 512 : 32 << 10)
            yield return at;
        yield return file.Length - 512;
    }
}

public class VhdFixedFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => VhdFormat.Instance;

    protected override DiskWriteOptions Options => new() { Id = Written.Id, Time = Written.Time, Variant = "fixed" };

    protected override long? LargestDisk => 2040L << 30;
}
