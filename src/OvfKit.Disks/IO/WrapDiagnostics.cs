using OvfKit.Diagnostics;

namespace OvfKit.IO;

/// <summary>The findings about compressed files (OVF602x).</summary>
public static class WrapDiagnostics
{
    /// <summary>The compressed data is cut off, damaged, or not what its checksum says.</summary>
    public static readonly DiagnosticDescriptor Damaged = new("OVF6020", DiagnosticSeverity.Error, "compressed file is damaged");

    /// <summary>The content is larger than allowed.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new("OVF6021", DiagnosticSeverity.Error, "compressed file unpacks to too much");

    /// <summary>A zip archive holds no file or several.</summary>
    public static readonly DiagnosticDescriptor NotOneFile = new("OVF6022", DiagnosticSeverity.Error, "zip archive does not hold one file");

    /// <summary>The file is encrypted, or compressed in a way that is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownMethod = new("OVF6023", DiagnosticSeverity.Error, "unknown way of compression");

    /// <summary>A compressed file was unpacked into a temporary one.</summary>
    public static readonly DiagnosticDescriptor Unpacked = new("OVF6024", DiagnosticSeverity.Info, "compressed file unpacked");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [Damaged, TooLarge, NotOneFile, UnknownMethod, Unpacked];
}
