using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Packaging;
using OvfKit.Tests.Packaging;
using static OvfKit.Tests.Model.MeaningSample;

namespace OvfKit.Tests.Model;

public sealed class MessageCatalogTests
{
    private const string Bundles = """
        <Strings xml:lang="de-DE"><Msg ovf:msgid="hi">Hallo</Msg><Msg ovf:msgid="bye">Tschüss</Msg></Strings>
        <Strings xml:lang="de"><Msg ovf:msgid="hi">Hallöchen</Msg></Strings>
        <Strings xml:lang="fr_FR"><Msg ovf:msgid="hi">Bonjour</Msg></Strings>
        <Strings xml:lang="fr_FR"><Msg ovf:msgid="hi">Salut</Msg><Msg>nothing</Msg></Strings>
        <Strings><Msg ovf:msgid="hi">Hello there</Msg></Strings>
        """;

    private static Envelope Sample(string bundles, string attributes = "xml:lang='en-GB'") =>
        Envelope("", "<VirtualSystem ovf:id='vm'><Info ovf:msgid='hi'>Hello</Info><Name ovf:msgid='none'>Name</Name></VirtualSystem>", "", bundles, attributes);

    private static string Text(Envelope envelope, string? language, MessageFileReader? files = null, DiagnosticBag? bag = null) =>
        MessageCatalog.Of(envelope, files, bag).Text(envelope.Content!.InfoMessage!, language);

    private static MessageFileReader File(string text) => name => name == "f" ? Encoding.UTF8.GetBytes(text) : null;

    [Theory]
    [InlineData("de-DE", "Hallo"), InlineData("DE-de", "Hallo"), InlineData("de_DE", "Hallo"), InlineData("de-AT", "Hallöchen"), InlineData("de-Latn-CH", "Hallöchen"), InlineData("de", "Hallöchen")]
    [InlineData("fr-FR", "Bonjour"), InlineData("fr", "Hello there"), InlineData("it", "Hello there"), InlineData("en-GB", "Hello there"), InlineData(null, "Hello there"), InlineData("", "Hello there")]
    public void A_text_is_found_in_the_nearest_language(string? language, string expected) => Assert.Equal(expected, Text(Sample(Bundles), language));

    [Fact]
    public void What_no_bundle_has_stays_as_it_is_written()
    {
        var envelope = Sample(Bundles);
        var catalog = MessageCatalog.Of(envelope);

        Assert.Equal("Name", catalog.Text(envelope.Content!.NameMessage!, "de-DE"));
        Assert.Equal("plain", catalog.Text(new Message { Text = "plain" }, "de-DE"));
        Assert.Equal("Hello", Text(Sample(""), "de"));
        Assert.Equal(("Tschüss", null), (catalog.Find("bye", "de-DE"), catalog.Find("bye", "de")));
        Assert.Equal(["de-DE", "de", "fr-FR", "en-GB"], catalog.Languages);
    }

    [Fact]
    public void A_descriptor_that_names_no_language_is_in_american_english() =>
        Assert.Equal("Howdy", Text(Sample("<Strings xml:lang='en-US'><Msg ovf:msgid='hi'>Howdy</Msg></Strings>", ""), "it"));

    [Theory]
    [InlineData("<Strings xmlns='http://schemas.dmtf.org/ovf/envelope/1' xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1' xml:lang='it'><Msg ovf:msgid='hi'>Ciao</Msg></Strings>")]
    [InlineData("<ovf:Strings xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/2' xml:lang='it-IT'><ovf:Msg ovf:msgid='hi'>Ciao</ovf:Msg></ovf:Strings>")]
    [InlineData("<Strings><Msg msgid='hi'>Ciao</Msg></Strings>")]
    public void External_bundles_are_read_where_the_caller_opens_them(string bundle)
    {
        var envelope = Sample("<Strings ovf:fileRef='f' xml:lang='it-IT'/>");

        Assert.Equal(bundle.Contains("'it'", StringComparison.Ordinal) ? "Hello" : "Ciao", Text(envelope, bundle.Contains("'it'", StringComparison.Ordinal) ? "fr" : "it-IT", File(bundle)));
        Assert.Equal("Hello", Text(envelope, "it-IT"));
    }

    [Fact]
    public void A_single_text_may_stand_in_a_file_of_its_own()
    {
        var envelope = Sample("<Strings xml:lang='it'><Msg ovf:msgid='hi' ovf:fileRef='f'/></Strings>");

        Assert.Equal("Ciao, mondo & città", Text(envelope, "it", File("\uFEFFCiao, mondo & città")));
        Assert.Equal("Hello", Text(envelope, "it"));
    }

    [Theory]
    [InlineData("<Strings ovf:fileRef='gone' xml:lang='it'/>"), InlineData("<Strings xml:lang='it'><Msg ovf:msgid='hi' ovf:fileRef='gone'/></Strings>")]
    public void OVF2960_is_a_bundle_that_is_not_there(string bundles)
    {
        var bag = new DiagnosticBag();

        Assert.Equal("Hello", Text(Sample(bundles), "it", File(""), bag));

        Assert.Same(ResolutionDiagnostics.BundleMissing, Assert.Single(bag).Descriptor);
    }

    [Theory]
    [InlineData("not XML"), InlineData("<Other/>"), InlineData("")]
    public void OVF2961_is_a_bundle_that_is_none(string content)
    {
        var bag = new DiagnosticBag();

        Assert.Equal("Hello", Text(Sample("<Strings ovf:fileRef='f'/>"), "it", File(content), bag));

        var found = Assert.Single(bag);
        Assert.Same(ResolutionDiagnostics.BundleUnreadable, found.Descriptor);
        Assert.True(found.Location.Line > 0);
    }

    [Fact]
    public void A_text_in_a_file_that_is_no_text_is_left_out()
    {
        var bag = new DiagnosticBag();

        Assert.Equal("Hello", Text(Sample("<Strings xml:lang='it'><Msg ovf:msgid='hi' ovf:fileRef='f'/></Strings>"), "it", _ => new byte[] { 0x80, 0xC3 }, bag));

        Assert.Same(ResolutionDiagnostics.BundleUnreadable, Assert.Single(bag).Descriptor);
    }

    [Fact]
    public void The_bundles_of_a_package_are_found_among_its_files()
    {
        const string Descriptor = """
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
              <References><File ovf:id="it" ovf:href="it.msg"/><File ovf:id="fr" ovf:href="missing.msg"/></References>
              <VirtualSystem ovf:id="vm"><Info ovf:msgid="hi">Hello</Info></VirtualSystem>
              <Strings ovf:fileRef="it"/><Strings ovf:fileRef="fr"/><Strings ovf:fileRef="es"/>
            </Envelope>
            """;
        using var package = Package(Descriptor);
        var bag = new DiagnosticBag();

        var catalog = MessageCatalog.Of(package, bag);

        Assert.Equal("Ciao", catalog.Text(package.Descriptor.Envelope.Content!.InfoMessage!, "it-CH"));
        Assert.Equal(["OVF3012", "OVF2960", "OVF2960"], bag.Select(static found => found.Id));
    }

    private static OvfPackage Package(string descriptor) => Packaging.Sample.Package(
        new TarBuilder().File("a.ovf", descriptor).File("it.msg", "<Strings xml:lang='it'><Msg msgid='hi'>Ciao</Msg></Strings>").End());
}
