using System.Text;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkDescriptorTests
{
    private const string Plain = "# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\ncreateType=\"streamOptimized\"\n\nRW 2048 SPARSE \"disk.vmdk\"\n";

    private static readonly Dictionary<string, string> Spellings = new()
    {
        { "plain", Plain },
        { "CRLF", Plain.Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "CR only at the end", Plain + "\r" },
        { "trailing blank behind the version", Plain.Replace("version=1", "version=1 ", StringComparison.Ordinal) },
        { "blanks around =", Plain.Replace("=", " \t= ", StringComparison.Ordinal) },
        { "without quotes", Plain.Replace("\"streamOptimized\"", "streamOptimized", StringComparison.Ordinal) },
        { "upper-case keys", Plain.Replace("createType", "CREATETYPE", StringComparison.Ordinal).Replace("parentCID", "PARENTCID", StringComparison.Ordinal) },
        { "lower-case keys", Plain.Replace("createType", "createtype", StringComparison.Ordinal).Replace("parentCID", "parentcid", StringComparison.Ordinal) },
        { "upper-case id", Plain.Replace("ffffffff", "FFFFFFFF", StringComparison.Ordinal) },
        { "read-only", Plain.Replace("RW 2048", "RDONLY 2048", StringComparison.Ordinal) },
        { "lower-case extent", Plain.Replace("RW 2048 SPARSE", "rw 2048 sparse", StringComparison.Ordinal) },
        { "tabs in the extent", Plain.Replace("RW 2048 SPARSE ", "RW\t2048\t\tSPARSE\t", StringComparison.Ordinal) },
        { "blanks before the extent", Plain.Replace("RW 2048", "  RW  2048", StringComparison.Ordinal) },
        { "placeholder with blanks", Plain.Replace("disk.vmdk", "call me stream.vmdk", StringComparison.Ordinal) },
        { "name of another file", Plain.Replace("disk.vmdk", "/etc/passwd", StringComparison.Ordinal) },
        { "extent without name", Plain.Replace(" \"disk.vmdk\"", "", StringComparison.Ordinal) },
        { "extent with offset", Plain.Replace("\"disk.vmdk\"", "\"disk.vmdk\" 0", StringComparison.Ordinal) },
        { "old bytes behind the NUL", Plain + "\0\0RW 2048 FLAT \"old.vmdk\" 0\nparentCID=00000001\n" },
        { "byte order mark", "\uFEFF" + Plain },
        { "another first line", Plain.Replace("# Disk DescriptorFile", "# The Descriptor", StringComparison.Ordinal) },
        { "no first line", Plain.Replace("# Disk DescriptorFile\n", "", StringComparison.Ordinal) },
        { "extent first", "RW 2048 SPARSE \"disk.vmdk\"\n# Extent description\n" + Plain.Replace("RW 2048 SPARSE \"disk.vmdk\"\n", "", StringComparison.Ordinal) },
        { "no parent id", Plain.Replace("parentCID=ffffffff\n", "", StringComparison.Ordinal) },
        { "unknown keys", Plain + "isNativeSnapshot=\"no\"\nddb.future = \"x = y\"\nencoding=\"windows-1252\"\n= nothing\nnonsense\n" },
    };

    public static TheoryData<string> Names { get; } = [.. Spellings.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Odd_spellings_are_read(string name)
    {
        var guest = Guest.Empty(1 << 20).Random(70_000, 1000);
        using var image = DiskFormats.BuiltIn.Open(new VmdkBuilder().With(guest).Described(Spellings[name]).BuildSource());

        guest.AssertIn(image);
        Assert.Equal("streamOptimized", image.Variant);
    }

    [Fact]
    public void Values_keep_what_stands_between_their_quotes()
    {
        var descriptor = Parse("CID=0f1000AB\nparentCID = 00000001\nparentFileNameHint=\"C:\\VMs\\a = b.vmdk\"\nddb.uuid = \"60 00 C2 9a\"\nddb.UUID = \"later\"\n");

        Assert.Equal((0x0f1000ABu, 1u), (descriptor.ContentId, descriptor.ParentContentId));
        Assert.Equal("C:\\VMs\\a = b.vmdk", descriptor["PARENTFILENAMEHINT"]);
        Assert.Equal("later", descriptor["ddb.uuid"]);
        Assert.Null(descriptor.CreateType);
    }

    [Fact]
    public void Bytes_that_are_no_text_do_not_hide_the_rest()
    {
        byte[] text = [.. "ddb.comment = \"M"u8, 0xFC, 0xFF, .. "ller\"\ncreateType=\"custom\"\n"u8];

        Assert.Equal("custom", VmdkDescriptor.Parse(text).CreateType);
    }

    [Theory, InlineData("no hex"), InlineData("123456789"), InlineData(""), InlineData("-1"), InlineData(" ffffffff ")]
    public void An_id_that_cannot_be_read_means_no_parent(string text) => Assert.Equal(VmdkDescriptor.NoParent, Parse($"parentCID={text}\n").ParentContentId);

    [Fact]
    public void Every_extent_line_is_listed()
    {
        var descriptor = Parse("RW 63 FLAT \"disk-flat.vmdk\" 0\nRDONLY 10 ZERO\nNOACCESS 5 SPARSE \"x y.vmdk\"\nRW many SPARSE \"a\"\nRW -1 SPARSE \"a\"\nRW\n");

        Assert.Equal([new("RW", 63, "FLAT", "disk-flat.vmdk"), new("RDONLY", 10, "ZERO", null), new("NOACCESS", 5, "SPARSE", "x y.vmdk")], descriptor.Extents);
    }

    private static VmdkDescriptor Parse(string text) => VmdkDescriptor.Parse(Encoding.UTF8.GetBytes(text));
}
