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

    /// <summary>The log holds changes that were not yet carried out; they are read from it.</summary>
    public static readonly DiagnosticDescriptor LogNotEmpty = new("OVF6306", DiagnosticSeverity.Warning, "VHDX log holds unfinished changes", $"{Specification} §2.3");

    // OVF6307 said that differencing disks could not be read.

    /// <summary>The file requires a feature that is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownFeature = new("OVF6308", DiagnosticSeverity.Error, "VHDX requires an unknown feature", $"{Specification} §2.2.3.2");

    /// <summary>One of two copies of a structure is damaged; the other one is used.</summary>
    public static readonly DiagnosticDescriptor DamagedCopy = new("OVF6309", DiagnosticSeverity.Warning, "one copy of a VHDX structure is damaged", $"{Specification} §2.2");

    /// <summary>The disk was not closed cleanly, and its log cannot tell what it should hold.</summary>
    public static readonly DiagnosticDescriptor BadLog = new("OVF6310", DiagnosticSeverity.Error, "VHDX log cannot be replayed", $"{Specification} §2.3.2");

    /// <summary>A differencing disk does not say what its parent is.</summary>
    public static readonly DiagnosticDescriptor BadParentLocator = new("OVF6311", DiagnosticSeverity.Error, "VHDX parent locator invalid", $"{Specification} §2.6.2.6");

    /// <summary>The parent is not the disk the child was made on.</summary>
    public static readonly DiagnosticDescriptor ParentMismatch = new("OVF6312", DiagnosticSeverity.Error, "VHDX parent does not match", $"{Specification} §2.6.2.6.3");

    /// <summary>A disk was to be written with sectors it cannot have.</summary>
    public static readonly DiagnosticDescriptor SectorSize = new("OVF6313", DiagnosticSeverity.Error, "sector size not possible", $"{Specification} §2.6.2.4");

    /// <summary>The log cannot be replayed and was left out because the caller asked for what can be saved.</summary>
    public static readonly DiagnosticDescriptor LogIgnored = new("OVF6314", DiagnosticSeverity.Warning, "VHDX log left out", $"{Specification} §2.3.2");

    /// <summary>Parts of the file hold nothing of the disk.</summary>
    public static readonly DiagnosticDescriptor UnusedSpace = new("OVF6315", DiagnosticSeverity.Info, "VHDX holds unused space", $"{Specification} §2.4");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        BadHeader, BadRegionTable, BadMetadata, BadBlockEntry, Overlap, LogNotEmpty, UnknownFeature, DamagedCopy, BadLog, BadParentLocator, ParentMismatch, SectorSize,
        LogIgnored, UnusedSpace,
    ];
}
