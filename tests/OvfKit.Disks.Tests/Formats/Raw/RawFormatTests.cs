using OvfKit.Disks.Formats.Raw;

namespace OvfKit.Disks.Tests.Formats.Raw;

public class RawFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => RawFormat.Instance;

    protected override bool DetectedByContent => false;

    protected override bool NoticesTruncation => false;

    protected override IEnumerable<long> Borders(Support.SparseBytes file) => Enumerable.Range(0, 64).Select(part => file.Length * part / 64);
}
