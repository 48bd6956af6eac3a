using OvfKit.Diagnostics;

namespace OvfKit.Model;

/// <summary>The findings about what the schema says of a document (OVF1xxx).</summary>
public static class SchemaDiagnostics
{
    /// <summary>A value is present but is not of the type it should have.</summary>
    public static readonly DiagnosticDescriptor ValueNotReadable = new("OVF1001", DiagnosticSeverity.Error, "value not readable", "DSP8023");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [ValueNotReadable];
}
