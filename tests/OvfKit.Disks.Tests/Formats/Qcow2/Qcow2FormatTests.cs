using OvfKit.Disks.Formats.Qcow2;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Qcow2;

public class Qcow2FormatTests : DiskFormatConformance
{
    protected override DiskFormat Format => Qcow2Format.Instance;

    // The first level has at most 32 MiB: 4 Mi tables, each of which maps 512 MiB.
    protected override long? LargestDisk => 1L << 51;

    protected override bool WritesToPipes => false;

    protected override bool HoldsId => false;

    protected override bool WritesChildren => true;

    protected override IEnumerable<long> Borders(SparseBytes file)
    {
        for (var at = 0L; at < file.Length; at += 16 << 10)
            yield return at;
    }
}

public class Qcow2ZlibFormatTests : Qcow2FormatTests
{
    protected override DiskWriteOptions Options => new() { Id = Written.Id, Variant = "zlib" };

    protected override string ReadAs => "v3";
}

public class Qcow2ZstdFormatTests : Qcow2FormatTests
{
    protected override DiskWriteOptions Options => new() { Id = Written.Id, Variant = "zstd" };
}
