using OvfKit.Validation.Reading;

namespace OvfKit.Tests.Validation.Reading;

public sealed class QualifierTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("MinLen(1)", "MinLen[1]")]
    [InlineData("MinLen(1),MaxLen(8)", "MinLen[1] MaxLen[8]")]
    [InlineData("MinValue(10) MaxValue(1000)", "MinValue[10] MaxValue[1000]")]
    [InlineData("ValueMap{\"a b\", \"c,d\" ,'}'}", "ValueMap[a b|c,d|}]")]
    [InlineData("ValueMap{1,2,3}", "ValueMap[1|2|3]")]
    [InlineData("Ip", "Ip[]")]
    [InlineData("Ip()", "Ip[]")]
    [InlineData("Ip(Front Office)", "Ip[Front Office]")]
    [InlineData(" ,MaxLen( 8 ) , ", "MaxLen[8]")]
    public void Qualifiers_are_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Qualifier.Parse(text)!.Select(static one => $"{one.Name}[{string.Join('|', one.Arguments)}]")));

    [Theory]
    [InlineData("MaxLen(8"), InlineData("ValueMap{\"a}"), InlineData("(8)"), InlineData("MaxLen 8)"), InlineData("ValueMap{\"a\" \"b\"}"), InlineData("a;b")]
    [InlineData("MaxLen("), InlineData("MaxLen(8,"), InlineData("ValueMap{\"")]
    public void What_is_none_is_not_guessed_at(string text) => Assert.Null(Qualifier.Parse(text));
}
