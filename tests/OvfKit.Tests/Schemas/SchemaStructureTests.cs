using OvfKit.Testing;

namespace OvfKit.Tests.Schemas;

/// <summary>The transcription states the facts of the published schemas: all of them and no others.</summary>
public sealed class SchemaStructureTests
{
    private const string Encryption = "http://www.w3.org/2001/04/xmlenc#";
    private const string Encryption11 = "http://www.w3.org/2009/xmlenc11#";
    private const string Signature = "http://www.w3.org/2000/09/xmldsig#";

    [Fact]
    public void Envelope_1_is_the_published_one() => Assert.Empty(DifferencesFromOriginal("1.1.1"));

    [Fact]
    public void Envelope_2_is_the_published_one_but_for_wildcards_in_place_of_XML_encryption()
    {
        var keys = "type http://schemas.dmtf.org/ovf/envelope/2:EncryptionSection_Type / CHOICE";
        Assert.Equal(
            [
                $"{keys} [0]: original <ref {Encryption11}:DerivedKey 1..1>, ours <any {Encryption11} Lax 1..1>",
                $"{keys} [1]: original <ref {Encryption}:EncryptedKey 1..1>, ours <any {Encryption} Lax 1..1>",
            ],
            DifferencesFromOriginal("2.0.1"));
    }

    /// <summary>Each row is a slip a transcription could contain; a comparison that overlooks one proves nothing.</summary>
    [Theory]
    [InlineData("<xs:element name=\"License\" type=\"ovf:Msg_Type\"", "<xs:element name=\"License\" type=\"ovf:Msg_Type\" minOccurs=\"0\"")]
    [InlineData("name=\"InstanceCount\" maxOccurs=\"unbounded\"", "name=\"InstanceCount\" maxOccurs=\"2\"")]
    [InlineData("name=\"chunkSize\" type=\"xs:long\"", "name=\"chunkSize\" type=\"xs:int\"")]
    [InlineData("name=\"capacity\" type=\"xs:string\" use=\"required\"", "name=\"capacity\" type=\"xs:string\"")]
    [InlineData("use=\"required\"/>", "/>")]
    [InlineData("default=\"powerOff\"", "default=\"powerOn\"")]
    [InlineData(" abstract=\"true\"", "")]
    [InlineData(" nillable=\"true\"", "")]
    [InlineData(" substitutionGroup=\"ovf:Section\"", "")]
    [InlineData("attributeFormDefault=\"qualified\"", "attributeFormDefault=\"unqualified\"")]
    [InlineData("<xs:anyAttribute namespace=\"##any\" processContents=\"lax\"/>", "<xs:anyAttribute namespace=\"##any\" processContents=\"skip\"/>")]
    [InlineData("<xs:any namespace=\"##other\" processContents=\"lax\"", "<xs:any namespace=\"##other\" processContents=\"skip\"")]
    [InlineData("xs:choice", "xs:sequence")]
    [InlineData("<xs:enumeration value=\"12\"", "<xs:enumeration value=\"13\"")]
    [InlineData("<xs:maxLength value=\"64\"/>", "<xs:maxLength value=\"63\"/>")]
    [InlineData("<xs:element ref=\"rasd:Parent\" minOccurs=\"0\"/>\n", "", "<xs:element ref=\"rasd:Limit\" minOccurs=\"0\"/>", "<xs:element ref=\"rasd:Parent\" minOccurs=\"0\"/><xs:element ref=\"rasd:Limit\" minOccurs=\"0\"/>")]
    [InlineData("<xs:attribute ref=\"xml:id\"/>", "")]
    public void The_comparison_sees_a_slip(params string[] replacements)
    {
        var files = SchemaFiles.Ours("2.0.1");
        var sound = new SchemaFacts(SchemaFiles.Compile(files));
        var slipped = new SchemaFacts(SchemaFiles.Compile(files, text => replacements.Chunk(2).Aggregate(text, (edited, pair) => edited.Replace(pair[0], pair[1], StringComparison.Ordinal))));

        Assert.NotEmpty(SchemaFacts.Compare(sound, slipped));
    }

    private static IReadOnlyList<string> DifferencesFromOriginal(string version)
    {
        var dmtf = RepositoryFiles.Reference("dmtf");
        Assert.SkipWhen(dmtf is null, "The published schemas are not beside the repository (shared/dmtf).");
        // XML Signature and Encryption are not transcribed: whatever refers to them has to show up as a difference.
        var original = new SchemaFacts(SchemaFiles.Compile(SchemaFiles.Originals(dmtf, version)), Signature, Encryption, Encryption11);
        var ours = new SchemaFacts(SchemaFiles.Compile(SchemaFiles.Ours(version)));

        Assert.True(ours.Count > 1000, $"only {ours.Count} facts were compared");
        return SchemaFacts.Compare(original, ours);
    }
}
