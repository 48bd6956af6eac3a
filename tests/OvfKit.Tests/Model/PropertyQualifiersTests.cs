using CsCheck;
using OvfKit.Model;

namespace OvfKit.Tests.Model;

public sealed class PropertyQualifiersTests
{
    [Theory]
    [InlineData("MinLen(1),MaxLen(253)"), InlineData("minlen(1) maxlen(253)"), InlineData(" MinLen (1) ,, MaxLen{253} "), InlineData("MinLen(\"1\");MaxLen( 253 )")]
    public void Lengths_are_read(string text)
    {
        var qualifiers = PropertyQualifiers.Parse(text);

        Assert.Equal((1L, 253L), (qualifiers.MinLength, qualifiers.MaxLength));
        Assert.Empty(qualifiers.Others);
    }

    [Theory]
    [InlineData("ValueMap{\"a\",\"b c\"}", "a|b c"), InlineData("ValueMap{1,2 , 3}", "1|2|3"), InlineData("ValueMap{\"a,b}\", \"say \\\"x\\\\\\\"\"}", "a,b}|say \"x\\\"")]
    [InlineData("ValueMap(\"\", \"x\")", "|x"), InlineData("ValueMap{\"open", "open"), InlineData("MinLen(1) ValueMap{a}", "a")]
    public void The_values_allowed_are_read(string text, string expected) => Assert.Equal(expected.Split('|'), PropertyQualifiers.Parse(text).ValueMap);

    [Fact]
    public void Numbers_and_addresses_of_the_field_are_read()
    {
        var qualifiers = PropertyQualifiers.Parse("MinValue(-10) MaxValue(1000), Ip(\"VM Network\")");

        Assert.Equal((-10, 1000, true, "VM Network"), ((int)qualifiers.MinValue!, (int)qualifiers.MaxValue!, qualifiers.IsIpAddress, qualifiers.Network));
        Assert.True(PropertyQualifiers.Parse("VimIp").IsIpAddress);
    }

    [Theory]
    [InlineData("MinLen", "MinLen"), InlineData("MinLen(-1)", "MinLen(-1)"), InlineData("Netmask(\"a\") Dns", "Netmask(\"a\")|Dns"), InlineData("(", "("), InlineData("MinLen(1,2)", "MinLen(1,2)")]
    public void What_is_not_understood_is_kept(string text, string expected) => Assert.Equal(expected.Split('|'), PropertyQualifiers.Parse(text).Others);

    [Theory]
    [InlineData(null), InlineData(""), InlineData(" , ")]
    public void No_qualifiers_are_no_limits(string? text) => Assert.Same(PropertyQualifiers.None, PropertyQualifiers.Parse(text));

    [Fact]
    public void No_text_makes_the_reader_fail() =>
        Gen.String[Gen.Char["MinLeValuMp(){}\"\\, 1"], 0, 40].Sample(static text => PropertyQualifiers.Parse(text) is not null);
}
