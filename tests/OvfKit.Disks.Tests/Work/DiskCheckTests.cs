using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;

namespace OvfKit.Disks.Tests.Work;

public class DiskCheckTests
{
    [Theory, InlineData("vmdk"), InlineData("vhdx"), InlineData("raw")]
    public async Task A_sound_disk_has_no_findings(string name)
    {
        var format = DiskFormats.BuiltIn.Find(name)!;
        using var source = Guest.Make("patterns").OpenRaw();
        using var image = DiskFormats.BuiltIn.Open((await Written.WriteAsync(source, format)).AsSource("disk"), format: format);
        var findings = new DiagnosticBag();

        Assert.InRange(await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken), 4 << 20, image.Length);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Every_damaged_block_is_told_and_the_rest_is_read()
    {
        using var image = await DamagedAsync();
        var findings = new DiagnosticBag();

        var read = await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((2 << 20) - (2 * 65536), read);
        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding => Assert.Equal(DiagnosticSeverity.Error, finding.Severity));
    }

    [Fact]
    public async Task What_can_be_read_of_a_damaged_disk_is_saved()
    {
        var findings = new DiagnosticBag();
        using var salvaged = new SalvagedDisk(await DamagedAsync(), findings);
        var copy = await Written.WriteAsync(salvaged, DiskFormats.BuiltIn.Find("raw")!);

        var expected = Truth().Fill(0, 65536, 0).Fill(10 * 65536, 65536, 0);
        Assert.True(copy.SameAs(expected.Bytes));
        Assert.Equal(2, findings.Count(finding => finding.Descriptor == DiskDiagnostics.Replaced));
    }

    [Fact]
    public async Task Bytes_that_serve_two_places_are_found()
    {
        var stored = Guest.Empty(1 << 20).Random(0, 1 << 20).ToSource();
        using var image = new FakeImage(2 << 20, offset => offset < 1 << 20 ? Run.Stored((1 << 20) - offset, stored, offset) : Run.Stored((2 << 20) - offset, stored, offset - (1 << 20)));
        var findings = new DiagnosticBag();
        await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Same(DiskDiagnostics.StoredTwice, Assert.Single(findings).Descriptor);
    }

    public static TheoryData<string> Leaking { get; } = ["vhd", "vmdk sparse", "vmdk stream", "parallels", "parallels bundle"];

    [Theory, MemberData(nameof(Leaking))]
    public async Task Blocks_that_no_table_names_are_told_and_how_much_they_waste(string kind)
    {
        const int blocks = 4;
        var guest = Guest.Empty(8 << 20).Random(0, blocks << 20);
        var (file, entry, unused, wasted) = kind switch
        {
            "vhd" => (new VhdBuilder(8 << 20, blockSize: 1 << 20).With(guest).Build(), VhdBuilder.Table + 4, uint.MaxValue, "1 blocks of 1049088 bytes, so that 1049088 bytes"),
            "vmdk sparse" => Sparse(guest),
            "vmdk stream" => Stream(guest),
            _ => (new ParallelsBuilder(16384).With(guest).Build(), ParallelsBuilder.Table + 4, 0u, "1 blocks of 1048576 bytes, so that 1048576 bytes"),
        };
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, unused);
        foreach (var damaged in (bool[])[false, true])
        {
            if (damaged)
                file.Write(entry, bytes);
            var main = kind == "parallels bundle"
                ? ParallelsBundle.Of(ParallelsBundle.Text(16384, ParallelsBundle.Storage(0, 16384, (ParallelsBundle.Base, "Compressed", "part.hds")), ParallelsBundle.Shot(ParallelsBundle.Base, ParallelsBundle.None)), ("part.hds", file))
                : file;
            using var image = DiskFormats.BuiltIn.Open(main.AsSource("disk"), new() { Resolver = main.Resolve });
            var findings = new DiagnosticBag();
            await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);

            if (!damaged)
            {
                Assert.Empty(findings);
                continue;
            }

            var finding = Assert.Single(findings);
            Assert.Equal((DiskDiagnostics.UnusedBlocks, DiagnosticSeverity.Info), (finding.Descriptor, finding.Severity));
            Assert.Contains(wasted, finding.Message, StringComparison.Ordinal);
        }

        static (SparseBytes, long, uint, string) Sparse(Guest guest)
        {
            var builder = VmdkBuilder.Monolithic().With(guest);
            return (SparseBytes.Of(builder.Build()), builder.TableOffsets[0] + 4, 0, "1 blocks of 65536 bytes, so that 65536 bytes");
        }

        static (SparseBytes, long, uint, string) Stream(Guest guest)
        {
            var builder = new VmdkBuilder().With(guest);
            return (SparseBytes.Of(builder.Build()), builder.TableOffsets[0] + 4, 0, "1 of the grains, so that 66048 bytes");
        }
    }

    [Fact]
    public async Task A_vdi_that_lost_a_block_wastes_its_place()
    {
        using var source = Guest.Empty(8 << 20).Random(0, 3 << 20).OpenRaw();
        var file = await Written.WriteAsync(source, DiskFormats.BuiltIn.Find("vdi")!);
        var map = BitConverter.ToUInt32(file.Bytes(340, 4));
        file.Write(map + 4, [255, 255, 255, 255]);
        file.Write(388, BitConverter.GetBytes(2));
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vdi"));
        var findings = new DiagnosticBag();
        await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);

        var finding = Assert.Single(findings);
        Assert.Equal((DiskDiagnostics.UnusedBlocks, Location.AtOffset("disk.vdi", BitConverter.ToUInt32(file.Bytes(344, 4)) + (1 << 20))), (finding.Descriptor, finding.Location));
        Assert.Contains("1 blocks of 1048576 bytes", finding.Message, StringComparison.Ordinal);
    }

    private static Guest Truth() => Guest.Empty(2 << 20).Text(0, 2 << 20).Random(10 * 65536, 65536);

    // The first grain and the eleventh have a flipped byte in their compressed data.
    private static async Task<DiskImage> DamagedAsync()
    {
        using var source = Truth().OpenRaw();
        var file = await Written.WriteAsync(source, VmdkFormat.Instance);
        using var sound = DiskFormats.BuiltIn.Open(file.AsSource("disk.vmdk"));
        foreach (var grain in (long[])[0, 10])
        {
            var at = sound.OwnRuns().First(run => run.Offset == grain * 65536).Run.SourceOffset + 12 + 40;
            var b = file.Bytes(at, 1);
            b[0] ^= 0x10;
            file.Write(at, b);
        }

        return DiskFormats.BuiltIn.Open(file.AsSource("disk.vmdk"));
    }
}
