using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Testing;
using OvfKit.Tests.Schema;

namespace OvfKit.Tests;

/// <summary>Holds the page of all codes against the code, and demands that each code is triggered somewhere.</summary>
public sealed class DiagnosticsPageTests
{
    private static readonly string _page = Path.Combine(RepositoryFiles.Root, "src", "OvfKit", "Diagnostics.md");

    // A family that is not here is headed by its class's name; a disk format's in capitals.
    private static readonly Dictionary<string, string> _titles = new()
    {
        ["Dialect"] = "Dialects", ["Resolution"] = "What a deployment resolves", ["Disk"] = "Disks",
    };

    private static readonly IReadOnlyList<(Type Type, IReadOnlyList<DiagnosticDescriptor> Codes)> _families =
        [.. DiagnosticFamilies.In(typeof(OvfDescriptor).Assembly).Concat(DiagnosticFamilies.In(typeof(DiskFormats).Assembly)).OrderBy(static family => family.Codes.Min(static code => code.Id), StringComparer.Ordinal)];

    [Fact]
    public void The_page_lists_every_code()
    {
        var expected = Write();
        var received = Path.ChangeExtension(_page, ".received.md");
        if (File.ReadAllText(_page) == expected)
            File.Delete(received);
        else
            File.WriteAllText(received, expected);
        Assert.True(File.ReadAllText(_page) == expected, $"The page is out of date; take over what was written beside it: mv {received} {_page}");
    }

    [Fact]
    public void No_code_stands_twice()
    {
        var codes = _families.SelectMany(static family => family.Codes).Select(static code => code.Id).ToList();
        Assert.Equal(codes.Distinct(), codes);
    }

    /// <summary>The codes of disks have the same demand in their own tests.</summary>
    [Fact]
    public void Every_code_is_triggered() => DiagnosticFamilies.AssertComplete(
        typeof(OvfDescriptor).Assembly,
        typeof(DiagnosticsPageTests).Assembly,
        Directory.EnumerateFiles(RepositoryFiles.Fixture("invalid")).Select(static path => Path.GetFileName(path)[..7]).Concat(SchemaValidatorTests.Slips.Select(static slip => slip.Data.Item1)));

    private static string Write()
    {
        var text = new StringBuilder("# Diagnostics\n\nEvery code a finding or an exception can have. A code is never used again for something else. A test compares this page with the code.\n");
        foreach (var (type, codes) in _families)
        {
            text.Append('\n').Append("## ").Append(TitleOf(type)).Append("\n\n| code | severity | title | clause |\n| --- | --- | --- | --- |\n");
            foreach (var code in codes.OrderBy(static code => code.Id, StringComparer.Ordinal))
                text.Append("| ").Append(code.Id).Append(" | ").Append(code.Severity).Append(" | ").Append(code.Title).Append(" | ").Append(code.Clause ?? "–").Append(" |\n");
        }

        return text.ToString();
    }

    private static string TitleOf(Type type)
    {
        var name = type.Name.Replace("Diagnostics", "", StringComparison.Ordinal);
        return _titles.TryGetValue(name, out var title) ? title
            : type.Namespace!.Contains(".Formats.", StringComparison.Ordinal) && name.Length <= 5 ? name.ToUpperInvariant()
            : name;
    }
}
