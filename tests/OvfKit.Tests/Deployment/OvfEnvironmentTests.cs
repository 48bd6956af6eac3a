using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using OvfKit.Deployment;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Tests.Generated;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Deployment;

public sealed class OvfEnvironmentTests
{
    // As vSphere writes one.
    private const string Foreign = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Environment
             xmlns="http://schemas.dmtf.org/ovf/environment/1"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
             xmlns:oe="http://schemas.dmtf.org/ovf/environment/1"
             xmlns:ve="http://www.vmware.com/schema/ovfenv"
             oe:id="web"
             ve:vCenterId="vm-71">
           <PlatformSection>
              <Kind>VMware ESXi</Kind>
              <Version>8.0.1</Version>
              <Vendor>VMware, Inc.</Vendor>
              <Locale>en</Locale>
           </PlatformSection>
           <PropertySection>
                 <Property oe:key="a.b" oe:value="1 &amp; 2"/>
                 <Property oe:key="empty" oe:value=""/>
                 <Property key="bare" value="x"/>
                 <Property oe:key="a.b" oe:value="twice"/>
           </PropertySection>
           <ve:EthernetAdapterSection>
              <ve:Adapter ve:mac="00:50:56:00:00:01" ve:network="VM Network"/>
           </ve:EthernetAdapterSection>
           <Entity oe:id="db">
              <PropertySection>
                 <Property oe:key="port" oe:value="5432"/>
              </PropertySection>
           </Entity>
        </Environment>
        """;

    private static readonly Lazy<XmlSchemaSet> _schemas = new(() => SchemaFiles.Compile(SchemaFiles.Ours("1.1.1")));

    private static OvfEnvironment Parse(string text = Foreign) => OvfEnvironment.Parse(Encoding.UTF8.GetBytes(text), "ovf-env.xml");

    private static string Text(OvfEnvironment environment)
    {
        var text = Encoding.UTF8.GetString(environment.ToBytes());
        var complaints = new List<string>();
        XDocument.Parse(text).Validate(_schemas.Value, (_, e) => complaints.Add(e.Message));
        Assert.Empty(complaints);
        return text;
    }

    [Fact]
    public void An_environment_is_read()
    {
        var environment = Parse();

        Assert.Equal("web", environment.Id);
        Assert.Equal(("VMware ESXi", "8.0.1", "VMware, Inc.", "en", null), (environment.Platform!.Kind, environment.Platform.Version, environment.Platform.Vendor, environment.Platform.Locale, environment.Platform.Timezone));
        Assert.Equal(["a.b", "empty", "bare", "a.b"], environment.Properties.Select(static property => property.Key));
        Assert.Equal(("1 & 2", "", "x", null), (environment.Properties["a.b"], environment.Properties["empty"], environment.Properties["bare"], environment.Properties["none"]));
        var sibling = Assert.Single(environment.Entities);
        Assert.Equal(("db", "5432", 1), (sibling.Id, sibling.Properties["port"], sibling.Properties.Count));
        Assert.Equal("EthernetAdapterSection", Assert.Single(environment.Extensions).Name.LocalName);
        Assert.Equal(Foreign, Encoding.UTF8.GetString(environment.ToBytes()));
        Assert.False(environment.IsModified);
    }

    [Fact]
    public void An_edit_changes_only_what_it_is_about()
    {
        var environment = Parse();

        environment.Properties["empty"] = "<full>";
        environment.Properties["a.b"] = "3";
        environment.Properties["bare"] = null;
        environment.Properties["none"] = null;
        environment.Properties["new"] = "n";
        environment.Platform!.Timezone = -60;
        environment.Platform.Locale = null;

        Assert.Equal(Foreign
            .Replace("key=\"empty\" oe:value=\"\"", "key=\"empty\" oe:value=\"&lt;full&gt;\"", StringComparison.Ordinal)
            .Replace("1 &amp; 2", "3", StringComparison.Ordinal)
            .Replace("         <Property key=\"bare\" value=\"x\"/>\n", "", StringComparison.Ordinal)
            .Replace("\"twice\"/>\n", "\"twice\"/>\n         <Property oe:key=\"new\" oe:value=\"n\"/>\n", StringComparison.Ordinal)
            .Replace("<Locale>en</Locale>", "<Timezone>-60</Timezone>", StringComparison.Ordinal), Encoding.UTF8.GetString(environment.ToBytes()));
    }

    [Fact]
    public void Removing_a_property_removes_its_doubles()
    {
        var environment = Parse();

        environment.Properties["a.b"] = null;

        Assert.Equal(["empty", "bare"], environment.Properties.Select(static property => property.Key));
    }

    [Fact]
    public void A_new_environment_is_built_up()
    {
        var environment = OvfEnvironment.Create("a\"b");
        Assert.Equal(("a\"b", null, 0, "ovf-env.xml"), (environment.Id, environment.Platform, environment.Properties.Count, environment.Name));
        Text(environment);

        environment.AddEntity("db").Properties["port"] = "5432";
        environment.AddEntity("cache");
        environment.Properties["k"] = "v";
        environment.AddPlatform().Vendor = "Acme";
        environment.AddPlatform().Kind = "Test";
        environment.Id = "vm";

        Assert.Equal("""
            <?xml version="1.0" encoding="UTF-8"?>
            <Environment xmlns="http://schemas.dmtf.org/ovf/environment/1"
                xmlns:oe="http://schemas.dmtf.org/ovf/environment/1"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                oe:id="vm">
              <PropertySection>
                <Property oe:key="k" oe:value="v"/>
              </PropertySection>
              <PlatformSection>
                <Kind>Test</Kind>
                <Vendor>Acme</Vendor>
              </PlatformSection>
              <Entity oe:id="db">
                <PropertySection>
                  <Property oe:key="port" oe:value="5432"/>
                </PropertySection>
              </Entity>
              <Entity oe:id="cache"/>
            </Environment>

            """, Text(environment));
    }

    [Fact]
    public void A_deployed_system_learns_its_properties_its_platform_and_its_siblings()
    {
        var envelope = ModelSample.Parse("""
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
              <References/>
              <VirtualSystemCollection ovf:id="all"><Info/>
                <ProductSection><Info/><Property ovf:key="domain" ovf:type="string" ovf:value="acme.example"/></ProductSection>
                <VirtualSystem ovf:id="web"><Info/>
                  <ProductSection ovf:class="app" ovf:instance="1"><Info/>
                    <Property ovf:key="ip" ovf:type="string" ovf:userConfigurable="true"/>
                    <Property ovf:key="host" ovf:type="string" ovf:value="www.${domain}"/>
                  </ProductSection>
                </VirtualSystem>
                <VirtualSystem ovf:id="db"><Info/><ProductSection ovf:class="app" ovf:instance="1"><Info/><Property ovf:key="ip" ovf:type="string"/></ProductSection></VirtualSystem>
                <VirtualSystemCollection ovf:id="inner"><Info/><VirtualSystem ovf:id="x"><Info/></VirtualSystem></VirtualSystemCollection>
              </VirtualSystemCollection>
            </Envelope>
            """).Envelope;

        var environment = OvfEnvironment.For(envelope.VirtualSystems[0], new()
        {
            Values = new Dictionary<string, string> { ["app.ip.1"] = "10.0.0.1", ["domain"] = "b.example" },
            ValuesById = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["db"] = new Dictionary<string, string> { ["app.ip.1"] = "10.0.0.2" },
                ["all"] = new Dictionary<string, string> { ["domain"] = "c.example" },
            },
            Platform = new() { Kind = "Test", Version = "1", Vendor = "Acme", Locale = "en_US", Timezone = 60 },
        });

        Assert.Equal("""
            <?xml version="1.0" encoding="UTF-8"?>
            <Environment xmlns="http://schemas.dmtf.org/ovf/environment/1"
                xmlns:oe="http://schemas.dmtf.org/ovf/environment/1"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                oe:id="web">
              <PlatformSection>
                <Kind>Test</Kind>
                <Version>1</Version>
                <Vendor>Acme</Vendor>
                <Locale>en_US</Locale>
                <Timezone>60</Timezone>
              </PlatformSection>
              <PropertySection>
                <Property oe:key="app.ip.1" oe:value="10.0.0.1"/>
                <Property oe:key="app.host.1" oe:value="www.c.example"/>
                <Property oe:key="domain" oe:value="c.example"/>
              </PropertySection>
              <Entity oe:id="db">
                <PropertySection>
                  <Property oe:key="app.ip.1" oe:value="10.0.0.2"/>
                  <Property oe:key="domain" oe:value="c.example"/>
                </PropertySection>
              </Entity>
              <Entity oe:id="inner">
                <PropertySection>
                  <Property oe:key="domain" oe:value="c.example"/>
                </PropertySection>
              </Entity>
            </Environment>

            """, Text(environment));
        Assert.Equal("", OvfEnvironment.For(envelope.VirtualSystems[0]).Properties["app.ip.1"]);
        Assert.Throws<ArgumentException>(() => OvfEnvironment.For(envelope.VirtualSystems[0], new() { Configuration = "none" }));
    }

    [Theory]
    [InlineData("\t\r\n \u00E9\u4E2D\U0001F600\"'<>&]]>")]
    public void Any_value_comes_back_as_it_was(string value)
    {
        var environment = OvfEnvironment.Create("vm");
        environment.Properties["k"] = value;

        Assert.Equal(value, Parse(Text(environment)).Properties["k"]);
    }

    [Fact]
    public void A_time_zone_that_is_none_is_said_so() => Assert.Same(SchemaDiagnostics.ValueNotReadable, Assert.Throws<InvalidContentException>(
        () => Parse(Foreign.Replace("<Locale>en</Locale>", "<Timezone>east</Timezone>", StringComparison.Ordinal)).Platform!.Timezone).Diagnostic.Descriptor);

    [Fact]
    public void OVF2962_is_a_document_that_is_no_environment()
    {
        var diagnostic = Assert.Throws<InvalidContentException>(() => Parse("<Envelope/>")).Diagnostic;

        Assert.Same(ResolutionDiagnostics.NotAnEnvironment, diagnostic.Descriptor);
        Assert.Equal(("ovf-env.xml", 1, 1), (diagnostic.Location.File, diagnostic.Location.Line, diagnostic.Location.Column));
    }
}
