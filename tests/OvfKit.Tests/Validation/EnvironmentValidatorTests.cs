using System.Text;
using OvfKit.Deployment;
using OvfKit.Diagnostics;
using OvfKit.Validation;

namespace OvfKit.Tests.Validation;

public sealed class EnvironmentValidatorTests
{
    private const string Home = "http://schemas.dmtf.org/ovf/environment/1";

    private const string Valid = $"""
        <Environment xmlns="{Home}" xmlns:oe="{Home}" xmlns:v="urn:vendor" oe:id="web">
          <PlatformSection>
            <Kind>hypervisor</Kind>
            <Timezone>60</Timezone>
          </PlatformSection>
          <PropertySection>
            <Property oe:key="a" oe:value="1"/>
          </PropertySection>
          <Entity oe:id="db"/>
        </Environment>
        """;

    [Fact]
    public void A_valid_environment_has_no_findings() => Assert.Empty(Findings(Valid));

    [Fact]
    public void What_the_library_writes_has_no_findings()
    {
        var environment = OvfEnvironment.Create("web");
        environment.AddPlatform().Kind = "hypervisor";
        environment.Properties["a"] = "1";
        environment.AddEntity("db").Properties["b"] = "2";
        Assert.Empty(Findings(Encoding.UTF8.GetString(environment.ToBytes())));
    }

    [Theory]
    [InlineData("OVF1001", "<Timezone>60<", "<Timezone>east<", "/Environment/PlatformSection/Timezone", 4)]
    [InlineData("OVF1002", "<Property oe", "<Bogus/><Property oe", "/Environment/PropertySection/Bogus", 7)]
    [InlineData("OVF1003", "<Kind>", "<Vendor/><Kind>", "/Environment/PlatformSection/Kind", 3)]
    [InlineData("OVF1004", "<Kind>", "<Kind/><Kind>", "/Environment/PlatformSection/Kind[2]", 3)]
    [InlineData("OVF1007", "<Entity", "<v:OwnSection/><Entity", "/Environment/OwnSection", 9)]
    [InlineData("OVF1009", " oe:value=\"1\"", "", "/Environment/PropertySection/Property", 7)]
    [InlineData("OVF1105", " oe:value=\"1\"", " value=\"1\"", "/Environment/PropertySection/Property/@value", 7)]
    public void Each_slip_has_its_code_and_its_place(string code, string right, string wrong, string path, int line)
    {
        var finding = Assert.Single(Findings(Valid.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal((code, path, line), (finding.Id, finding.Location.Path, finding.Location.Line));
    }

    [Fact]
    public void OVF0008_an_unknown_namespace_is_told_and_read_like_the_known_one()
    {
        var findings = Findings(Valid.Replace(Home, "urn:next", StringComparison.Ordinal).Replace(">60<", ">east<", StringComparison.Ordinal));
        Assert.Equal(["OVF0008", "OVF1001"], findings.Select(static one => one.Id));
    }

    [Theory]
    [InlineData(Valid, true)]
    [InlineData("<?xml version=\"1.0\"?><!-- a comment --><p:Environment xmlns:p='urn:x'>", true)]
    [InlineData("<Envelope/>", false)]
    [InlineData("<!DOCTYPE Environment [<!ENTITY a 'b'>]><Environment/>", false)]
    [InlineData("Environment", false)]
    [InlineData("", false)]
    public void Environments_are_told_from_other_documents(string text, bool isOne) => Assert.Equal(isOne, OvfEnvironment.Matches(Encoding.UTF8.GetBytes(text)));

    private static DiagnosticBag Findings(string text)
    {
        var diagnostics = new DiagnosticBag();
        EnvironmentValidator.Validate(OvfEnvironment.Parse(Encoding.UTF8.GetBytes(text), "ovf-env.xml", diagnostics), diagnostics);
        return diagnostics;
    }
}
