using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Schema;
using OvfKit.Tests.Model;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Schema;

public sealed class SchemaValidatorTests
{
    /// <summary>One slip a code: what is exchanged in the valid document of version 1, and where the finding is.</summary>
    public static TheoryData<string, string, string, string> Slips { get; } = new()
    {
        { "OVF1001", "ovf:size=\"1024\"", "ovf:size=\"ten\"", "/Envelope/References/File[1]/@size" },
        { "OVF1002", "<References>", "<References><Bogus/>", "/Envelope/References/Bogus" },
        { "OVF1003", "<Info ovf:msgid=\"disks\">Disks</Info>", "<Disk ovf:diskId=\"d\" ovf:capacity=\"1\"/><Info>Disks</Info>", "/Envelope/DiskSection/Info" },
        { "OVF1004", "<Info ovf:msgid=\"disks\">Disks</Info>", "<Info/><Info/>", "/Envelope/DiskSection/Info[2]" },
        { "OVF1005", "<Info ovf:msgid=\"disks\">Disks</Info>", "", "/Envelope/DiskSection" },
        { "OVF1006", "<DiskSection>", "<SharedDiskSection/><DiskSection>", "/Envelope/SharedDiskSection" },
        { "OVF1007", "<DiskSection>", "<v:OwnSection><v:Anything/></v:OwnSection><DiskSection>", "/Envelope/OwnSection" },
        { "OVF1008", "ovf:size=\"1024\"", "ovf:weight=\"1024\"", "/Envelope/References/File[1]/@weight" },
        { "OVF1009", "ovf:href=\"disk.vmdk\" ", "", "/Envelope/References/File[1]" },
        { "OVF1010", "xml:lang=\"en-US\"", "xml:lang=\"no language\"", "/Envelope/@lang" },
        { "OVF1011", "<DiskSection>", "<DiskSection>stray", "/Envelope/DiskSection" },
        { "OVF1012", "<References>", "<References xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">", "/Envelope/References/@nil" },
        { "OVF1013", "<References>", "<References xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"ovf:Nothing_Type\">", "/Envelope/References/@type" },
    };

    [Theory, MemberData(nameof(Slips))]
    public void Each_slip_has_its_code_its_place_and_no_other_finding(string code, string right, string wrong, string path)
    {
        var finding = Assert.Single(Findings(EverySection.One.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal((code, path), (finding.Id, finding.Location.Path));
        Assert.True(finding.Location is { Line: > 1, Column: > 0, File: "slip.ovf" }, finding.ToString());
    }

    [Fact]
    public void OVF1014_an_attribute_where_none_is_allowed()
    {
        var finding = Assert.Single(Findings(EverySection.Two.Replace("<NetworkPortProfileURI>", "<NetworkPortProfileURI ovf:x='1'>", StringComparison.Ordinal)));
        Assert.Equal(SchemaDiagnostics.AttributeUnexpected, finding.Descriptor);
    }

    [Fact]
    public void An_xml_id_is_used_once()
    {
        var finding = Assert.Single(Findings(EverySection.One.Replace("<DiskSection>", "<DiskSection xml:id='a'>", StringComparison.Ordinal).Replace("<References>", "<References xml:id='a'>", StringComparison.Ordinal)));
        Assert.Equal(("OVF1010", "/Envelope/DiskSection/@id"), (finding.Id, finding.Location.Path));
    }

    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void A_valid_document_has_no_findings(OvfVersion version) => Assert.Empty(Findings(version == OvfVersion.One ? EverySection.One : EverySection.Two));

    [Fact]
    public void Every_code_is_of_the_family_and_has_a_case()
    {
        Assert.All(SchemaDiagnostics.All, static code => Assert.True(code.Id.StartsWith("OVF10", StringComparison.Ordinal) && code.Clause == "DSP8023", code.Id));
        Assert.Equal(SchemaDiagnostics.All.Count, typeof(SchemaDiagnostics).GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Length);
        Assert.Equal(SchemaDiagnostics.All.Select(static code => code.Id), Slips.Select(static slip => slip.Data.Item1).Append("OVF1014"));
    }

    /// <summary>Attributes declared for every element are written down by hand; the schemas say the same.</summary>
    [Theory]
    [InlineData("1.1.1", SchemaVersions.One), InlineData("2.0.1", SchemaVersions.Two)]
    internal void Global_attributes_are_those_of_the_schemas(string folder, SchemaVersions version)
    {
        var declared = SchemaFiles.Compile(SchemaFiles.Ours(folder)).GlobalAttributes.Values.Cast<System.Xml.Schema.XmlSchemaAttribute>()
            .Where(static one => !one.QualifiedName.Namespace.Contains("environment", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(declared);
        Assert.All(declared, attribute =>
        {
            var use = GlobalAttributes.Find(SchemaNames.FamilyOf(attribute.QualifiedName.Namespace), attribute.QualifiedName.Name, version);
            Assert.NotNull(use);
            Assert.All((string[])["", "true", "x", "preserve", "en-US", "a b", "http://["], text => Assert.Equal(IsValid(attribute, text), use.Type.Accepts(text)));
        });
    }

    [Fact]
    public void Findings_come_in_the_order_of_the_text_and_stop_at_ten_thousand()
    {
        var text = EverySection.One.Replace("<References>", "<References>" + string.Concat(Enumerable.Repeat("<Bogus/>\n", 50_000)), StringComparison.Ordinal);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var findings = Findings(text);

        Assert.Equal(10_000, findings.Count);
        Assert.Equal(findings.OrderBy(static one => one.Location.Line), findings);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000);
    }

    private static bool IsValid(System.Xml.Schema.XmlSchemaAttribute attribute, string text)
    {
        try
        {
            attribute.AttributeSchemaType!.Datatype!.ParseValue(text, new System.Xml.NameTable(), null);
            return true;
        }
        catch (Exception exception) when (exception is System.Xml.Schema.XmlSchemaException or FormatException)
        {
            return false;
        }
    }

    private static DiagnosticBag Findings(string text)
    {
        var findings = new DiagnosticBag();
        SchemaValidator.Validate(OvfDescriptor.Parse(Encoding.UTF8.GetBytes(text), "slip.ovf"), findings);
        return findings;
    }
}
