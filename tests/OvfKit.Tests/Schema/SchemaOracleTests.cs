using System.Text;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Schema;
using OvfKit.Testing;
using OvfKit.Xml;

namespace OvfKit.Tests.Schema;

/// <summary>The tables and System.Xml.Schema agree on every descriptor at hand.</summary>
public sealed class SchemaOracleTests
{
    [Fact]
    public void Descriptors_of_all_producers_get_the_same_verdict_as_they_are() => Compare(Corpus(), SchemaReading.Literal);

    [Fact]
    public void Descriptors_of_all_producers_get_the_same_verdict_with_their_dialects_put_straight() => Compare(Corpus(), SchemaReading.Dialects);

    [Theory]
    [InlineData(0), InlineData(1)]
    public void The_fixtures_get_the_same_verdict(int reading) =>
        Compare(Directory.EnumerateFiles(RepositoryFiles.Fixture(""), "*.ovf", SearchOption.AllDirectories), (SchemaReading)reading, least: 0);

    private static bool IsValid(XElement root, string name, SchemaReading reading, out DiagnosticBag findings)
    {
        findings = [];
        SchemaValidator.Validate(root, name, findings, reading);
        return findings.All(static finding => finding.Severity == DiagnosticSeverity.Info);
    }

    private static IEnumerable<string> Corpus()
    {
        var corpus = RepositoryFiles.Reference("corpus");
        Assert.SkipWhen(corpus is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        return Directory.EnumerateFiles(corpus!, "*.ovf", SearchOption.AllDirectories);
    }

    private static void Compare(IEnumerable<string> paths, SchemaReading reading, int least = 20)
    {
        var differences = new List<string>();
        int valid = 0, invalid = 0, refused = 0;
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            OvfDescriptor descriptor;
            try
            {
                descriptor = OvfDescriptor.Parse(File.ReadAllBytes(path), path);
            }
            catch (InvalidContentException)
            {
                refused++;
                continue;
            }
            if (Difference(descriptor.Document, path, reading, out var isValid) is { } difference)
                differences.Add(difference);
            if (isValid)
                valid++;
            else
                invalid++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{reading}: {valid} valid, {invalid} invalid, {refused} not readable");
        Assert.True(differences.Count == 0, $"{differences.Count} of {valid + invalid}\n" + string.Join("\n\n", differences.Take(12)));
        // Otherwise agreement would say little.
        Assert.True(valid >= least && invalid >= least, $"{valid} valid and {invalid} invalid descriptors were compared");
    }

    /// <summary>What the two do not agree on: the verdict, or a place only the oracle complains about; null for nothing.</summary>
    internal static string? Difference(XDocument read, string name, SchemaReading reading, out bool isValid)
    {
        var document = reading == SchemaReading.Literal ? read : Oracle.PutStraight(read);
        var complaints = Oracle.Complaints(document);
        isValid = complaints.Count == 0;
        var verdict = IsValid(read.Root!, name, reading, out var findings);
        if (verdict != isValid)
            return $"{name}: the schema says {isValid}\n  {string.Join("\n  ", complaints.Take(3).Select(static one => $"{one.Place}"[..Math.Min(80, $"{one.Place}".Length)] + one.Message))}\n  {string.Join("\n  ", findings.Take(3))}";
        if (reading != SchemaReading.Literal)
            return null;
        var places = findings.Select(static finding => (finding.Location.Line, finding.Location.Column)).ToHashSet();
        foreach (var (place, message) in complaints)
        {
            // Of two children in the wrong order either may be blamed, and the parent for the one that is missing before.
            var blamed = place is XElement { Parent: { } parent } ? parent.Elements().Append(parent) : [(XElement)(place as XElement ?? place.Parent!)];
            if (!blamed.SelectMany(static element => element.Attributes().Prepend<XObject>(element)).Any(one => places.Contains((TreeLocation.Of(one).Line, TreeLocation.Of(one).Column))))
                return $"{name}: only the schema finds {TreeLocation.Of(place)}: {message}";
        }
        return null;
    }
}
