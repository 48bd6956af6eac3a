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

        Assert.Equal("custom", VmdkDescriptor.Parse(text, new("d.vmdk")).CreateType);
    }

    [Theory]
    [InlineData("monolithicSparse", "monolithicSparse")]
    [InlineData("MONOLITHICFLAT", "monolithicFlat")]
    [InlineData("2GbMaxExtentSparse", "twoGbMaxExtentSparse")]
    [InlineData("twoGbMaxExtentFlat", "twoGbMaxExtentFlat")]
    [InlineData("vmfsSeSparse", "seSparse")]
    [InlineData("somethingNew", "somethingNew")]
    [InlineData("", "custom")]
    [InlineData(null, "custom")]
    public void Create_types_have_one_spelling(string? written, string expected) => Assert.Equal(expected, VmdkCreateType.Canonical(written));

    [Theory]
    [InlineData(null, "Müller", "utf-8")]
    [InlineData("UTF-8", "Müller", "utf-8")]
    [InlineData("windows-1252", "Müller", "windows-1252")]
    [InlineData(null, "Müller", "windows-1252")]
    [InlineData("UTF-8", "Müller", "windows-1252")]
    [InlineData("Shift_JIS", "仮想", "shift_jis")]
    [InlineData("GBK", "虚拟", "gbk")]
    [InlineData("windows-1251", "диск", "windows-1251")]
    [InlineData("no such encoding", "диск", "utf-8")]
    [InlineData("windows-949", "디스크", "ks_c_5601-1987")]
    [InlineData("cp932", "ディスク表", "shift_jis")]
    [InlineData("MS936", "磁盘", "gb2312")]
    [InlineData("windows-99999", "диск", "utf-8")]
    [InlineData("cp-1", "диск", "utf-8")]
    [InlineData("utf-16", "диск", "utf-8")]
    [InlineData("utf-7", "диск", "utf-8")]
    public void Names_are_read_in_the_encoding_that_is_declared(string? declared, string name, string encoding)
    {
        var text = (declared is null ? "" : $"encoding=\"{declared}\"\n") + $"RW 1 FLAT \"{name}-flat.vmdk\" 0\n";
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.UTF8).GetBytes(text);

        Assert.Equal(name + "-flat.vmdk", Assert.Single(VmdkDescriptor.Parse(bytes, new("d.vmdk")).Extents).Name);
    }

    [Fact]
    public void A_descriptor_that_was_saved_as_unicode_is_read_whatever_encoding_it_declares()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("# Disk DescriptorFile\r\nencoding=\"windows-1252\"\r\nRW 1 FLAT \"диск-flat.vmdk\" 0\r\n\0")];

        Assert.IsType<VmdkFormat>(DiskFormats.BuiltIn.Detect(OvfKit.IO.ByteSource.FromMemory(bytes, "file")));
        Assert.Equal("диск-flat.vmdk", Assert.Single(VmdkDescriptor.Parse(bytes, new("d.vmdk")).Extents).Name);
    }

    [Theory]
    [InlineData("# Disk DescriptorFile\nversion=1\n", true)]
    [InlineData("\uFEFF# disk descriptorfile\r\nversion=1\r\n", true)]
    [InlineData("version=1\n\tCREATETYPE = \"vmfs\"\n", true)]
    [InlineData("# Disk DescriptorFile\n\0\u0001\u0002", true)]
    [InlineData("\u0001# Disk DescriptorFile\n", false)]
    [InlineData("# Disk DescriptorFile\n\u0007", false)]
    [InlineData("see createType=\"vmfs\"\n", false)]
    [InlineData("createTypes=\"vmfs\"\n", false)]
    [InlineData("", false)]
    public void A_descriptor_is_known_by_its_text(string text, bool expected) =>
        Assert.Equal(expected, DiskFormats.BuiltIn.Detect(OvfKit.IO.ByteSource.FromMemory(Encoding.UTF8.GetBytes(text), "file")) is VmdkFormat);

    [Theory, InlineData("no hex"), InlineData("123456789"), InlineData(""), InlineData("-1"), InlineData(" ffffffff ")]
    public void An_id_that_cannot_be_read_means_no_parent(string text) => Assert.Equal(VmdkDescriptor.NoParent, Parse($"parentCID={text}\n").ParentContentId);

    [Fact]
    public void Every_extent_line_is_listed()
    {
        var descriptor = Parse("RW 63 FLAT \"disk-flat.vmdk\" 0\nRDONLY 10 ZERO\nNOACCESS 5 SPARSE \"x y.vmdk\"\nRW 2 FLAT plain-flat.vmdk 128\nrw 3 FLAT \"\\\\.\\PhysicalDrive1\" 63 partitionUUID \\\\?\\scsi#disk\nRW = \"no extent\"\n");

        Assert.Equal(
            [
                new("RW", 63, "FLAT", "disk-flat.vmdk", 0, 1), new("RDONLY", 10, "ZERO", null, 0, 2), new("NOACCESS", 5, "SPARSE", "x y.vmdk", 0, 3),
                new("RW", 2, "FLAT", "plain-flat.vmdk", 128, 4), new("RW", 3, "FLAT", @"\\.\PhysicalDrive1", 63, 5),
            ],
            descriptor.Extents);
    }

    private static VmdkDescriptor Parse(string text) => VmdkDescriptor.Parse(Encoding.UTF8.GetBytes(text), new("d.vmdk"));
}
