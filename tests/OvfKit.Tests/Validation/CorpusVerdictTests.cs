using System.Globalization;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Validation;
using VerifyXunit;

namespace OvfKit.Tests.Validation;

/// <summary>The verdicts of others on descriptors that are not part of the repository, and ours.</summary>
public sealed class CorpusVerdictTests
{
    [Fact]
    public void What_VMware_accepts_has_no_error()
    {
        var wrong = Descriptors("accept").Select(static path => (Path: path, Errors: Errors(path))).Where(static one => one.Errors.Count > 0).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(static one => $"{one.Path}: {string.Join("\n  ", one.Errors)}")));
    }

    [Fact]
    public void What_VMware_rejects_has_an_error()
    {
        var all = Descriptors("reject").ToList();
        var missed = all.Where(static path => Errors(path).Count == 0).ToList();
        Assert.True(all.Count - missed.Count >= 0.98 * all.Count, $"{missed.Count} of {all.Count} have no error:\n{string.Join('\n', missed)}");
    }

    [Fact]
    public Task Descriptors_of_all_producers_have_these_findings()
    {
        var text = new StringBuilder();
        foreach (var path in Descriptors("vendor"))
        {
            var codes = Findings(path).CountBy(static one => $"{one.Id} {one.Severity}").OrderBy(static one => one.Key, StringComparer.Ordinal);
            text.Append(Path.GetFileName(path)).Append('\n');
            foreach (var (code, count) in codes)
                text.Append(CultureInfo.InvariantCulture, $"  {code} {count}\n");
        }
        return Verifier.Verify(text.ToString());
    }

    [Fact]
    public void Descriptors_of_all_producers_are_well_formed() =>
        Assert.All(Descriptors("vendor"), static path => Assert.DoesNotContain(Findings(path), static one => one.Descriptor == TextDiagnostics.NotWellFormed));

    private static IEnumerable<string> Descriptors(string label)
    {
        var corpus = RepositoryFiles.Reference(Path.Combine("corpus", label));
        Assert.SkipWhen(corpus is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        return Directory.EnumerateFiles(corpus!, "*.ov?", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
    }

    private static List<Diagnostic> Errors(string path) => [.. Findings(path).Where(static one => one.Severity == DiagnosticSeverity.Error)];

    private static DiagnosticBag Findings(string path)
    {
        var diagnostics = new DiagnosticBag();
        try
        {
            using var package = path.EndsWith(".ova", StringComparison.Ordinal) ? OvfPackage.Open(path) : null;
            var bytes = package is null ? File.ReadAllBytes(path) : package.Descriptor.ToBytes();
            DescriptorValidator.Validate(OvfDescriptor.Parse(bytes, Path.GetFileName(path), diagnostics), null, diagnostics);
        }
        catch (InvalidContentException exception)
        {
            diagnostics.Add(exception.Diagnostic);
        }
        return diagnostics;
    }
}
