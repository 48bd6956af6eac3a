using System.Text;
using OvfKit.Diagnostics;

namespace OvfKit.Tests;

/// <summary>One case for each code about text, by its name.</summary>
public class TextDiagnosticsTests
{
    private const string Envelope = "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'/>";

    [Fact]
    public void OVF0001_too_large() => Stops("OVF0001", new byte[(32 << 20) + 1]);

    [Fact]
    public void OVF0002_bytes_that_fit_no_encoding() => Stops("OVF0002", [.. "<a>"u8, 0xC3, 0x28, .. "</a>"u8]);

    [Fact]
    public void OVF0003_an_encoding_that_is_not_the_one_named() => Reports("OVF0003", $"<?xml version='1.0' encoding='UTF-16'?>{Envelope}");

    [Fact]
    public void OVF0004_a_document_type() => Stops("OVF0004", "<!DOCTYPE Envelope SYSTEM 'file:///etc/passwd'><Envelope/>");

    [Fact]
    public void OVF0005_not_well_formed() => Stops("OVF0005", "<Envelope><References></Envelope>");

    [Fact]
    public void OVF0006_too_deep() => Stops("OVF0006", string.Concat(Enumerable.Repeat("<a>", 300)));

    [Fact]
    public void OVF0007_another_root() => Stops("OVF0007", "<html/>");

    [Fact]
    public void OVF0008_an_unknown_namespace() => Reports("OVF0008", "<Envelope xmlns='http://example.invalid/ovf'/>");

    [Fact]
    public void OVF0009_empty() => Stops("OVF0009", "");

    [Fact]
    public void OVF0010_not_xml() => Stops("OVF0010", "KDMV and the bytes of a disk");

    [Fact]
    public void OVF1001_a_value_that_is_no_number()
    {
        var descriptor = OvfDescriptor.Parse(
            "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1' xmlns:o='http://schemas.dmtf.org/ovf/envelope/1'><References>\n<File o:id='f' o:href='a' o:size='ten'/></References></Envelope>"u8.ToArray(),
            "a.ovf");
        var exception = Assert.Throws<InvalidContentException>(() => descriptor.Envelope.References!.Files[0].Size);
        Assert.StartsWith("a.ovf(2,27): error OVF1001: ", exception.Message, StringComparison.Ordinal);
    }

    private static void Stops(string code, string text) => Stops(code, Encoding.UTF8.GetBytes(text));

    private static void Stops(string code, byte[] bytes) =>
        Assert.Equal(code, Assert.Throws<InvalidContentException>(() => OvfDescriptor.Parse(bytes, "a.ovf")).Diagnostic.Id);

    private static void Reports(string code, string text)
    {
        var diagnostics = new DiagnosticBag();
        OvfDescriptor.Parse(Encoding.UTF8.GetBytes(text), "a.ovf", diagnostics);
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == code);
    }
}
