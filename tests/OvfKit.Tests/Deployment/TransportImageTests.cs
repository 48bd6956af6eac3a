using System.Globalization;
using System.Text;
using OvfKit.Deployment;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Model;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Deployment;

public sealed class TransportImageTests
{
    private static TransportImage Sample()
    {
        var environment = OvfEnvironment.Create("vm");
        environment.Properties["k"] = new string('v', 3000);
        return new(environment);
    }

    private static ByteSource Bytes(string text) => ByteSource.FromMemory(Encoding.UTF8.GetBytes(text), "x");

    private static async Task<string> WrittenAsync(TransportImage image, TempFolder folder)
    {
        var path = folder["env.iso"];
        await using var file = File.Create(path);
        await image.WriteAsync(file, TestContext.Current.CancellationToken);
        return path;
    }

    [Fact]
    public async Task Isoinfo_finds_the_environment_by_both_names()
    {
        var isoinfo = ForeignTool.Require("isoinfo");
        using var folder = new TempFolder();
        var environment = OvfEnvironment.Create("vm");
        environment.Properties["greeting"] = "Grüße, 中";
        var path = await WrittenAsync(new(environment), folder);
        var expected = Encoding.UTF8.GetString(environment.ToBytes());

        Assert.Contains("OVF_ENV.XML;1", isoinfo.Run("-l", "-i", path), StringComparison.Ordinal);
        Assert.Contains(" ovf-env.xml", isoinfo.Run("-J", "-l", "-i", path), StringComparison.Ordinal);
        Assert.Equal(expected, isoinfo.Run("-i", path, "-x", "/OVF_ENV.XML;1"));
        Assert.Equal(expected, isoinfo.Run("-J", "-i", path, "-x", "/ovf-env.xml"));
        var volume = isoinfo.Run("-d", "-i", path);
        Assert.Contains("Volume id: OVF_ENV\n", volume, StringComparison.Ordinal);
        Assert.Contains("Joliet with UCS level 3 found", volume, StringComparison.Ordinal);
        Assert.Contains($"Volume size is: {new FileInfo(path).Length / 2048}\n", volume, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Isoinfo_finds_files_in_folders()
    {
        var isoinfo = ForeignTool.Require("isoinfo");
        using var folder = new TempFolder();
        var image = Sample();
        image.Label = "MY_CD";
        image.Timestamp = new DateTimeOffset(2024, 2, 29, 23, 30, 0, TimeSpan.FromHours(-1));
        image.Add("ovffiles/Config Files/network.configuration", Bytes("net"));
        image.Add("ovffiles/Config Files/empty", Bytes(""));
        image.Add("b/c/d/e/f/g/h/deep.txt", Bytes("deep"));
        // Enough for folders of several sectors, and short names that clash.
        for (var number = 0; number < 150; number++)
            image.Add(string.Create(CultureInfo.InvariantCulture, $"many/a rather long name {number:d4}.data"), Bytes($"{number}"));
        var path = await WrittenAsync(image, folder);

        Assert.Equal("net", isoinfo.Run("-J", "-i", path, "-x", "/ovffiles/Config Files/network.configuration"));
        Assert.Equal("", isoinfo.Run("-J", "-i", path, "-x", "/ovffiles/Config Files/empty"));
        Assert.Equal("deep", isoinfo.Run("-J", "-i", path, "-x", "/b/c/d/e/f/g/h/deep.txt"));
        Assert.Equal("deep", isoinfo.Run("-i", path, "-x", "/B/C/D/E/F/G/H/DEEP.TXT;1"));
        Assert.Equal("149", isoinfo.Run("-J", "-i", path, "-x", "/many/a rather long name 0149.data"));
        Assert.Equal("10", isoinfo.Run("-i", path, "-x", "/MANY/A_RATH10.DAT;1"));
        Assert.Equal(150, isoinfo.Run("-J", "-f", "-i", path).Split('\n').Count(static line => line.StartsWith("/many/", StringComparison.Ordinal)));
        Assert.Equal(150, isoinfo.Run("-f", "-i", path).Split('\n').Count(static line => line.StartsWith("/MANY/", StringComparison.Ordinal)));
        var list = isoinfo.Run("-l", "-i", path);
        Assert.Contains("Mar  1 2024", list, StringComparison.Ordinal);
        Assert.Equal(11, isoinfo.Run("-p", "-i", path).Split('\n').Count(static line => line.Contains(": ", StringComparison.Ordinal)));
        Assert.Contains("No errors found", ForeignTool.Require("isovfy").Run(path), StringComparison.Ordinal);
        Assert.Contains("Volume id: MY_CD\n", isoinfo.Run("-d", "-i", path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_a_guest_shall_receive_are_on_its_CD()
    {
        var isoinfo = ForeignTool.Require("isoinfo");
        using var folder = new TempFolder();
        using var package = Package("<File ovf:fileRef='config' ovf:path='setup/cfg.xml'/><File ovf:fileRef='data' ovf:path='data.bin'/>");
        var system = (VirtualSystem)package.Descriptor.Envelope.Content!;
        var path = await WrittenAsync(TransportImage.For(package, system), folder);

        Assert.Equal("<configuration/>", isoinfo.Run("-J", "-i", path, "-x", "/ovffiles/setup/cfg.xml"));
        Assert.Equal("0123", isoinfo.Run("-J", "-i", path, "-x", "/ovffiles/data.bin"));
        Assert.Equal(Encoding.UTF8.GetString(OvfEnvironment.For(system).ToBytes()), isoinfo.Run("-J", "-i", path, "-x", "/ovf-env.xml"));
    }

    [Theory]
    [InlineData("nothing", "a"), InlineData("config", "../a"), InlineData("config", ""), InlineData("config", "a:b"), InlineData("data", "TAKEN")]
    public void OVF2963_a_file_for_the_guest_cannot_be_handed_over(string id, string path)
    {
        using var package = Package($"<File ovf:fileRef='config' ovf:path='taken'/>\n<File ovf:fileRef='{id}' ovf:path='{path}'/>");
        var exception = Assert.Throws<InvalidContentException>(() => TransportImage.For(package, (VirtualSystem)package.Descriptor.Envelope.Content!));
        Assert.StartsWith("a.ova!a.ovf(7,1): error OVF2963: ", exception.Message, StringComparison.Ordinal);
    }

    private static OvfPackage Package(string files) => OvfPackage.Open(OvaStore.OpenArchive(ByteSource.FromMemory(new TarBuilder().File("a.ovf", $"""
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/2" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/2">
          <References><File ovf:id="config" ovf:href="config.xml"/><File ovf:id="data" ovf:href="data.bin"/></References>
          <VirtualSystem ovf:id="vm">
            <Info>a machine</Info>
            <EnvironmentFilesSection><Info>for the guest</Info>
        {files}
            </EnvironmentFilesSection>
          </VirtualSystem>
        </Envelope>
        """).File("config.xml", "<configuration/>").File("data.bin", "0123").End(), "a.ova")));

    [Fact]
    public async Task The_same_content_gives_the_same_bytes()
    {
        using MemoryStream first = new(), second = new();
        await Sample().WriteAsync(first, TestContext.Current.CancellationToken);
        await Sample().WriteAsync(second, TestContext.Current.CancellationToken);

        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Equal(0, first.Length % 2048);
    }

    [Theory]
    [InlineData(""), InlineData("/a"), InlineData("a/"), InlineData("a//b"), InlineData("."), InlineData("../a"), InlineData("a\\b"), InlineData("a:b"), InlineData("a\u0001"), InlineData("\U0001F600")]
    [InlineData("1/2/3/4/5/6/7/8/9"), InlineData("ovf-env.xml"), InlineData("OVF-ENV.XML"), InlineData("ovf-env.xml/a"), InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_path_that_cannot_be_on_a_CD_is_refused(string path) => Assert.Throws<ArgumentException>(() => Sample().Add(path, Bytes("")));

    [Theory]
    [InlineData(""), InlineData("lower"), InlineData("WITH BLANK"), InlineData("12345678901234567"), InlineData(null)]
    public void A_label_that_cannot_be_on_a_CD_is_refused(string? label) => Assert.Throws<ArgumentException>(() => Sample().Label = label!);

    [Theory]
    [InlineData(1899), InlineData(2156)]
    public void A_time_that_cannot_be_on_a_CD_is_refused(int year) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample().Timestamp = new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Short_names_are_told_apart()
    {
        var taken = new HashSet<string>();
        foreach (var name in (string[])["readme.text", "README.TEX", ".hidden", "ä", "a.b.c"])
            taken.Add(IsoNames.ShortNameOf(name, isFolder: false, taken));

        Assert.Equal(["README.TEX", "README1.TEX", "_.HID", "_.", "A_B.C"], taken);
        Assert.Equal("FOLDER_E", IsoNames.ShortNameOf("folder.ending", isFolder: true, []));
    }
}
