using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Raw;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Formats.Raw;

/// <summary>A check of what is taken for a raw disk says what it could be instead.</summary>
public class RawDoubtsTests
{
    private const int MiB = 1 << 20;

    [Theory, InlineData("raw"), InlineData("img"), InlineData("disk")]
    public async Task Bytes_of_a_guest_raise_no_doubt(string extension) =>
        Assert.Empty(await CheckAsync(Guest.Make("patterns").Bytes, "disk." + extension));

    [Theory, InlineData("vmdk"), InlineData("vhdx"), InlineData("vdi"), InlineData("qcow2"), InlineData("parallels"), InlineData("vhd")]
    public async Task OVF6032_an_image_of_another_format_is_named(string format)
    {
        var finding = Assert.Single(await CheckAsync(await ImageAsync(format), "disk.raw"));

        Assert.Equal((RawDiagnostics.OtherFormat, Location.AtOffset("disk.raw", 0)), (finding.Descriptor, finding.Location));
        Assert.Contains($"--from {format}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_footer_of_a_fixed_vhd_is_seen_at_the_end()
    {
        var finding = Assert.Single(await CheckAsync(await ImageAsync("vhd", "fixed"), "disk.raw"));

        Assert.Equal((RawDiagnostics.OtherFormat, Location.AtOffset("disk.raw", 4 * MiB)), (finding.Descriptor, finding.Location));
        Assert.Contains("--from vhd", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OVF6033_a_footer_that_lost_its_mark_is_seen_too()
    {
        var file = await ImageAsync("vhd", "fixed");
        file.Write(4 * MiB, "garbage!"u8);
        var finding = Assert.Single(await CheckAsync(file, "disk.img"));

        Assert.Equal((RawDiagnostics.DamagedFooter, Location.AtOffset("disk.img", 4 * MiB)), (finding.Descriptor, finding.Location));
    }

    [Theory, InlineData("disk-flat.vmdk", "vmdk"), InlineData("a/disk.VHDX", "vhdx"), InlineData("disk.hds", "parallels")]
    public async Task OVF6034_a_name_of_another_format_is_told(string name, string format)
    {
        var finding = Assert.Single(await CheckAsync(Guest.Make("patterns").Bytes, name));

        Assert.Equal((RawDiagnostics.OtherName, new Location(name)), (finding.Descriptor, finding.Location));
        Assert.Contains($"a {format},", finding.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("vmdk", 512), InlineData("qcow2", 1024), InlineData("vhdx", 65_536), InlineData("vdi", 4096)]
    public async Task OVF6035_an_image_behind_a_strange_header_is_found(string format, int shift)
    {
        var finding = Assert.Single(await CheckAsync(Shifted(await ImageAsync(format), shift), "disk.raw"));

        Assert.Equal((RawDiagnostics.Shifted, Location.AtOffset("disk.raw", shift)), (finding.Descriptor, finding.Location));
        Assert.Contains("the format " + format, finding.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(1024), InlineData(65_024 - 512)]
    public async Task A_partition_table_behind_a_strange_header_is_found(int shift)
    {
        var header = new byte[512];
        "EFI PART"u8.CopyTo(header);
        header[24] = 1;
        var disk = Guest.Empty(MiB).Fill(512, 0, 0);
        disk.Bytes.Write(512, header);

        Assert.Empty(await CheckAsync(disk.Bytes, "disk.raw"));
        var finding = Assert.Single(await CheckAsync(Shifted(disk.Bytes, shift), "disk.raw"));
        Assert.Equal((RawDiagnostics.Shifted, Location.AtOffset("disk.raw", shift)), (finding.Descriptor, finding.Location));
    }

    [Fact]
    public async Task A_compressed_file_is_told() =>
        Assert.Contains("compressed with Gzip", Assert.Single(await CheckAsync(SparseBytes.Of([0x1F, 0x8B, 8, .. new byte[509]]), "disk.raw")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_a_fixed_vhd_holds_is_doubted_as_well()
    {
        var inner = await ImageAsync("qcow2");
        inner.SetLength(Rounding.Up(inner.Length, 512));
        using var raw = DiskFormats.BuiltIn.Open(inner.AsSource("inner"), format: DiskFormats.BuiltIn.Find("raw"));
        var file = await Written.WriteAsync(raw, DiskFormats.BuiltIn.Find("vhd")!, new() { Variant = "fixed" });
        var findings = await CheckAsync(file, "disk.vhd", "vhd");

        Assert.Contains("--from qcow2", Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    private static SparseBytes Shifted(SparseBytes file, int shift)
    {
        var shifted = new SparseBytes();
        shifted.Write(0, Guest.Empty(shift).Fill(0, shift, 0xA5).Bytes.ToArray());
        shifted.Write(shift, file.ToArray());
        return shifted;
    }

    private static async Task<SparseBytes> ImageAsync(string format, string? variant = null)
    {
        using var source = Guest.Empty(4 * MiB).Random(0, 70_000).OpenRaw();
        var found = DiskFormats.BuiltIn.Find(format)!;
        return await Written.WriteAsync(source, found, new() { Id = Written.Id, Variant = found.Variants.Any(known => known.Name == variant) ? variant : format == "parallels" ? "expanding" : null });
    }

    private static async Task<DiagnosticBag> CheckAsync(SparseBytes file, string name, string format = "raw")
    {
        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(file.AsSource(name), new() { Diagnostics = findings }, DiskFormats.BuiltIn.Find(format));
        await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
        return findings;
    }
}
