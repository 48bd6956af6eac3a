using System.Xml.Linq;
using OvfKit.Validation.Reading;

namespace OvfKit.Tests.Validation.Reading;

public sealed class ElementReadingTests
{
    private const string Namespaces = """
        xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:two="http://schemas.dmtf.org/ovf/envelope/2"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:vmw="http://www.vmware.com/schema/ovf" xmlns:s="http://schemas.dmtf.org/ovf/strings/1"
        """;

    private static readonly ElementReading _read = new("http://schemas.dmtf.org/ovf/envelope/1");

    private static XElement Element(string text) => XElement.Parse($"<Envelope {Namespaces}>{text}</Envelope>").Elements().Single();

    [Theory]
    [InlineData("<DiskSection/>", "DiskSection")]
    [InlineData("<two:DiskSection/>", "DiskSection")]
    [InlineData("<DiskSection xmlns=''/>", "DiskSection")]
    [InlineData("<Section xsi:type='ovf:DiskSection_Type'/>", "DiskSection")]
    [InlineData("<Section xsi:type=' DiskSection_Type '/>", "DiskSection")]
    [InlineData("<Section xmlns='' xsi:type='gone:DiskSection'/>", "DiskSection")]
    [InlineData("<Section/>", "Section")]
    [InlineData("<s:Strings/>", "Strings")]
    [InlineData("<vmw:DiskSection/>", null)]
    public void Elements_are_known_by_what_they_are(string text, string? kind) => Assert.Equal(kind, _read.Kind(Element(text)));

    [Theory]
    [InlineData("<File ovf:id='a'/>", "a")]
    [InlineData("<File id=' a '/>", "a")]
    [InlineData("<File two:id='a'/>", "a")]
    [InlineData("<File vmw:id='a'/>", null)]
    [InlineData("<File ovf:id=' '/>", null)]
    public void Attributes_are_read_with_and_without_prefix(string text, string? id) => Assert.Equal(id, _read.Text(Element(text), "id"));

    [Theory]
    [InlineData("<File/>", true)]
    [InlineData("<File ovf:required='false'/>", false)]
    [InlineData("<File ovf:required='0'/>", false)]
    [InlineData("<File required='False'/>", false)]
    [InlineData("<File ovf:required='perhaps'/>", true)]
    public void What_does_not_say_otherwise_is_required(string text, bool required) => Assert.Equal(required, _read.IsRequired(Element(text)));

    [Theory]
    [InlineData(" 12 ", 12), InlineData("-3", -3), InlineData("+4", 4)]
    public void Whole_numbers_are_read(string text, int number) => Assert.Equal(number, ElementReading.Integer(text));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("1.5"), InlineData("1,000"), InlineData("0x10"), InlineData("1e3"), InlineData("9999999999999999999999999999999999999999999")]
    public void Anything_else_is_no_number(string? text) => Assert.Null(ElementReading.Integer(text));
}
