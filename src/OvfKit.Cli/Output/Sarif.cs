using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OvfKit.Diagnostics;

namespace OvfKit.Cli.Output;

/// <summary>Writes findings as SARIF 2.1.0 (OASIS), the form code-review tools read.</summary>
internal static class Sarif
{
    public static string Of(IReadOnlyList<Diagnostic> findings)
    {
        var rules = findings.Select(static one => one.Descriptor).DistinctBy(static one => one.Id).OrderBy(static one => one.Id, StringComparer.Ordinal).ToList();
        var numbers = rules.Select(static (rule, number) => (rule.Id, number)).ToDictionary(static one => one.Id, static one => one.number);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, rules);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var finding in findings)
                WriteResult(json, finding, numbers[finding.Id]);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteTool(Utf8JsonWriter json, IEnumerable<DiagnosticDescriptor> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "ovfkit");
        json.WriteString("version", typeof(Sarif).Assembly.GetName().Version?.ToString(3));
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", rule.Title);
            if (rule.Clause is not null)
                WriteText(json, "help", $"See {rule.Clause}.");
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.Severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Diagnostic finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", UriOf(finding.Location.File));
        json.WriteEndObject();
        WriteRegion(json, finding.Location);
        json.WriteEndObject();
        if (finding.Location.Path is { } path)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", path);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, Location at)
    {
        if (at is { Line: <= 0, Offset: < 0 })
            return;
        json.WriteStartObject("region");
        if (at.Line > 0)
        {
            json.WriteNumber("startLine", at.Line);
            json.WriteNumber("startColumn", at.Column);
        }
        else
        {
            json.WriteNumber("byteOffset", at.Offset);
        }
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    // Tools lay findings over the files of a working copy, so what is below the current folder is named relative to it.
    private static string UriOf(string path)
    {
        var relative = Path.IsPathFullyQualified(path) ? Path.GetRelativePath(Environment.CurrentDirectory, path) : path;
        if (Path.IsPathFullyQualified(relative) || relative.StartsWith("..", StringComparison.Ordinal))
            return new Uri(Path.GetFullPath(path)).AbsoluteUri;
        return string.Join('/', relative.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Select(Uri.EscapeDataString));
    }

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
