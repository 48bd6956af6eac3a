using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class PackageRulesTests
{
    private const string Raw = "http://en.wikipedia.org/wiki/Byte";
    private static readonly string _disk = new('d', 1024);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("packages/appliance.ova")]
    [InlineData("packages/small-folder")]
    public async Task Good_packages_have_no_findings_as_packages(string path)
    {
        using var package = OvfPackage.Open(RepositoryFiles.Fixture(path));
        Assert.DoesNotContain(await FindAsync(package), one => one.Id.StartsWith("OVF3", StringComparison.Ordinal));
    }

    [Fact]
    public Task OVF3030_a_file_that_is_not_listed() => AssertAsync("OVF3030", "\"b.txt\" is not listed", "", "", ("b.txt", "x"));

    [Fact]
    public Task OVF3031_files_in_another_order_than_listed() =>
        AssertAsync("OVF3031", "\"b\" stands before \"a\"", """<File ovf:id="1" ovf:href="a"/><File ovf:id="2" ovf:href="b"/>""", "", ("b", "x"), ("a", "y"));

    [Fact]
    public Task OVF3032_names_that_differ_in_case_only() =>
        AssertAsync("OVF3032", "\"a.txt\" and \"A.TXT\"", """<File ovf:id="1" ovf:href="a.txt"/><File ovf:id="2" ovf:href="A.TXT"/>""", "", ("a.txt", "x"), ("A.TXT", "y"));

    [Fact]
    public Task OVF3033_a_name_with_parentheses() => AssertAsync("OVF3033", "has the sign (", """<File ovf:id="1" ovf:href="a%20(1)"/>""", "", ("a (1)", "x"));

    [Fact]
    public Task OVF3034_another_capacity_than_the_image_has() => AssertAsync("OVF3034", "2048 bytes in the descriptor, but its image has 1024", File, Disk("2048"), ("d.raw", _disk));

    [Fact]
    public Task OVF3035_more_data_than_there_is_room() =>
        AssertAsync("OVF3035", "room for 1024", File, Disk("1024", "ovf:populatedSize=\"4096\""), ("d.raw", _disk));

    [Fact]
    public async Task OVF3036_another_variant_than_the_descriptor_says()
    {
        using var folder = new TempFolder();
        using var image = DiskAssert.OpenRaw(new byte[1 << 20]);
        var vmdk = DiskFormats.BuiltIn.Find("vmdk")!;
        var bytes = await DiskAssert.WriteAsync(image, vmdk, new DiskWriteOptions { Variant = "monolithicSparse" });
        await System.IO.File.WriteAllTextAsync(folder["a.ovf"], Sample.Envelope("""<File ovf:id="f" ovf:href="d.vmdk"/>""",
            $"""<Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1048576" ovf:format="{vmdk.WritableVariant("streamOptimized").Uri}"/>"""), Stop);
        await System.IO.File.WriteAllBytesAsync(folder["d.vmdk"], bytes, Stop);
        using var package = OvfPackage.Open(folder.Path);
        Assert.Contains(await FindAsync(package), one => one.Id == "OVF3036");
    }

    [Fact]
    public async Task A_damaged_disk_and_an_incomplete_manifest_are_findings_among_others()
    {
        using var package = Sample.Package(new TarBuilder().File("a.ovf", Sample.Envelope(File, Disk("1024"))).File("a.mf", Sample.Line("gone", "x")).File("d.raw", "KDMV" + _disk[4..]).End());
        var found = (await FindAsync(package)).Select(one => one.Id).ToList();
        Assert.Contains("OVF4006", found);
        Assert.Contains(found, one => one.StartsWith("OVF61", StringComparison.Ordinal));
    }

    private static string File => """<File ovf:id="f" ovf:href="d.raw"/>""";

    private static string Disk(string capacity, string more = "") => $"""<Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="{capacity}" ovf:format="{Raw}" {more}/>""";

    private static async Task AssertAsync(string code, string message, string files, string disks, params (string, string)[] entries)
    {
        using var package = Sample.Package(files, disks, null, entries);
        var one = Assert.Single(await FindAsync(package), one => one.Id == code);
        Assert.Contains(message, one.Message, StringComparison.Ordinal);
    }

    private static async Task<DiagnosticBag> FindAsync(OvfPackage package)
    {
        var found = new DiagnosticBag();
        await package.ValidateAsync(found, Stop);
        return found;
    }
}
