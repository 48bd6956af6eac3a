using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vhd;
using OvfKit.Disks.Tests.Support;
using static OvfKit.Disks.Tests.Support.VhdBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhd;

public class VhdWriterTests
{
    [Theory, MemberData(nameof(DiskFormatConformance.Disks), MemberType = typeof(DiskFormatConformance))]
    public async Task A_dynamic_disk_has_equal_footers_and_whole_blocks(string name)
    {
        var guest = Guest.Make(name);
        var file = await WriteAsync(guest, new());
        var footer = Sound(file, 0, 512);

        Assert.Equal(footer, file.Bytes(file.Length - 512, 512));
        Assert.Equal(("conectix", "win ", "Wi2k"), (Ascii(footer, 0, 8), Ascii(footer, 28, 4), Ascii(footer, 36, 4)));
        Assert.Equal((2, 0x10000, 512L, 3), (footer.BigI32(8), footer.BigI32(12), footer.BigI64(16), footer.BigI32(60)));
        Assert.Equal((guest.Length, guest.Length), (footer.BigI64(40), footer.BigI64(48)));
        Assert.Equal(GeometryOf(guest.Length), ((footer[56] << 8) + footer[57], footer[58], footer[59]));
        Assert.Equal(Written.Id, new Guid(footer.AsSpan(68, 16), bigEndian: true));
        Assert.Equal((uint)(Written.Time - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds, (uint)footer.BigI32(24));

        var header = Sound(file, 512, 1024);
        var count = (int)((guest.Length + (2 * MiB) - 1) / (2 * MiB));
        Assert.Equal(("cxsparse", -1L, 1536L, 0x10000, count, 2 * MiB), (Ascii(header, 0, 8), header.BigI64(8), header.BigI64(16), header.BigI32(24), header.BigI32(28), header.BigI32(32)));
        var end = 1536 + (((count * 4) + 511) / 512 * 512);
        for (var i = count; i < (end - 1536) / 4; i++)
            Assert.Equal(-1, file.Bytes(1536 + (i * 4), 4).BigI32(0));
        var starts = Enumerable.Range(0, count).Select(i => (long)(uint)file.Bytes(1536 + (i * 4), 4).BigI32(0)).Where(sector => sector != uint.MaxValue).Select(sector => sector * 512).Order().ToList();
        foreach (var (start, next) in starts.Zip(starts.Skip(1).Append(file.Length - 512)))
        {
            Assert.True(start >= end && start + 512 + (2 * MiB) <= next);
            Assert.Equal(0, (start + 512) % 4096);
            Assert.DoesNotContain(file.Bytes(start, 512), value => value != 0xFF);
        }
    }

    [Theory, InlineData("fixed", "1M", 1), InlineData("dynamic", "2M", 2)]
    public async Task Padding_for_azure_and_xenserver_is_zeros_and_is_reported(string variant, string align, int unit)
    {
        var guest = Guest.Make("odd sectors");
        var findings = new DiagnosticBag();
        var file = await WriteAsync(guest, Written.With("align", align) with { Variant = variant, Diagnostics = findings });
        using var image = DiskFormats.BuiltIn.Open(file.AsSource("disk.vhd"));

        Assert.Equal(2 * MiB, image.Length);
        guest.AssertRange(image, 0, (int)guest.Length);
        var padding = new byte[image.Length - guest.Length];
        padding.AsSpan().Fill(1);
        image.Read(guest.Length, padding);
        Assert.DoesNotContain(padding, value => value != 0);
        var finding = Assert.Single(findings);
        Assert.Equal("OVF6015", finding.Id);
        Assert.Contains($"{padding.Length} zero bytes", finding.Message, StringComparison.Ordinal);
        Assert.Equal(0, image.Length % (unit * MiB));
        if (variant == "fixed")
            Assert.Equal(image.Length + 512, file.Length);
    }

    [Theory, InlineData("fixed"), InlineData("dynamic")]
    public async Task A_disk_that_fits_is_not_padded(string variant)
    {
        var findings = new DiagnosticBag();
        var file = await WriteAsync(Guest.Empty(4 * MiB).Random(0, 100), Written.With("align", "2M") with { Variant = variant, Diagnostics = findings });

        Assert.Empty(findings);
        Assert.Equal(4 * MiB, file.Bytes(file.Length - 512, 512).BigI64(48));
    }

    [Theory, InlineData("512K"), InlineData("1M"), InlineData("2M"), InlineData("256M")]
    public async Task The_block_size_is_the_callers(string setting)
    {
        var guest = Guest.Make("odd sectors");
        using var image = DiskFormats.BuiltIn.Open((await WriteAsync(guest, Written.With("block-size", setting))).AsSource("disk.vhd"));

        guest.AssertIn(image);
        Assert.Equal(setting, image.BlockSize < MiB ? "512K" : $"{image.BlockSize / MiB}M");
    }

    [Theory, InlineData("block-size", "3M"), InlineData("block-size", "256K"), InlineData("block-size", "512M"), InlineData("align", "0"), InlineData("align", "1000"), InlineData("align", "x"), InlineData("align", "2041G")]
    public void Settings_that_make_no_sense_are_refused(string name, string value) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => { VhdFormat.Instance.CreateWriter(new StreamDiskSink("a.vhd", Stream.Null), Written.With(name, value)); }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_fixed_disk_has_no_blocks_to_size() =>
        Assert.Throws<ArgumentException>(() => { VhdFormat.Instance.CreateWriter(new StreamDiskSink("a.vhd", Stream.Null), Written.With("block-size", "2M") with { Variant = "fixed" }); });

    [Fact]
    public async Task Full_tables_number_all_sectors_up_to_the_limit()
    {
        // The last block of the largest disk, if all the others were there too: its number must fit 32 bits.
        var guest = Guest.Empty(2040L << 30).Random((2040L << 30) - 512, 512);
        foreach (var blockSize in (int[])[512 << 10, 2 * MiB])
        {
            var file = await WriteAsync(guest, Written.With("block-size", $"{blockSize >> 10}K"));
            var start = (long)(uint)file.Bytes(1536 + ((guest.Length / blockSize * 4) - 4), 4).BigI32(0) * 512;
            var stride = blockSize + (blockSize == 512 << 10 ? 512 : 4096);
            Assert.True(start + (guest.Length / blockSize * stride) < uint.MaxValue * 512L);
            Assert.Equal(blockSize == 512 << 10, (start + 512) % 4096 != 0);
        }
    }

    private static async Task<SparseBytes> WriteAsync(Guest guest, DiskWriteOptions options)
    {
        using var source = guest.OpenRaw();
        return await Written.WriteAsync(source, VhdFormat.Instance, options with { Id = Written.Id, Time = Written.Time });
    }

    private static byte[] Sound(SparseBytes file, long offset, int length)
    {
        var bytes = file.Bytes(offset, length);
        Seal(file, offset, length);
        Assert.Equal(file.Bytes(offset, length), bytes);
        return bytes;
    }

    private static string Ascii(byte[] bytes, int at, int length) => Encoding.ASCII.GetString(bytes, at, length);
}
