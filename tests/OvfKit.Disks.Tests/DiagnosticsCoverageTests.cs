using System.Reflection;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

/// <summary>Demands a case for every code of disks, those of formats to come among them.</summary>
public sealed class DiagnosticsCoverageTests
{
    [Fact]
    public void Every_code_is_triggered()
    {
        var tests = typeof(DiagnosticsCoverageTests).Assembly;
        var cases = tests.GetTypes().Where(static type => !type.ContainsGenericParameters)
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(static field => field.FieldType.IsAssignableTo(typeof(IEnumerable<DiagnosticCase>))).SelectMany(static field => (IEnumerable<DiagnosticCase>)field.GetValue(null)!);
        DiagnosticFamilies.AssertComplete(typeof(DiskFormats).Assembly, tests, cases.Select(static one => one.Expected.Id));
    }
}
