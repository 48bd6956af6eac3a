using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Model;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Validation;

namespace OvfKit.Tests;

/// <summary>Holds the page of all codes against the code, and demands that each code is triggered somewhere.</summary>
public partial class DiagnosticsPageTests
{
    private static readonly string Page = Path.Combine(RepositoryFiles.Root, "src", "OvfKit", "Diagnostics.md");

    private static readonly (string Title, IReadOnlyList<DiagnosticDescriptor> Codes)[] Families =
    [
        ("Text", TextDiagnostics.All),
        ("Schema", SchemaDiagnostics.All),
        ("Dialects", DialectDiagnostics.All),
        ("Envelope", EnvelopeDiagnostics.All),
        ("What a deployment resolves", ResolutionDiagnostics.All),
        ("Package", PackageDiagnostics.All),
        ("Manifest", ManifestDiagnostics.All),
        ("Disks", DiskDiagnostics.All),
        ("VMDK", VmdkDiagnostics.All),
        ("VHDX", VhdxDiagnostics.All),
        ("Conversion", ConversionDiagnostics.All),
    ];

    [Fact]
    public void The_page_lists_every_code()
    {
        var expected = Write();
        var received = Path.ChangeExtension(Page, ".received.md");
        if (File.ReadAllText(Page) == expected)
            File.Delete(received);
        else
            File.WriteAllText(received, expected);
        Assert.Equal(expected, File.ReadAllText(Page));
    }

    [Fact]
    public void No_code_stands_twice()
    {
        var codes = Families.SelectMany(family => family.Codes).Select(code => code.Id).ToList();
        Assert.Equal(codes.Distinct(), codes);
    }

    [Fact]
    public void Every_public_family_is_on_the_page()
    {
        var families = new[] { typeof(OvfDescriptor).Assembly, typeof(DiskFormats).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Select(type => type.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<IReadOnlyList<DiagnosticDescriptor>>();
        Assert.Equal(Families.SelectMany(family => family.Codes).Order(ById), families.SelectMany(codes => codes).Order(ById));
    }

    // The codes of disks are triggered by the builders in OvfKit.Disks.Tests, those of the schema by the slips in SchemaValidatorTests; both demand
    // a case for each code themselves.
    [Fact]
    public void Every_code_has_a_fixture_or_a_test_of_its_name()
    {
        var fixtures = Directory.EnumerateFiles(RepositoryFiles.Fixture("invalid")).Select(path => Path.GetFileName(path)[..7]);
        var tests = typeof(DiagnosticsPageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Select(method => method.Name).Where(name => NamedAfterCode().IsMatch(name)).Select(name => name[..7]);
        var untested = Families.SelectMany(family => family.Codes).Select(code => code.Id).Where(id => !id.StartsWith("OVF6", StringComparison.Ordinal) && !id.StartsWith("OVF10", StringComparison.Ordinal)).Except(fixtures.Concat(tests));
        Assert.Empty(untested);
    }

    private static Comparer<DiagnosticDescriptor> ById { get; } = Comparer<DiagnosticDescriptor>.Create((a, b) => string.CompareOrdinal(a.Id, b.Id));

    private static string Write()
    {
        var text = new StringBuilder("# Diagnostics\n\nEvery code a finding or an exception can have. A code is never used again for something else. A test compares this page with the code.\n");
        foreach (var (title, codes) in Families)
        {
            text.Append('\n').Append("## ").Append(title).Append("\n\n| code | severity | title | clause |\n| --- | --- | --- | --- |\n");
            foreach (var code in codes.Order(ById))
                text.Append("| ").Append(code.Id).Append(" | ").Append(code.Severity).Append(" | ").Append(code.Title).Append(" | ").Append(code.Clause ?? "–").Append(" |\n");
        }

        return text.ToString();
    }

    [GeneratedRegex("^OVF[0-9]{4}_")]
    private static partial Regex NamedAfterCode();
}
