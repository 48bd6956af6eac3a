using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Raw;

/// <summary>The findings of raw disks: of those in several files, and of files that may be no raw disks (OVF603x).</summary>
public static class RawDiagnostics
{
    /// <summary>A part of a split disk is missing, or another one than the first was opened.</summary>
    public static readonly DiagnosticDescriptor PartMissing = new("OVF6030", DiagnosticSeverity.Error, "split raw disk incomplete");

    /// <summary>Files that are named like the parts of one disk were joined.</summary>
    public static readonly DiagnosticDescriptor PartsJoined = new("OVF6031", DiagnosticSeverity.Warning, "parts of a raw disk joined");

    /// <summary>What is taken as the bytes of a guest begins or ends like a file of another kind.</summary>
    public static readonly DiagnosticDescriptor OtherFormat = new("OVF6032", DiagnosticSeverity.Warning, "raw disk looks like another format");

    /// <summary>The last sector of what is taken as a raw disk is the damaged footer of a VHD.</summary>
    public static readonly DiagnosticDescriptor DamagedFooter = new("OVF6033", DiagnosticSeverity.Warning, "raw disk ends in a damaged VHD footer");

    /// <summary>What is taken as a raw disk is named like one of another format.</summary>
    public static readonly DiagnosticDescriptor OtherName = new("OVF6034", DiagnosticSeverity.Warning, "raw disk named like another format");

    /// <summary>A disk begins behind the beginning of what is taken as one.</summary>
    public static readonly DiagnosticDescriptor Shifted = new("OVF6035", DiagnosticSeverity.Warning, "disk behind a strange header");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [PartMissing, PartsJoined, OtherFormat, DamagedFooter, OtherName, Shifted];
}
