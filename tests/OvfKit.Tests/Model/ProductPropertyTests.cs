using OvfKit.Model;
using static OvfKit.Tests.Model.MeaningSample;

namespace OvfKit.Tests.Model;

public sealed class ProductPropertyTests
{
    [Theory]
    [InlineData("", "k"), InlineData("ovf:class='com.acme'", "com.acme.k"), InlineData("ovf:instance='1'", "k.1"), InlineData("ovf:class='c' ovf:instance='i'", "c.k.i"), InlineData("ovf:class=''", "k")]
    public void The_full_key_has_class_and_instance(string product, string expected) =>
        Assert.Equal(expected, Product("<Property ovf:key='k' ovf:type='string'/>", product).Products[0].Properties[0].FullKey);

    [Fact]
    public void A_property_in_no_product_has_its_own_key() => Assert.Equal("k", new ProductProperty { Key = "k" }.FullKey);

    [Theory]
    [InlineData("uint8", "255", "256"), InlineData("uint8", "0", "-1"), InlineData("sint8", "-128", "-129"), InlineData("sint8", "+127", "128")]
    [InlineData("uint16", "65535", "65536"), InlineData("sint16", "-32768", "32768"), InlineData("uint32", "4294967295", "4294967296"), InlineData("sint32", "-2147483648", "2147483648")]
    [InlineData("uint64", "18446744073709551615", "18446744073709551616"), InlineData("sint64", "-9223372036854775808", "9223372036854775808")]
    [InlineData("UInt8", "007", "1.0"), InlineData("uint8", "1", ""), InlineData("uint8", "1", " 1"), InlineData("uint32", "1", "1e3"), InlineData("int", "2147483647", "2147483648")]
    [InlineData("boolean", "true", "yes"), InlineData("boolean", "False", "1"), InlineData("real32", "3.4e38", "3.5e38"), InlineData("real64", "-1.7e308", "1e309")]
    [InlineData("real64", ".5", "1,5"), InlineData("real32", "1", "NaN"), InlineData("real", "1", "one")]
    public void A_type_has_its_values(string type, string good, string bad)
    {
        Assert.Null(Property(type).Check(good).Reason);
        Assert.Contains("expected", Property(type).Check(bad).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("string", "MinLen(1)", "a", ""), InlineData("string", "MaxLen(2)", "\U0001F600\U0001F600", "abc"), InlineData("string", "ValueMap{\"a\",\"b\"}", "b", "B")]
    [InlineData("uint8", "ValueMap{1,2,3}", "02", "4"), InlineData("uint16", "ValueMap{\"1..5\",\"90..\"}", "91", "6"), InlineData("sint16", "ValueMap{\"..-1\"}", "-5", "0")]
    [InlineData("uint32", "MinValue(10) MaxValue(1000)", "10", "9"), InlineData("uint32", "MinValue(10) MaxValue(1000)", "1000", "1001")]
    [InlineData("boolean", "ValueMap{\"true\"}", "TRUE", "false"), InlineData("string", "VimIp", "::1", "localhost"), InlineData("string", "Ip(\"n\")", "", "1.2.3.4.5")]
    [InlineData("uint8", "MinLen(2)", "7", "x"), InlineData("password", "MinLen(8)", "12345678", "1234567")]
    public void A_qualifier_limits_the_values(string type, string qualifiers, string good, string bad)
    {
        var property = Property(type, qualifiers);

        Assert.Null(property.Check(good).Reason);
        Assert.False(property.Check(bad).IsValid);
    }

    [Fact]
    public void A_type_nobody_knows_takes_any_text()
    {
        Assert.Equal(PropertyType.Unknown, Property("ip:Network").ValueType);
        Assert.True(Property("ip:Network").Check("anything").IsValid);
    }

    [Fact]
    public void The_vendors_qualifiers_count_too() => Assert.False(Property("string", more: "vmw:qualifiers='Ip(\"Network\")'").Check("nowhere").IsValid);

    [Fact]
    public void A_long_list_of_values_is_not_repeated_in_full()
    {
        var property = Property("uint16", $"ValueMap{{{string.Join(',', Enumerable.Range(100, 100))}}}");

        Assert.EndsWith("\"119\", … is expected", property.Check("1").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ovf:userConfigurable='true'", true), InlineData("ovf:userConfigurable='1'", true), InlineData("ovf:userConfigurable='false'", false), InlineData("", false), InlineData("ovf:userConfigurable='maybe'", false)]
    public void The_user_sets_only_what_is_configurable(string more, bool allowed)
    {
        Assert.Equal(allowed, Property("uint8", more: more).CheckUserValue("1").IsValid);
        Assert.False(Property("uint8", more: more).CheckUserValue("x").IsValid);
    }

    [Theory]
    [InlineData("large", "1000"), InlineData("medium", "100"), InlineData("small", "10"), InlineData(null, "10")]
    public void The_default_depends_on_the_configuration(string? configuration, string expected)
    {
        var property = Product("<Property ovf:key='k' ovf:type='uint32' ovf:value='10'><Value ovf:value='100' ovf:configuration='medium'/>"
            + "<Value ovf:value='1000' ovf:configuration='huge large'/></Property>").Products[0].Properties[0];

        Assert.Equal(expected, property.DefaultIn(configuration));
    }

    [Fact]
    public void A_value_for_all_configurations_is_the_last_resort()
    {
        var property = Product("<Property ovf:key='k' ovf:type='uint32'><Value ovf:value='1'/><Value ovf:value='2' ovf:configuration='large'/></Property>").Products[0].Properties[0];

        Assert.Equal(("1", "2", null), (property.DefaultIn(null), property.DefaultIn("large"), new ProductProperty().DefaultIn("x")));
    }
}
