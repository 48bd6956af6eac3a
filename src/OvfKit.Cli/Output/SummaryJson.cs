using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OvfKit.Cli.Output;

/// <summary>Writes summaries as JSON without reflection.</summary>
[JsonSerializable(typeof(DiskSummary))]
[JsonSerializable(typeof(DiskMap))]
[JsonSerializable(typeof(ChainSummary))]
[JsonSerializable(typeof(CheckSummary))]
[JsonSerializable(typeof(CompareSummary))]
[JsonSerializable(typeof(PackageSummary))]
[JsonSerializable(typeof(VerifySummary))]
[JsonSerializable(typeof(ValidationSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext
{
    /// <summary>The summaries' own names and texts stay readable: the output is a document of its own, never part of a web page.</summary>
    public static SummaryJson Readable { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
