using OvfKit.Diagnostics;

namespace OvfKit.IO;

/// <summary>The findings about files that are read over the network (OVF609x).</summary>
public static class HttpDiagnostics
{
    /// <summary>The server gives only whole files, so the file was copied before it was read.</summary>
    public static readonly DiagnosticDescriptor RangesRefused = new("OVF6090", DiagnosticSeverity.Warning, "server gives no parts of files");

    /// <summary>The file on the server is another one than at the beginning.</summary>
    public static readonly DiagnosticDescriptor Changed = new("OVF6091", DiagnosticSeverity.Error, "remote file changed while it was read");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [RangesRefused, Changed];
}
