using System.Reflection;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Tests.Packaging;

public sealed class PackageDiagnosticsTests
{
    [Theory]
    [InlineData(typeof(PackageDiagnostics), "OVF3")]
    [InlineData(typeof(ManifestDiagnostics), "OVF4")]
    [InlineData(typeof(ConversionDiagnostics), "OVF7")]
    public void Codes_are_listed_and_numbered(Type family, string prefix)
    {
        var all = (IReadOnlyList<DiagnosticDescriptor>)family.GetProperty("All")!.GetValue(null)!;
        var fields = family.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (DiagnosticDescriptor)f.GetValue(null)!);
        Assert.Equal(fields, all);
        // A family may leave numbers free between its groups.
        Assert.All(all, d => Assert.Matches($"^{prefix}[0-9]{{3}}$", d.Id));
        Assert.Equal(all.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal), all.Select(d => d.Id));
    }
}
