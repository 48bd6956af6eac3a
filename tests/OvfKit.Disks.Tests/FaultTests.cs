using System.IO.Compression;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

/// <summary>A source that fails, becomes shorter, or is given up at any read: the right exception, and nothing left.</summary>
public sealed class FaultTests
{
    private static readonly byte[] Disk = Enumerable.Range(0, 12).SelectMany(i => i % 3 == 2 ? new byte[1 << 19] : Noise(i)).ToArray();

    public static IEnumerable<TheoryDataRow<SourceFault, string>> Ways =>
        from fault in Enum.GetValues<SourceFault>()
        from format in (string[])["vmdk:streamOptimized", "vmdk:monolithicFlat", "vmdk:twoGbMaxExtentSparse", "vmdk:twoGbMaxExtentFlat", "parallels:bundle", "vhdx:dynamic", "vhd:dynamic", "vdi:dynamic", "qcow2:zstd", "raw:sparse"]
        select new TheoryDataRow<SourceFault, string>(fault, format);

    [Theory, MemberData(nameof(Ways))]
    public async Task Whatever_happens_at_any_read_nothing_is_left(SourceFault fault, string target)
    {
        var (name, variant) = target.Split(':') is [var first, var second] ? (first, second) : throw new ArgumentException(target);
        var faults = 0;
        for (var at = 0; ; at += 1 + (at / 4))
        {
            using var folder = new TempFolder();
            using var trap = new FaultTrap(fault, at) { IsSet = true };
            var failure = await Record.ExceptionAsync(() => CopyAsync(ByteSource.FromMemory(Disk, "disk.raw"), trap, folder, name, variant));
            if (!trap.HasSprung)
            {
                Assert.Null(failure);
                break;
            }

            faults++;
            trap.Check(failure);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        }

        Assert.InRange(faults, 5, 1000);
    }

    [Theory]
    [InlineData(SourceFault.Fails, "gz")]
    [InlineData(SourceFault.EndsEarly, "gz")]
    [InlineData(SourceFault.IsCancelled, "gz")]
    [InlineData(SourceFault.Fails, "zip")]
    [InlineData(SourceFault.EndsEarly, "zip")]
    [InlineData(SourceFault.IsCancelled, "zip")]
    public async Task A_disk_that_comes_compressed_leaves_nothing_either(SourceFault fault, string kind)
    {
        var packed = Pack(kind);
        for (var at = 0; ; at += 1 + (at / 4))
        {
            using var folder = new TempFolder();
            using var trap = new FaultTrap(fault, at) { IsSet = true };
            var failure = await Record.ExceptionAsync(() => CopyAsync(ByteSource.FromMemory(packed, "disk.raw." + kind), trap, folder, "vmdk", "streamOptimized"));
            if (!trap.HasSprung)
            {
                Assert.Null(failure);
                Assert.InRange(at, 5, 1000);
                break;
            }

            trap.Check(failure);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        }
    }

    private static async Task CopyAsync(ByteSource disk, FaultTrap trap, TempFolder folder, string name, string variant)
    {
        var options = new DiskOpenOptions { Unwrapping = new UnwrapOptions { TempDirectory = folder.Path, CancellationToken = trap.Token } };
        using var image = DiskFormats.BuiltIn.Open(trap.Over(disk), options, DiskFormats.BuiltIn.Find("raw"));
        using DiskSink sink = variant == "bundle" ? new FolderDiskSink(folder["disk.hdd"]) : new FileDiskSink(folder["disk.out"]);
        await using var writer = DiskFormats.BuiltIn.Find(name)!.CreateWriter(sink, new DiskWriteOptions { Variant = variant });
        await DiskCopy.CopyAsync(image, writer, new CopyOptions { Parallelism = 2 }, null, trap.Token);
        trap.Token.ThrowIfCancellationRequested();
        sink.Commit();
    }

    private static byte[] Pack(string kind)
    {
        using var packed = new MemoryStream();
        if (kind == "zip")
        {
            using var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true);
            using var member = zip.CreateEntry("disk.raw").Open();
            member.Write(Disk);
        }
        else
        {
            using var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(Disk);
        }

        return packed.ToArray();
    }

    private static byte[] Noise(int seed)
    {
        var bytes = new byte[1 << 19];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
