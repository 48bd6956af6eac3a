using System.IO.Compression;
using OvfKit.Conversion;
using OvfKit.Disks;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Conversion;

/// <summary>A source that fails, becomes shorter, or is given up at any read: the right exception, and nothing left.</summary>
public sealed class FaultTests
{
    public static IEnumerable<TheoryDataRow<SourceFault, string, string?>> Ways =>
        from fault in Enum.GetValues<SourceFault>()
        from way in ((string, string?)[])[
            ("folder", null), ("folder", "vhdx"), ("folder compressed", "vmdk"), ("folder in chunks", null),
            ("archive", null), ("archive", "vhd"), ("archive compressed", null),
            ("pipe", null), ("pipe", "qcow2"), ("pipe in chunks", "vdi")]
        select new TheoryDataRow<SourceFault, string, string?>(fault, way.Item1, way.Item2);

    [Theory, MemberData(nameof(Ways))]
    public async Task Whatever_happens_at_any_read_nothing_is_left(SourceFault fault, string way, string? format)
    {
        var options = new ConvertOptions
        {
            DiskFormat = format is null ? null : DiskFormats.BuiltIn.Find(format),
            Storage = way.Contains("compressed", StringComparison.Ordinal) ? new FileStorage { Compress = true }
                : way.Contains("chunks", StringComparison.Ordinal) ? new FileStorage { ChunkSize = 100_000 } : null,
        };
        var faults = 0;
        for (var at = 0; ; at += 1 + (at / 6))
        {
            using var folder = new TempFolder();
            using var trap = new FaultTrap(fault, at);
            var failure = await Record.ExceptionAsync(() => ConvertAsync(ByteSource.FromMemory(FaultyPackage.Archive, "a.ova"), trap, folder, way, options, isSetFirst: false));
            if (!trap.HasSprung)
            {
                Assert.Null(failure);
                break;
            }

            faults++;
            trap.Check(failure);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        }

        Assert.InRange(faults, 8, 1000);
    }

    [Theory]
    [InlineData(SourceFault.Fails)]
    [InlineData(SourceFault.EndsEarly)]
    [InlineData(SourceFault.IsCancelled)]
    public async Task An_archive_that_comes_compressed_leaves_nothing_either(SourceFault fault)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(FaultyPackage.Archive);
        for (var at = 0; ; at++)
        {
            using var folder = new TempFolder();
            using var trap = new FaultTrap(fault, at);
            var failure = await Record.ExceptionAsync(() => ConvertAsync(ByteSource.FromMemory(packed.ToArray(), "a.ova.gz"), trap, folder, "folder", ConvertOptions.Default, isSetFirst: true));
            if (!trap.HasSprung)
            {
                Assert.Null(failure);
                Assert.InRange(at, 5, 10_000);
                break;
            }

            trap.Check(failure);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        }
    }

    private static async Task ConvertAsync(ByteSource archive, FaultTrap trap, TempFolder folder, string way, ConvertOptions options, bool isSetFirst)
    {
        trap.IsSet = isSetFirst;
        var unwrapping = new UnwrapOptions { TempDirectory = folder.Path, CancellationToken = trap.Token };
        using var package = OvfPackage.Open(PackageStore.Open(trap.Over(archive), null, unwrapping), new PackageOpenOptions { Unwrapping = unwrapping });
        trap.IsSet = true;
        using var pipe = new MemoryStream();
        await using PackageSink sink = way.StartsWith("folder", StringComparison.Ordinal) ? new FolderSink(folder["out"])
            : way.StartsWith("archive", StringComparison.Ordinal) ? new OvaSink(folder["out"]) : new OvaPipeSink(pipe, "pipe", null, folder.Path);
        await PackageConverter.ConvertAsync(package, sink, options, null, trap.Token);
    }
}
