using OvfKit.Schema;

namespace OvfKit.Tests.Schema;

public sealed class ContentTablesTests
{
    [Fact]
    public void Every_table_can_be_made() => Assert.All(Enum.GetValues<SchemaType>(), static type => Assert.Equal(type, ContentTables.Of(type).Type));
}
