using System.IO.Compression;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;
using ZstdSharp;

namespace OvfKit.Disks.Tests.IO;

public class WrappingTests
{
    public static TheoryData<WrapKind> Kinds { get; } = [WrapKind.Gzip, WrapKind.Bzip2, WrapKind.Xz, WrapKind.Zstd, WrapKind.Zip];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_disk_is_read_out_of_what_the_usual_tools_pack(WrapKind kind)
    {
        using var folder = new TempFolder();
        var guest = Guest.Make("patterns");
        await File.WriteAllBytesAsync(folder["disk.raw"], guest.Bytes.ToArray(), TestContext.Current.CancellationToken);
        using (var source = guest.OpenRaw())
            await File.WriteAllBytesAsync(folder["disk.vhdx"], (await Written.WriteAsync(source, DiskFormats.BuiltIn.Find("vhdx")!, Written.With("block-size", "1M"))).ToArray(), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder["temp"]);
        var options = new DiskOpenOptions { Unwrapping = new() { TempDirectory = folder["temp"] } };

        foreach (var name in (string[])["disk.raw", "disk.vhdx"])
        {
            var packed = Pack(folder, name, kind);
            using var image = DiskFormats.BuiltIn.OpenFile(folder[packed], options);
            guest.AssertIn(image);
            Assert.Equal($"{folder[packed]}!{name}", image.Name);
            Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, Directory.GetFileSystemEntries(folder["temp"]).Length);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder["temp"]));
    }

    [Theory, InlineData(WrapKind.Gzip), InlineData(WrapKind.Bzip2), InlineData(WrapKind.Xz), InlineData(WrapKind.Zstd)]
    public void Files_packed_piece_by_piece_are_one(WrapKind kind)
    {
        using var folder = new TempFolder();
        var content = Guest.Make("odd sectors").Bytes.ToArray();
        var joined = new MemoryStream();
        for (var part = 0; part < 3; part++)
        {
            File.WriteAllBytes(folder["part" + part], content[(content.Length * part / 3)..(content.Length * (part + 1) / 3)]);
            joined.Write(File.ReadAllBytes(folder[Pack(folder, "part" + part, kind)]));
            if (kind != WrapKind.Zstd)
                joined.Write(new byte[8 * part]);
        }

        Assert.Equal(content, Unpack(joined.ToArray()));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_cut_file_never_passes_for_a_whole_one(WrapKind kind)
    {
        var packed = PackTool(kind, Guest.Make("odd sectors").Bytes.ToArray());
        var random = new Random(5);
        foreach (var length in Enumerable.Range(1, 40).Select(back => packed.Length - back).Concat(Enumerable.Range(0, 20).Select(_ => random.Next(20, packed.Length))))
        {
            var refused = Assert.Throws<InvalidContentException>(() => Unpack(packed[..length]));
            Assert.Equal("OVF6020", refused.Diagnostic.Id);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_damaged_file_never_gives_other_bytes(WrapKind kind)
    {
        var content = Guest.Empty(100_000).Text(0, 50_000).Random(60_000, 3000).Bytes.ToArray();
        var packed = PackTool(kind, content);
        var (same, refused) = (0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var damaged = packed.ToArray();
            var random = new Random(seed);
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                if (Wrapping.Detect(ByteSource.FromMemory(damaged, "x")) is null)
                    continue;
                Assert.Equal(content, Unpack(damaged));
                same++;
            }
            catch (OvfKitException exception)
            {
                Assert.True(exception is InvalidContentException or UnsupportedContentException, $"seed {seed}: {exception}");
                refused++;
            }
        }

        Assert.True(refused > 400, $"{refused} were refused, {same} were the same");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Whatever_the_bytes_only_findings_leave(WrapKind kind)
    {
        var packed = PackTool(kind, Guest.Empty(20_000).Text(0, 9000).Random(12_000, 500).Bytes.ToArray());
        var options = new UnwrapOptions { MaxLength = 1 << 20 };
        for (var seed = 0; seed < 2000; seed++)
        {
            var damaged = new Mutator(seed).Mutate(packed, (0, 30));
            try
            {
                var source = ByteSource.FromMemory(damaged, "x");
                if (Wrapping.Detect(source) is not null)
                    Wrapping.Unwrap(source, options).Dispose();
            }
            catch (OvfKitException exception)
            {
                Assert.True(exception is InvalidContentException or UnsupportedContentException, $"seed {seed}: {exception}");
                Assert.Equal("x", exception.Diagnostic.Location.File);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }
    }

    [Fact]
    public void Zeros_cost_no_space()
    {
        using var source = ByteSource.FromMemory(PackZstd(new byte[64 << 20], 3), "zeros.zst");
        using var content = Wrapping.Unwrap(source);

        Assert.Equal(64 << 20, content.Length);
        Assert.Empty(content.DataRanges());
    }

    [Fact]
    public void A_guest_that_begins_with_a_compressed_file_is_not_unpacked()
    {
        var content = Guest.Empty(8192).Random(0, 8192).Bytes.ToArray();
        var disk = PackGzip(content);
        Array.Resize(ref disk, (disk.Length + 511) / 512 * 512);
        var raw = DiskFormats.BuiltIn.Find("raw");
        using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(disk, "disk.img"), null, raw);
        Assert.Equal(disk, DiskAssert.Bytes(image));

        // The name says the same as the content: nobody calls a disk so.
        using var unpacked = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(disk, "disk.bin.gz"), null, raw);
        Assert.Equal(content, DiskAssert.Bytes(unpacked));
        Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(ByteSource.FromMemory(disk, "disk.bin.gz")));
        Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(ByteSource.FromMemory(disk, "disk.raw.gz"), new() { Unwrapping = null }));
    }

    [Fact]
    public void Unpacking_can_be_cancelled_and_leaves_nothing()
    {
        using var folder = new TempFolder();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using var source = ByteSource.FromMemory(PackGzip(new byte[10]), "x");

        Assert.Throws<OperationCanceledException>(() => Wrapping.Unwrap(source, new() { TempDirectory = folder.Path, CancellationToken = cancelled.Token }));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Throws<ArgumentException>(() => Wrapping.Unwrap(ByteSource.FromMemory(new byte[100], "x")));
    }

    [Fact]
    public void A_source_that_fails_is_not_taken_for_a_damaged_file()
    {
        using var source = new FailingSource(PackGzip(Guest.Empty(500_000).Random(0, 500_000).Bytes.ToArray()), 100_000);
        Assert.Equal("the cable is out", Assert.Throws<IOException>(() => Wrapping.Unwrap(source)).Message);
    }

    internal static byte[] PackGzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    internal static byte[] PackZstd(byte[] content, int level)
    {
        using var compressor = new Compressor(level);
        return compressor.Wrap(content).ToArray();
    }

    internal static byte[] PackZip(params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var content = Wrapping.Unwrap(ByteSource.FromMemory(packed, "packed"));
        var bytes = new byte[content.Length];
        content.ReadExactly(0, bytes);
        return bytes;
    }

    private static byte[] PackTool(WrapKind kind, byte[] content)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["content"], content);
        return File.ReadAllBytes(folder[Pack(folder, "content", kind)]);
    }

    private static string Pack(TempFolder folder, string name, WrapKind kind)
    {
        var (tool, extension, arguments) = kind switch
        {
            WrapKind.Gzip => ("gzip", ".gz", (string[])["-k", name]),
            WrapKind.Bzip2 => ("bzip2", ".bz2", ["-1", "-k", name]),
            WrapKind.Xz => ("xz", ".xz", ["-0", "-k", name]),
            WrapKind.Zstd => ("zstd", ".zst", ["-q", name]),
            _ => ("zip", ".zip", ["-q", name + ".zip", name]),
        };
        ForeignTool.Require(tool).RunIn(folder.Path, arguments);
        return name + extension;
    }

    private sealed class FailingSource(byte[] bytes, long failsAt) : ByteSource
    {
        public override string Name => "failing";

        public override long Length => bytes.Length;

        protected override int ReadCore(long offset, Span<byte> destination)
        {
            if (offset + destination.Length > failsAt)
                throw new IOException("the cable is out");
            bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
            return destination.Length;
        }
    }
}
