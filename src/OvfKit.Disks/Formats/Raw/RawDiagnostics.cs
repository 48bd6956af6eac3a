using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Raw;

/// <summary>The findings of raw disks in several files (OVF603x).</summary>
public static class RawDiagnostics
{
    /// <summary>A part of a split disk is missing, or another one than the first was opened.</summary>
    public static readonly DiagnosticDescriptor PartMissing = new("OVF6030", DiagnosticSeverity.Error, "split raw disk incomplete");

    /// <summary>Files that are named like the parts of one disk were joined.</summary>
    public static readonly DiagnosticDescriptor PartsJoined = new("OVF6031", DiagnosticSeverity.Warning, "parts of a raw disk joined");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [PartMissing, PartsJoined];
}
