using System.Text;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Testing;
using OvfKit.Xml;

namespace OvfKit.Tests;

public sealed class OvfDescriptorTests
{
    private static OvfDescriptor Parse(string text, DiagnosticBag? bag = null) => OvfDescriptor.Parse(Encoding.UTF8.GetBytes(text), "a.ovf", bag);

    [Theory]
    [InlineData("http://schemas.dmtf.org/ovf/envelope/1", OvfDialect.Ovf1)]
    [InlineData("http://schemas.dmtf.org/ovf/envelope/2", OvfDialect.Ovf2)]
    [InlineData("http://schemas.dmtf.org/ovf/envelope", OvfDialect.Ovf1)]
    [InlineData("http://schemas.dmtf.org/ovf/envelope/1/", OvfDialect.OVirt)]
    [InlineData("http://www.vmware.com/schema/ovf/1/envelope", OvfDialect.Draft)]
    public void Every_known_dialect_is_read_without_a_warning(string uri, OvfDialect dialect)
    {
        var bag = new DiagnosticBag();
        var descriptor = Parse($"<Envelope xmlns='{uri}'/>", bag);

        Assert.Empty(bag);
        Assert.Equal(dialect, descriptor.Envelope.Dialect);
        Assert.Equal(uri, descriptor.Envelope.Namespace);
        Assert.Equal("a.ovf", descriptor.Name);
    }

    [Theory]
    [InlineData("<Envelope/>"), InlineData("<e:Envelope xmlns:e='http://schemas.dmtf.org/ovf/envelope/3'/>")]
    public void An_envelope_of_an_unknown_namespace_is_read_with_a_warning(string text)
    {
        var bag = new DiagnosticBag();

        Assert.Equal(OvfDialect.Unknown, Parse(text, bag).Envelope.Dialect);
        Assert.Same(TextDiagnostics.UnknownNamespace, Assert.Single(bag).Descriptor);
    }

    [Theory]
    [InlineData("<html/>"), InlineData("<envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'/>"), InlineData("<Environment/>")]
    public void Another_root_is_refused(string text)
    {
        var exception = Assert.Throws<InvalidContentException>(() => Parse("\n" + text));

        Assert.Same(TextDiagnostics.NotAnEnvelope, exception.Diagnostic.Descriptor);
        Assert.Equal(2, exception.Diagnostic.Location.Line);
    }

    [Fact]
    public void The_envelope_is_the_same_object_each_time_and_is_no_edit()
    {
        var descriptor = Parse("<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'/>");

        Assert.Same(descriptor.Envelope, descriptor.Envelope);
        Assert.False(descriptor.IsModified);
    }

    [Fact]
    public void An_edit_through_the_model_changes_only_what_it_means()
    {
        var text = File.ReadAllText(RepositoryFiles.Fixture("packages/small-folder/small.ovf"));
        var descriptor = Parse(text);
        var file = descriptor.Envelope.References!.Files[0];
        var href = file.Href!;

        file.Href = "other & new.vmdk";

        Assert.True(descriptor.IsModified);
        var at = text.IndexOf($"\"{href}\"", StringComparison.Ordinal);
        Assert.Equal(text[..at] + "\"other &amp; new.vmdk\"" + text[(at + href.Length + 2)..], Encoding.UTF8.GetString(descriptor.ToBytes()));
    }

    [Fact]
    public void Locations_count_in_the_original_text()
    {
        var descriptor = Parse("<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'>\n  <References/>\n</Envelope>");
        descriptor.Document.Root!.AddFirst(new XElement("new"));

        Assert.Equal("a.ovf(2,3)", descriptor.LocationOf(descriptor.Envelope.References!.Element).ToString());
    }

    [Fact]
    public void An_envelope_that_was_removed_is_missed()
    {
        var descriptor = Parse("<Envelope/>");
        descriptor.Document.Root!.Remove();

        Assert.Throws<InvalidOperationException>(() => descriptor.Envelope);
        Assert.Throws<InvalidOperationException>(descriptor.ToBytes);
    }

    [Fact]
    public void Codes_are_unique_and_of_their_family()
    {
        Assert.All(TextDiagnostics.All, static code => Assert.StartsWith("OVF0", code.Id, StringComparison.Ordinal));
        Assert.Equal(TextDiagnostics.All.Count, TextDiagnostics.All.Select(static code => code.Id).Distinct().Count());
        Assert.Equal(TextDiagnostics.All.Count, typeof(TextDiagnostics).GetFields().Length);
    }
}
