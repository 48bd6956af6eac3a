namespace OvfKit.Disks.Tests;

/// <summary>Whatever can be written has a class that says what every format must do.</summary>
public class ConformanceCoverageTests
{
    [Fact]
    public void Every_writable_variant_has_a_conformance_class()
    {
        var written = DiskFormats.BuiltIn.SelectMany(format => format.Variants.Where(variant => variant.Writable).Select(variant => $"{format.Name}:{variant.Name}"));
        var tested = typeof(DiskFormatConformance).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiskFormatConformance)))
            .Select(type => ((DiskFormatConformance)Activator.CreateInstance(type)!).Target);

        Assert.Equal(written.Order(StringComparer.Ordinal), tested.Distinct().Order(StringComparer.Ordinal));
    }
}
