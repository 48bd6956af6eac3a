using System.Text;
using System.Xml.Linq;
using CsCheck;
using OvfKit.Deployment;
using OvfKit.Diagnostics;
using OvfKit.Schema;

namespace OvfKit.Tests.Schema;

/// <summary>The tables and System.Xml.Schema agree on environments, valid ones and those that are wrong in random ways.</summary>
public sealed class EnvironmentOracleTests
{
    private const string Home = "http://schemas.dmtf.org/ovf/environment/1";

    /// <summary>A valid document with every kind of child the schema has, and vendors' where it lets them be.</summary>
    private const string Every = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Environment xmlns="{Home}" xmlns:oe="{Home}" xmlns:v="urn:vendor" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" oe:id="web" v:mark="x">
          <PlatformSection>
            <Kind>hypervisor</Kind><Version v:build="7">8.0</Version><Vendor>somebody</Vendor><Locale>en</Locale><Timezone>-300</Timezone><v:More/>
          </PlatformSection>
          <PropertySection v:mark="x">
            <Property oe:key="a" oe:value="1"/>
            <Property oe:key="b" oe:value="" v:mark="x"/>
            <v:More><v:Deep/></v:More>
          </PropertySection>
          <Section xsi:type="oe:PropertySection_Type"><Property oe:key="c" oe:value="3"/></Section>
          <Entity oe:id="db">
            <PropertySection><Property oe:key="port" oe:value="5432"/></PropertySection>
            <v:OwnSection/>
          </Entity>
          <Entity oe:id="mail"/>
          <v:OwnSection><v:Anything/></v:OwnSection>
        </Environment>
        """;

    private static readonly TreeEdits _edits = new(
        ["", Home, "http://schemas.dmtf.org/ovf/envelope/1", "urn:vendor", "http://schemas.dmtf.org/wbem/wscim/1/common", "urn:other"],
        ["Section", "PropertySection", "PlatformSection", "Property", "Entity", "Environment", "Kind", "Vendor", "Timezone", "Info", "File", "x"],
        ["id", "key", "value", "required", "Key", "x"],
        ["oe:PropertySection_Type", "PlatformSection_Type", "oe:Section_Type", "oe:Entity_Type", "oe:None_Type", "v:Some_Type", "undeclared:Type"]);

    [Theory]
    [InlineData(SchemaReading.Literal), InlineData(SchemaReading.Dialects)]
    internal void The_tables_know_everything_an_environment_may_hold(SchemaReading reading)
    {
        Assert.Null(SchemaOracleTests.Difference(Parse(Every).Document, "every", reading, out var isValid));
        Assert.True(isValid);
    }

    /// <summary>As vSphere writes several machines: its own section before the siblings, where the schema by its letter has none.</summary>
    [Fact]
    public void What_vendors_add_may_stand_before_the_siblings()
    {
        var document = Parse(Every.Replace("<Entity oe:id=\"mail\"/>", "<v:OwnSection/><Entity oe:id=\"mail\"/>", StringComparison.Ordinal)).Document;
        Assert.Null(SchemaOracleTests.Difference(document, "vendor", SchemaReading.Dialects, out var isValid));
        Assert.True(isValid);
        Assert.Null(SchemaOracleTests.Difference(document, "vendor", SchemaReading.Literal, out isValid));
        Assert.False(isValid);
    }

    [Fact]
    public void The_namespace_of_the_root_counts_as_the_environments()
    {
        var document = Parse(Every.Replace(Home, "urn:next", StringComparison.Ordinal).Replace("-300", "far", StringComparison.Ordinal)).Document;
        Assert.Null(SchemaOracleTests.Difference(document, "next", SchemaReading.Dialects, out var isValid));
        Assert.False(isValid);
    }

    [Theory]
    [InlineData(SchemaReading.Literal), InlineData(SchemaReading.Dialects)]
    internal void Whatever_is_wrong_the_verdict_is_that_of_the_schema(SchemaReading reading) =>
        TreeEdits.Plans.Sample(plan => DifferenceAfter(reading, plan) is { } difference ? throw new InvalidOperationException(difference) : true, iter: TreeEdits.Iterations, threads: 1);

    private static string? DifferenceAfter(SchemaReading reading, IEnumerable<(int Edit, int Place, int Number)> plan)
    {
        var environment = Parse(Every);
        _edits.Apply(environment.Document.Root!, plan);
        XDocument edited;
        try
        {
            edited = OvfEnvironment.Parse(environment.ToBytes(), "edited").Document;
        }
        catch (InvalidContentException)
        {
            return null; // the reader itself looks at xml:space
        }
        return SchemaOracleTests.Difference(edited, "edited", reading, out _);
    }

    private static OvfEnvironment Parse(string text) => OvfEnvironment.Parse(Encoding.UTF8.GetBytes(text), "ovf-env.xml");
}
