using System.Xml;
using System.Xml.Schema;
using OvfKit.Testing;

namespace OvfKit.Tests.Schemas;

/// <summary>On real descriptors the transcription and the published schemas complain at the same places.</summary>
public sealed class SchemaVerdictTests
{
    private readonly record struct Complaint(XmlSeverityType Severity, int Line, int Column);

    [Fact]
    public void Real_descriptors_get_the_same_verdict_from_both_sets()
    {
        var dmtf = RepositoryFiles.Reference("dmtf");
        Assert.SkipWhen(dmtf is null, "The published schemas are not beside the repository (shared/dmtf).");
        var corpus = RepositoryFiles.Reference("corpus");
        Assert.SkipWhen(corpus is null, "The descriptors of many producers are not beside the repository (shared/corpus).");

        var sets = new[] { "1.1.1", "2.0.1" }.ToDictionary(
            version => version,
            version => (original: SchemaFiles.Compile(SchemaFiles.Originals(dmtf, version)), ours: SchemaFiles.Compile(SchemaFiles.Ours(version))));
        var differences = new List<string>();
        var (valid, invalid) = (0, 0);
        foreach (var file in Directory.EnumerateFiles(corpus, "*.ovf", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (VersionOf(file) is not { } version)
                continue;
            var original = Complaints(file, sets[version].original);
            var ours = Complaints(file, sets[version].ours);
            if (!original.SequenceEqual(ours))
                differences.Add($"{file}: original [{string.Join(' ', original)}], ours [{string.Join(' ', ours)}]");
            if (original.Exists(complaint => complaint.Severity == XmlSeverityType.Error))
                invalid++;
            else
                valid++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{valid} valid, {invalid} invalid");
        Assert.Empty(differences);
        // Otherwise agreement would say little.
        Assert.True(valid >= 20 && invalid >= 20, $"{valid} valid and {invalid} invalid descriptors were compared");
    }

    /// <summary>The version whose schemas apply, or null where the file is not well-formed. Unknown roots go with version 1: both sets must ignore them alike.</summary>
    private static string? VersionOf(string file)
    {
        try
        {
            using var reader = XmlReader.Create(file, Settings(null));
            reader.MoveToContent();
            var version = reader.NamespaceURI == "http://schemas.dmtf.org/ovf/envelope/2" ? "2.0.1" : "1.1.1";
            while (reader.Read())
            {
            }

            return version;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static List<Complaint> Complaints(string file, XmlSchemaSet schemas)
    {
        var complaints = new List<Complaint>();
        var settings = Settings(schemas);
        settings.ValidationEventHandler += (_, e) => complaints.Add(new(e.Severity, e.Exception.LineNumber, e.Exception.LinePosition));
        using var reader = XmlReader.Create(file, settings);
        while (reader.Read())
        {
        }

        return complaints;
    }

    private static XmlReaderSettings Settings(XmlSchemaSet? schemas)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        if (schemas is not null)
        {
            settings.Schemas = schemas;
            settings.ValidationType = ValidationType.Schema;
            // Without this a root in an unknown namespace passes in silence.
            settings.ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings;
        }

        return settings;
    }
}
