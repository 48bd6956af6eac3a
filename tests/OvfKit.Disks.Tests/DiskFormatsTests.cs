using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Raw;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

public class DiskFormatsTests
{
    [Fact]
    public void With_puts_a_format_in_front_and_changes_nothing_else()
    {
        var before = DiskFormats.BuiltIn.ToList();
        var mine = new XorFormat();
        var formats = DiskFormats.BuiltIn.With(mine);

        Assert.Equal([mine, .. before], formats);
        Assert.Equal(before.Count + 1, formats.Count);
        Assert.Equal(before, DiskFormats.BuiltIn);
        Assert.Throws<ArgumentNullException>(() => DiskFormats.BuiltIn.With(null!));
    }

    [Theory]
    [InlineData("vmdk", "vmdk"), InlineData("VHDX", "vhdx"), InlineData("QCOW2", "qcow2"), InlineData("qcow", "qcow"), InlineData("qed", "qed"), InlineData("raw", "raw")]
    [InlineData("http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized", "vmdk")]
    [InlineData("http://www.vmware.com/specifications/vmdk.html#sparse", "vmdk")]
    [InlineData("vmd", null), InlineData("", null), InlineData(null, null)]
    public void Formats_are_found_by_name_and_uri(string? wanted, string? expected) => Assert.Equal(expected, DiskFormats.BuiltIn.Find(wanted)?.Name);

    [Theory, InlineData("a/b.VMDK", "vmdk"), InlineData("disk.vhdx", "vhdx"), InlineData("disk.img", "raw"), InlineData("disk.raw", "raw"), InlineData("disk", null), InlineData("disk.vmdk.txt", null)]
    public void Formats_are_found_by_extension(string path, string? expected) => Assert.Equal(expected, DiskFormats.BuiltIn.FindByExtension(path)?.Name);

    [Fact]
    public void Names_and_uris_belong_to_one_format()
    {
        var words = DiskFormats.BuiltIn.SelectMany(format => format.Variants.Select(variant => variant.Uri).Distinct().Concat(format.OtherUris).Append(format.Name)).Select(word => word.ToUpperInvariant()).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
    }

    [Fact]
    public void A_named_format_overrules_the_content()
    {
        var file = new VmdkBuilder().With(Guest.Make("one sector")).Build();
        using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(file, "a.vmdk"), null, RawFormat.Instance);

        Assert.Equal(file, DiskAssert.Bytes(image));
        Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(ByteSource.FromMemory(file, "a.vmdk"), null, VhdxFormat.Instance));
        Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(ByteSource.FromMemory(new byte[2 << 20], "a.raw"), null, VmdkFormat.Instance));
    }

    [Fact]
    public void An_empty_file_is_called_so()
    {
        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(ByteSource.FromMemory(default, "disk.vhd")));

        Assert.Equal("OVF6002", refused.Diagnostic.Id);
        Assert.Contains("empty", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(257, "ustar\000", "a tar archive"), InlineData(257, "ustar  ", "a tar archive"), InlineData(0, "7z\u00BC\u00AF\u0027\u001C", "a 7z archive"), InlineData(0, "Rar!\u001A\u0007\u0000", "a RAR archive"), InlineData(0, "MSCF\0\0\0\0", "a cabinet archive")]
    [InlineData(0, "MSWIM\0\0\0", "(WIM)"), InlineData(0, "EVF\u0009\u000D\u000A\u00FF", "(EWF)"), InlineData(0, "Bochs Virtual HD Image", "Bochs"), InlineData(0, "sprs", "macOS"), InlineData(1536, "koly", "(UDIF)")]
    public void What_is_no_disk_is_called_what_it_is(int offset, string mark, string expected)
    {
        var content = new byte[2048];
        System.Text.Encoding.Latin1.GetBytes(mark).CopyTo(content, offset);
        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(ByteSource.FromMemory(content, "disk.vmdk")));

        Assert.Equal("OVF6002", refused.Diagnostic.Id);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("say so", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_opened_from_a_file_owns_it()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["disk.vmdk"], new VmdkBuilder().With(Guest.Make("one sector")).Build());
        var image = DiskFormats.BuiltIn.OpenFile(folder["disk.vmdk"]);
        Guest.Make("one sector").AssertIn(image);
        image.Dispose();

        Assert.Throws<ObjectDisposedException>(() => image.Read(0, new byte[512]));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_as_an_image_is_closed()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["notes.txt"], "just text");

        Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["notes.txt"]));
        // Nobody holds it: it can be opened for oneself alone.
        using var alone = new FileStream(folder["notes.txt"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(9, alone.Length);
        Assert.ThrowsAny<IOException>(() => DiskFormats.BuiltIn.OpenFile(folder["nothing"]));
    }

    [Fact]
    public void A_parent_may_have_the_format_of_an_outsider()
    {
        var formats = DiskFormats.BuiltIn.With(new XorFormat());
        var guest = Guest.Empty(65536).Random(0, 65536);
        var parent = new byte[16 + 65536];
        XorFormat.Magic.CopyTo(parent);
        for (var i = 0; i < 65536; i++)
            parent[16 + i] = (byte)(guest.Bytes.Bytes(i, 1)[0] ^ 0x5A);
        var child = VmdkBuilder.Monolithic().With(Guest.Empty(65536)).Described(VmdkBuilder.DescriptorText(128, "monolithicSparse", "00000001", "parent.xor"));

        // Such a parent has no content id to compare with the child's.
        using var image = formats.Open(child.BuildSource(), new() { Resolver = (in _) => ByteSource.FromMemory(parent, "parent.xor"), AcceptChangedParent = true });
        guest.AssertIn(image);
    }
}
