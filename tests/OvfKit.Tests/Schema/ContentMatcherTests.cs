using System.Xml.Linq;
using CsCheck;
using OvfKit.Schema;
using OvfKit.Tests.Model;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Schema;

public sealed class ContentMatcherTests
{
    /// <summary>Children are taken out, doubled and exchanged at random; the tables and System.Xml.Schema agree on whether that is allowed.</summary>
    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void The_tables_judge_content_as_the_schema_does(OvfVersion version)
    {
        var count = EverySection.Parse(version).Document.Descendants().Count();
        Gen.Select(Gen.Int[1, count - 1], Gen.Int[0, 2]).Sample((index, kind) =>
        {
            var descriptor = EverySection.Parse(version);
            var element = descriptor.Document.Descendants().ElementAt(index);
            switch (kind)
            {
                case 0:
                    element.Remove();
                    break;
                case 1:
                    element.AddAfterSelf(new XElement(element));
                    break;
                default:
                    if (element.ElementsAfterSelf().FirstOrDefault() is { } next)
                    {
                        next.Remove();
                        element.AddBeforeSelf(next);
                    }
                    break;
            }
            Assert.Equal(OracleValidation.Complaints(descriptor).Count == 0, Fits(descriptor.Document.Root!, SchemaType.Envelope, (SchemaVersions)version));
        }, iter: 500);
    }

    [Fact]
    public void Every_table_can_be_made() => Assert.All(Enum.GetValues<SchemaType>(), static type => Assert.Equal(type, ContentTables.Of(type).Type));

    private static bool Fits(XElement element, SchemaType type, SchemaVersions version)
    {
        var table = ContentTables.Of(type);
        var (children, gaps) = ContentMatcher.Match(table, element, version);
        return gaps.Count == 0
            && (table.Value is null ? children.All(match => match.Verdict == ContentVerdict.Fits && (match.Term is null || Fits(match.Child, match.Term.Type, version))) : table.Value.Accepts(element.Value))
            && table.Attributes.Where(static attribute => attribute.IsRequired).All(attribute => element.Attributes().Any(one => one.Name.LocalName == attribute.Name));
    }
}
