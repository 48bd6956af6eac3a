namespace OvfKit.Tests.Schemas;

/// <summary>The schemas load anywhere, offline, without a word of complaint.</summary>
public sealed class SchemaFilesTests
{
    [Theory]
    [InlineData("1.1.1", "http://schemas.dmtf.org/ovf/envelope/1")]
    [InlineData("2.0.1", "http://schemas.dmtf.org/ovf/envelope/2")]
    public void The_schemas_of_a_version_compile_without_errors_and_warnings(string version, string envelope)
    {
        var set = SchemaFiles.Compile(SchemaFiles.Ours(version));

        Assert.True(set.GlobalElements.Contains(new("Envelope", envelope)));
        Assert.True(set.GlobalElements.Contains(new("Environment", "http://schemas.dmtf.org/ovf/environment/1")));
    }

    [Fact]
    public void Both_envelopes_compile_together_over_the_newer_CIM_classes()
    {
        var set = SchemaFiles.Compile([Path.Combine(SchemaFiles.Folder, "1.1.1", "ovf-envelope-1.xsd"), .. SchemaFiles.Ours("2.0.1")]);

        Assert.True(set.GlobalElements.Contains(new("Envelope", "http://schemas.dmtf.org/ovf/envelope/1")));
        Assert.True(set.GlobalElements.Contains(new("Envelope", "http://schemas.dmtf.org/ovf/envelope/2")));
    }

    [Fact]
    public void No_schema_stands_twice()
    {
        var files = Directory.GetFiles(SchemaFiles.Folder, "*.xsd", SearchOption.AllDirectories);
        // The first lines name the file's place; the rest is the schema.
        var bodies = files.GroupBy(file => string.Join('\n', File.ReadLines(file).Skip(2)));

        Assert.All(bodies, body => Assert.Single(body));
    }
}
