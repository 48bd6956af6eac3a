using System.Xml.Linq;
using System.Xml.Schema;
using OvfKit.Schema;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Schema;

public sealed class SimpleTypeTests
{
    private static readonly string[] _texts =
    [
        "", " ", "0", " 7 ", "-1", "+3", "4", "5", "64", "255", "256", "32767", "32768", "65535", "65536", "16777215", "16777216", "4294967295", "4294967296",
        "9223372036854775808", "18446744073709551615", "18446744073709551616", "1.5", "1e3", "true", "True", "FALSE", "text", "two words", "2024-01-02", "2024-01-02T03:04:05Z",
        "03:04:05", "P1DT2H", "P", "http://x/y", "a b", "%zz", "http://[", new string('x', 64), new string('x', 65),
    ];

    /// <summary>The global elements of CIM hold one value each; every table that has a value is asked through one of them.</summary>
    [Theory]
    [InlineData("1.1.1", SchemaVersions.One), InlineData("2.0.1", SchemaVersions.Two)]
    internal void Values_are_judged_as_the_schema_does(string folder, SchemaVersions version)
    {
        var set = SchemaFiles.Compile(SchemaFiles.Ours(folder));
        var asked = 0;
        foreach (XmlSchemaElement element in set.GlobalElements.Values)
        {
            var name = XName.Get(element.QualifiedName.Name, element.QualifiedName.Namespace);
            var terms = ContentTables.Global(SchemaNames.FamilyOf(name.Namespace), name.LocalName);
            if (Array.Find(terms, term => term.Versions.HasFlag(version)) is not { } term || ContentTables.Of(term.Type).Value is not { } type)
                continue;
            foreach (var text in _texts)
            {
                var isValid = true;
                new XDocument(new XElement(name, text)).Validate(set, (_, _) => isValid = false);
                Assert.True(isValid == type.Accepts(text), $"{name} = \"{text}\": the schema says {isValid}");
                asked++;
            }
        }
        Assert.True(asked > 500, $"only {asked} values were compared");
    }

    [Theory]
    [InlineData("en-US", true), InlineData("", true), InlineData("e_n", false), InlineData("de-1996", true), InlineData("123", false)]
    public void A_union_is_any_of_its_members(string text, bool expected) =>
        Assert.Equal(expected, ContentTables.Of(SchemaType.Envelope).Attributes.First(static attribute => attribute.Name == "lang").Type.Accepts(text));
}
