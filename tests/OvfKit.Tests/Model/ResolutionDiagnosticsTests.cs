using System.Reflection;
using OvfKit.Diagnostics;
using OvfKit.Model;

namespace OvfKit.Tests.Model;

public sealed class ResolutionDiagnosticsTests
{
    [Fact]
    public void Codes_are_listed_and_numbered()
    {
        var fields = typeof(ResolutionDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (DiagnosticDescriptor)field.GetValue(null)!);

        Assert.Equal(fields, ResolutionDiagnostics.All);
        Assert.Equal(Enumerable.Range(2951, ResolutionDiagnostics.All.Count).Select(static number => $"OVF{number}"), ResolutionDiagnostics.All.Select(static code => code.Id));
    }

    [Fact]
    public void Every_code_has_a_test_of_its_name()
    {
        var tests = typeof(ResolutionDiagnosticsTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods()).Select(static method => method.Name).ToList();
        Assert.All(ResolutionDiagnostics.All, code => Assert.Contains(tests, name => name.StartsWith(code.Id + "_", StringComparison.Ordinal)));
    }
}
