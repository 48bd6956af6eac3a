using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Model;
using static OvfKit.Tests.Generated.ModelSample;

namespace OvfKit.Tests.Generated;

public sealed class OvfElementTests
{
    [Fact]
    public void The_same_element_has_the_same_view()
    {
        var envelope = Sample;

        Assert.Same(envelope.References!.Files[1], envelope.References.Files[1]);
        Assert.Same(envelope.VirtualSystems[0].Hardware[0], envelope.VirtualSystems[0].HardwareSections[0].Items[0]);
    }

    [Theory]
    [InlineData("<ovf:File ovf:href='old'/>", "<ovf:File ovf:href='new'/>")]
    [InlineData("<ovf:File href='old'/>", "<ovf:File href='new'/>")]
    [InlineData("<ovf:File/>", "<ovf:File ovf:href=\"new\"/>")]
    [InlineData("<File href='old'/>", "<File href='new'/>")]
    [InlineData("<File/>", "<File ovf:href=\"new\"/>")]
    public void A_set_attribute_keeps_its_name_or_takes_the_namespace_of_the_element(string file, string expected) =>
        Assert.Equal(Around(expected), Set(Around(file), static one => one.Href = "new"));

    [Fact]
    public void Null_removes_and_numbers_are_written_plain()
    {
        Assert.Equal(Around("<ovf:File/>"), Set(Around("<ovf:File ovf:href='x' size='5'/>"), static one => (one.Href, one.Size) = (null, null)));
        Assert.Equal(Around("<ovf:File ovf:size=\"1234567890123\"/>"), Set(Around("<ovf:File/>"), static one => one.Size = 1234567890123));
    }

    [Fact]
    public void A_number_the_schema_does_not_allow_is_not_set()
    {
        var file = Sample.References!.Files[0];
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Size = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.VirtualSystems[0].OperatingSystem!.Id = 65536);
        Assert.Equal(1024, file.Size);
    }

    [Theory]
    [InlineData('\f')]
    [InlineData('\0')]
    [InlineData('\uD83D')]
    public void A_text_that_no_XML_can_hold_is_not_set(char character)
    {
        var text = $"page{character}page";
        var envelope = Sample;
        var system = envelope.VirtualSystems[0];
        Assert.Throws<ArgumentException>(() => envelope.References!.Files[0].Href = text);
        Assert.Throws<ArgumentException>(() => system.Name = text);
        Assert.Throws<ArgumentException>(() => system.OperatingSystem!.Description = text);
        Assert.Throws<ArgumentException>(() => system.Hardware[0].Connection.Add(text));
        Assert.Throws<ArgumentException>(() => system.HardwareSections[0].VMwareConfig["firmware"] = text);
        system.Name = "tab\tline\n😀";
    }

    [Fact]
    public void Setting_what_is_already_so_is_no_edit()
    {
        var descriptor = Parse();
        var file = descriptor.Envelope.References!.Files[0];
        file.Href = file.Href;
        file.Size = file.Size;
        file.ChunkSize = file.ChunkSize;
        descriptor.Envelope.References.Files[1].Size = null;

        Assert.False(descriptor.IsModified);
    }

    [Theory]
    [InlineData("x"), InlineData(""), InlineData("-2"), InlineData("1.5"), InlineData("9223372036854775808"), InlineData("0x10")]
    public void An_unreadable_number_is_reported_where_it_stands(string value)
    {
        var file = Parse(Around($"<ovf:File ovf:id='a'\n ovf:size='{value}'/>")).Envelope.References!.Files[0];

        var diagnostic = Assert.Throws<InvalidContentException>(() => file.Size).Diagnostic;
        Assert.Same(SchemaDiagnostics.ValueNotReadable, diagnostic.Descriptor);
        Assert.Equal(new Location("model.ovf", 2, 2, Path: "/Envelope/References/File/@size"), diagnostic.Location);
    }

    [Fact]
    public void A_vendor_attribute_of_the_same_name_is_another_one() =>
        Assert.Null(Parse(Around("<ovf:File xmlns:v='urn:v' v:href='x'/>")).Envelope.References!.Files[0].Href);

    private static string Around(string file) =>
        $"<ovf:Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1'><ovf:References>{file}</ovf:References></ovf:Envelope>";

    private static string Set(string text, Action<FileReference> set)
    {
        var descriptor = Parse(text);
        set(descriptor.Envelope.References!.Files[0]);
        return Encoding.UTF8.GetString(descriptor.ToBytes());
    }
}
