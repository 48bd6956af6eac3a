using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The findings of VHDX (OVF63xx).</summary>
public static class VhdxDiagnostics
{
    private const string Specification = "MS-VHDX";

    /// <summary>Neither header is valid.</summary>
    public static readonly DiagnosticDescriptor BadHeader = new("OVF6301", DiagnosticSeverity.Error, "VHDX headers invalid", $"{Specification} §2.2.2");

    /// <summary>Neither region table is valid.</summary>
    public static readonly DiagnosticDescriptor BadRegionTable = new("OVF6302", DiagnosticSeverity.Error, "VHDX region tables invalid", $"{Specification} §2.2.3");

    /// <summary>The metadata region is damaged or lacks an item.</summary>
    public static readonly DiagnosticDescriptor BadMetadata = new("OVF6303", DiagnosticSeverity.Error, "VHDX metadata invalid", $"{Specification} §2.6");

    /// <summary>An entry of the block table points where no block can be, or has no known state.</summary>
    public static readonly DiagnosticDescriptor BadBlockEntry = new("OVF6304", DiagnosticSeverity.Error, "VHDX block table entry invalid", $"{Specification} §2.5");

    /// <summary>Two structures or blocks claim the same place.</summary>
    public static readonly DiagnosticDescriptor Overlap = new("OVF6305", DiagnosticSeverity.Error, "VHDX structures overlap", $"{Specification} §2.1");

    /// <summary>The log holds changes that were not yet carried out.</summary>
    public static readonly DiagnosticDescriptor LogNotEmpty = new("OVF6306", DiagnosticSeverity.Error, "VHDX log holds unfinished changes", $"{Specification} §2.3");

    /// <summary>The disk holds only the differences to another one.</summary>
    public static readonly DiagnosticDescriptor Differencing = new("OVF6307", DiagnosticSeverity.Error, "differencing VHDX not supported", $"{Specification} §2.6.2.6");

    /// <summary>The file requires a feature that is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownFeature = new("OVF6308", DiagnosticSeverity.Error, "VHDX requires an unknown feature", $"{Specification} §2.2.3.2");

    /// <summary>One of two copies of a structure is damaged; the other one is used.</summary>
    public static readonly DiagnosticDescriptor DamagedCopy = new("OVF6309", DiagnosticSeverity.Warning, "one copy of a VHDX structure is damaged", $"{Specification} §2.2");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [BadHeader, BadRegionTable, BadMetadata, BadBlockEntry, Overlap, LogNotEmpty, Differencing, UnknownFeature, DamagedCopy];
}
