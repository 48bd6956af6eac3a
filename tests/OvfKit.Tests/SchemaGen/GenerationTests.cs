using OvfKit.SchemaGen;
using OvfKit.Testing;

namespace OvfKit.Tests.SchemaGen;

public sealed class GenerationTests
{
    private static readonly string _schemas = Path.Combine(RepositoryFiles.Root, "schemas");
    private static readonly NameMap _names = NameMap.Read(Path.Combine(_schemas, "names.txt"));

    [Fact]
    public void The_checked_in_files_are_what_the_generator_makes()
    {
        var folder = Path.Combine(RepositoryFiles.Root, "src", "OvfKit", "Generated");
        var fresh = Generation.Run(_schemas, _names);

        Assert.Equal(fresh.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(fresh, file => Assert.True(
            file.Value == File.ReadAllText(Path.Combine(folder, file.Key)), $"{file.Key} is stale: dotnet run --project src/OvfKit.SchemaGen"));
    }

    [Fact]
    public void The_published_schemas_make_the_same_public_API()
    {
        var dmtf = RepositoryFiles.Reference("dmtf");
        Assert.SkipWhen(dmtf is null, "The published schemas are not beside the repository (shared/dmtf).");
        var ours = Generation.Run(_schemas, _names);
        var original = Generation.Run(dmtf, _names);

        Assert.Equal(ours.Keys, original.Keys);
        // Only the words of the documentation are our own; the tables hold the same facts too.
        Assert.All(ours, file => Assert.Equal(Code(file.Value), Code(original[file.Key])));
    }

    private static IEnumerable<string> Code(string text) => text.Split('\n').Where(static line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal));
}
