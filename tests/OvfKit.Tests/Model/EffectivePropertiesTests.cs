using OvfKit.Diagnostics;
using OvfKit.Model;
using static OvfKit.Tests.Model.MeaningSample;

namespace OvfKit.Tests.Model;

public sealed class EffectivePropertiesTests
{
    private const string Collection = """
        <VirtualSystemCollection ovf:id="all"><Info/>
          <ProductSection ovf:class="site"><Info/>
            <Property ovf:key="domain" ovf:type="string" ovf:value="acme.example" ovf:userConfigurable="true"/>
            <Property ovf:key="zone" ovf:type="string" ovf:value="east"/>
            <Property ovf:key="empty" ovf:type="string"/>
          </ProductSection>
          <VirtualSystem ovf:id="web"><Info/>
            <ProductSection ovf:class="site"><Info/><Property ovf:key="zone" ovf:type="string" ovf:value="west of ${site.zone}"/></ProductSection>
            <ProductSection><Info/>
              <Property ovf:key="host" ovf:type="string" ovf:value="www.${site.domain}/${ site.zone }/${site.empty}/${" ovf:userConfigurable="true"/>
              <Property ovf:key="size" ovf:type="uint32" ovf:value="10"><Value ovf:value="20" ovf:configuration="medium"/></Property>
              <Property ovf:key="size" ovf:type="uint32" ovf:value="99"/>
              <Property ovf:key="secret" ovf:type="string" ovf:password="true" ovf:qualifiers="MinLen(20)" ovf:userConfigurable="true"/>
            </ProductSection>
          </VirtualSystem>
        </VirtualSystemCollection>
        """;

    private static EffectiveProperties Resolve(string? configuration = null, params (string Key, string Value)[] given) => EffectiveProperties.Resolve(
        Envelope("", Collection).VirtualSystems[0], given.ToDictionary(static one => one.Key, static one => one.Value), configuration);

    [Fact]
    public void A_system_sees_its_own_properties_and_those_of_the_collection()
    {
        var properties = Resolve();

        Assert.Equal(["site.zone", "host", "size", "secret", "site.domain", "site.empty"], properties.All.Select(static property => property.Key));
        Assert.Equal("medium", properties.Configuration);
        Assert.Equal("acme.example", properties.Values["site.domain"]);
        Assert.Equal((null, PropertyValueOrigin.None), (properties.Find("secret")!.Value, properties.Find("secret")!.Origin));
        Assert.False(properties.Values.ContainsKey("secret"));
        Assert.Null(properties.Find("other"));
    }

    [Fact]
    public void A_default_may_refer_to_properties_of_the_collection()
    {
        Assert.Equal("www.acme.example/east/${site.empty}/${", Resolve().Values["host"]);
        Assert.Equal("west of east", Resolve().Values["site.zone"]);
        Assert.Equal("www.b.example/east/${site.empty}/${", Resolve(null, ("site.domain", "b.example")).Values["host"]);
    }

    [Fact]
    public void What_the_user_gives_counts_first_and_is_taken_literally()
    {
        var properties = Resolve("small", ("host", "${site.domain}"), ("size", "5"));

        Assert.Equal(("${site.domain}", PropertyValueOrigin.User), (properties.Values["host"], properties.Find("host")!.Origin));
        Assert.Equal("5", properties.Values["size"]);
    }

    [Theory]
    [InlineData(null, "20"), InlineData("medium", "20"), InlineData("small", "10")]
    public void The_configuration_chooses_the_default(string? configuration, string expected) => Assert.Equal(expected, Resolve(configuration).Values["size"]);

    [Fact]
    public void A_configuration_that_does_not_exist_is_refused() => Assert.Throws<ArgumentException>(() => Resolve("huge"));

    [Fact]
    public void The_properties_of_one_configuration_are_absent_in_another()
    {
        var system = Product("<Property ovf:key='a' ovf:type='string' ovf:configuration='large' ovf:value='1'/><Property ovf:type='string'/>");

        Assert.Empty(EffectiveProperties.Resolve(system).All);
        Assert.Single(EffectiveProperties.Resolve(system, configuration: "large").All);
    }

    [Fact]
    public void OVF2958_is_a_value_against_type_or_qualifiers_and_no_secret_is_told()
    {
        var bag = new DiagnosticBag();

        Resolve(null, ("secret", "hunter2")).Check(bag);

        var found = Assert.Single(bag);
        Assert.Same(ResolutionDiagnostics.PropertyValueRefused, found.Descriptor);
        Assert.DoesNotContain("hunter2", found.Message, StringComparison.Ordinal);
        Assert.Contains("at least 20 characters", found.Message, StringComparison.Ordinal);
        Assert.True(found.Location.Line > 0);
    }

    [Fact]
    public void OVF2959_is_a_value_for_what_cannot_be_set()
    {
        var bag = new DiagnosticBag();

        Resolve(null, ("size", "5"), ("no.such", "x")).Check(bag);

        Assert.All(bag, static found => Assert.Same(ResolutionDiagnostics.PropertyNotConfigurable, found.Descriptor));
        Assert.Equal(["size", "no.such"], bag.Select(static found => found.Message.Split('"')[1]));
    }

    [Theory]
    [InlineData("20", 20L << 30), InlineData(" 7 ", 7L << 30)]
    public void A_capacity_is_taken_from_a_property(string value, long bytes)
    {
        var disk = new VirtualDisk { Capacity = "${disk.size}", CapacityAllocationUnits = "byte * 2^30" };

        Assert.Equal("disk.size", disk.CapacityProperty);
        Assert.Equal(bytes, disk.ResolveCapacity(new Dictionary<string, string> { ["disk.size"] = value }));
        Assert.Null(disk.CapacityInBytes);
    }

    [Fact]
    public void A_plain_capacity_needs_no_property()
    {
        var none = new Dictionary<string, string>();

        Assert.Equal(3L << 20, new VirtualDisk { Capacity = "3", CapacityAllocationUnits = "MB" }.ResolveCapacity(none));
        Assert.Equal((null, null), (new VirtualDisk().ResolveCapacity(none), new VirtualDisk { Capacity = "3" }.CapacityProperty));
    }

    [Theory]
    [InlineData("many"), InlineData("-1"), InlineData("18446744073709551615"), InlineData("9223372036854775807")]
    public void A_property_that_is_no_capacity_is_said_so(string value) => Assert.Same(SchemaDiagnostics.ValueNotReadable, Assert.Throws<InvalidContentException>(
        () => new VirtualDisk { Capacity = "${s}", CapacityAllocationUnits = "KB" }.ResolveCapacity(new Dictionary<string, string> { ["s"] = value })).Diagnostic.Descriptor);

    [Theory]
    [InlineData(null), InlineData("")]
    public void OVF2957_is_a_capacity_from_a_property_without_value(string? value)
    {
        var values = value is null ? [] : new Dictionary<string, string> { ["s"] = value };

        Assert.Same(ResolutionDiagnostics.CapacityUnknown, Assert.Throws<InvalidContentException>(() => new VirtualDisk { Capacity = "${s}" }.ResolveCapacity(values)).Diagnostic.Descriptor);
    }
}
