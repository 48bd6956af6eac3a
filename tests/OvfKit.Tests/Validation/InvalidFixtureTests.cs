using System.Reflection;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Testing;
using OvfKit.Validation;

namespace OvfKit.Tests.Validation;

/// <summary>Each code has a descriptor that earns it, in the line that says so in a comment, and earns nothing else.</summary>
public sealed class InvalidFixtureTests
{
    private static readonly string _folder = RepositoryFiles.Fixture("invalid");

    public static TheoryData<string> Codes => [.. EnvelopeDiagnostics.All.Concat(DialectDiagnostics.All).Select(static one => one.Id)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_code_is_found_where_its_fixture_says(string code)
    {
        var path = Assert.Single(Directory.EnumerateFiles(_folder, code + "-*.ovf"));
        var diagnostics = new DiagnosticBag();
        DescriptorValidator.Validate(OvfDescriptor.Parse(File.ReadAllBytes(path), Path.GetFileName(path)), null, diagnostics);

        var line = 1 + Array.FindIndex(File.ReadAllLines(path), text => text.Contains($"<!-- {code} -->", StringComparison.Ordinal));
        Assert.True(line > 0, $"{path} has no comment <!-- {code} --> in the line where the finding is expected");
        // The schema may have something to say of the same fault.
        var finding = Assert.Single(diagnostics, static one => !one.Id.StartsWith("OVF10", StringComparison.Ordinal));
        Assert.Equal(code, finding.Id);
        Assert.Equal(line, finding.Location.Line);
        Assert.True(finding.Location.Column > 0);
        Assert.StartsWith("/Envelope", finding.Location.Path, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[.\n]$", finding.Message);
    }

    [Fact]
    public void Each_fixture_belongs_to_a_code()
    {
        var known = Codes.Select(static row => row.Data).ToHashSet();
        Assert.All(Directory.EnumerateFiles(_folder, "*.ovf"), path => Assert.Contains(Path.GetFileName(path).Split('-')[0], known));
    }

    [Fact]
    public void The_table_of_codes_is_complete()
    {
        var table = File.ReadAllLines(RepositoryFiles.Fixture("README.md")).Where(static line => line.StartsWith("| OVF", StringComparison.Ordinal));
        var codes = EnvelopeDiagnostics.All.Concat(DialectDiagnostics.All).OrderBy(static one => one.Id, StringComparer.Ordinal);
        Assert.Equal(
            codes.Select(static one => $"| {one.Id} | {one.Severity.ToString().ToLowerInvariant()} | {one.Title} | {one.Clause ?? "–"} | "
                + $"`{Path.GetFileName(Assert.Single(Directory.EnumerateFiles(_folder, one.Id + "-*.ovf")))}` |"),
            table);
    }

    [Theory]
    [InlineData(typeof(EnvelopeDiagnostics), "OVF2")]
    [InlineData(typeof(DialectDiagnostics), "OVF11")]
    public void Codes_are_listed_in_order(Type family, string prefix)
    {
        var all = (IReadOnlyList<DiagnosticDescriptor>)family.GetProperty("All")!.GetValue(null)!;
        var fields = family.GetFields(BindingFlags.Public | BindingFlags.Static).Select(static one => (DiagnosticDescriptor)one.GetValue(null)!);
        Assert.Equal(fields.OrderBy(static one => one.Id, StringComparer.Ordinal), all);
        Assert.Equal(all.Count, all.Select(static one => one.Id).Distinct().Count());
        Assert.All(all, one => Assert.Matches($"^{prefix}[0-9]+$", one.Id));
    }

    [Fact]
    public void Each_code_is_claimed_by_one_rule() => Assert.Equal(
        EnvelopeDiagnostics.All.Concat(DialectDiagnostics.All).Concat(SchemaDiagnostics.All).Select(static one => one.Id).Order(StringComparer.Ordinal),
        ValidationRules.BuiltIn.SelectMany(static rule => rule.Codes).Select(static one => one.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_finding_of_the_specification_names_its_clause() =>
        Assert.All(EnvelopeDiagnostics.All, static one => Assert.StartsWith("DSP0243", one.Clause, StringComparison.Ordinal));
}
