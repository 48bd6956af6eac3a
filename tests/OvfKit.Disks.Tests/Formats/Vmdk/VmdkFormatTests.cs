using OvfKit.Disks.Formats.Vmdk;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkFormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => VmdkFormat.Instance;

    protected override long? LargestDisk => 64L << 40;
}
