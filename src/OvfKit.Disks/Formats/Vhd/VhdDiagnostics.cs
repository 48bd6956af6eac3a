using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>The findings of VHD (OVF62xx).</summary>
public static class VhdDiagnostics
{
    private const string Specification = "Virtual Hard Disk Image Format Specification 1.0";

    /// <summary>No copy of the footer is there and sound.</summary>
    public static readonly DiagnosticDescriptor BadFooter = new("OVF6201", DiagnosticSeverity.Error, "VHD footer invalid", $"{Specification}, Hard Disk Footer Format");

    /// <summary>One copy of the footer is damaged or another one; the disk can be read all the same.</summary>
    public static readonly DiagnosticDescriptor DamagedFooter = new("OVF6202", DiagnosticSeverity.Warning, "one VHD footer damaged", $"{Specification}, Hard Disk Footer Format");

    /// <summary>The footer asks for something that is not known.</summary>
    public static readonly DiagnosticDescriptor UnsupportedFooter = new("OVF6203", DiagnosticSeverity.Error, "VHD not supported", $"{Specification}, Hard Disk Footer Format");

    /// <summary>The header of a dynamic or differencing disk is damaged.</summary>
    public static readonly DiagnosticDescriptor BadDynamicHeader = new("OVF6204", DiagnosticSeverity.Error, "VHD dynamic header invalid", $"{Specification}, Dynamic Disk Header Format");

    /// <summary>An entry of the block table points where no block can be.</summary>
    public static readonly DiagnosticDescriptor BadBlockEntry = new("OVF6205", DiagnosticSeverity.Error, "VHD block table entry invalid", $"{Specification}, Block Allocation Table");

    /// <summary>Two blocks, or a block and a header, claim the same place.</summary>
    public static readonly DiagnosticDescriptor Overlap = new("OVF6206", DiagnosticSeverity.Error, "VHD structures overlap", $"{Specification}, Block Allocation Table");

    /// <summary>The parent is not the disk the child was made on.</summary>
    public static readonly DiagnosticDescriptor ParentMismatch = new("OVF6207", DiagnosticSeverity.Error, "VHD parent does not match", $"{Specification}, Dynamic Disk Header Format");

    /// <summary>A place of the parent cannot be read; others are tried.</summary>
    public static readonly DiagnosticDescriptor BadLocator = new("OVF6208", DiagnosticSeverity.Warning, "VHD parent locator unreadable", $"{Specification}, Parent Locator Entries");

    /// <summary>Virtual PC shows a guest only whole cylinders: the disk ends before the size in its footer.</summary>
    public static readonly DiagnosticDescriptor GeometryDecides = new("OVF6209", DiagnosticSeverity.Warning, "VHD size taken from its geometry", $"{Specification}, CHS Calculation");

    /// <summary>Size and geometry of a disk differ, and some programs go by the wrong one.</summary>
    public static readonly DiagnosticDescriptor SizesDiffer = new("OVF6210", DiagnosticSeverity.Info, "VHD size and geometry differ", $"{Specification}, CHS Calculation");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        BadFooter, DamagedFooter, UnsupportedFooter, BadDynamicHeader, BadBlockEntry, Overlap, ParentMismatch, BadLocator, GeometryDecides, SizesDiffer,
    ];
}
