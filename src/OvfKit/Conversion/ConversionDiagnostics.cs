using OvfKit.Diagnostics;

namespace OvfKit.Conversion;

/// <summary>What was changed or lost when a package or a descriptor was converted (OVF7xxx).</summary>
public static class ConversionDiagnostics
{
    /// <summary>The signature does not hold for the new package and was left out.</summary>
    public static readonly DiagnosticDescriptor SignatureRemoved = new("OVF7001", DiagnosticSeverity.Warning, "signature removed");

    /// <summary>A file that the descriptor does not list was copied nevertheless.</summary>
    public static readonly DiagnosticDescriptor ExtraCopied = new("OVF7002", DiagnosticSeverity.Info, "unlisted file copied");

    /// <summary>The descriptor stated another capacity than the image has.</summary>
    public static readonly DiagnosticDescriptor CapacityCorrected = new("OVF7003", DiagnosticSeverity.Warning, "capacity corrected");

    /// <summary>A disk and its parents became one disk.</summary>
    public static readonly DiagnosticDescriptor ParentsMerged = new("OVF7004", DiagnosticSeverity.Warning, "disk merged with its parents");

    /// <summary>Line ends were added behind the descriptor's root element to fill its place in the archive.</summary>
    public static readonly DiagnosticDescriptor DescriptorPadded = new("OVF7005", DiagnosticSeverity.Info, "line ends added to the descriptor");

    /// <summary>The usual new name of a file was taken, so it got another one.</summary>
    public static readonly DiagnosticDescriptor NameTaken = new("OVF7006", DiagnosticSeverity.Info, "file renamed to keep names apart");

    /// <summary>VirtualBox has its own description of the machine, which a change does not reach.</summary>
    public static readonly DiagnosticDescriptor VirtualBoxKeepsOwn = new("OVF7007", DiagnosticSeverity.Warning, "VirtualBox's machine not changed");

    /// <summary>A disk's image kept its id although fresh ones were asked for.</summary>
    public static readonly DiagnosticDescriptor ImageIdKept = new("OVF7008", DiagnosticSeverity.Warning, "id of the image kept");

    /// <summary>A file that was copied has another size than the descriptor said, which says so now.</summary>
    public static readonly DiagnosticDescriptor SizeCorrected = new("OVF7009", DiagnosticSeverity.Warning, "size of a file corrected");

    /// <summary>A device was written in the only form version 1 has for devices.</summary>
    public static readonly DiagnosticDescriptor ItemGeneralized = new("OVF7010", DiagnosticSeverity.Info, "device written as Item");

    /// <summary>A section the target version does not have was removed.</summary>
    public static readonly DiagnosticDescriptor SectionLost = new("OVF7011", DiagnosticSeverity.Warning, "section lost");

    /// <summary>An element the target version does not have, or not with this value, was removed.</summary>
    public static readonly DiagnosticDescriptor ElementLost = new("OVF7012", DiagnosticSeverity.Warning, "element lost");

    /// <summary>An attribute the target version does not have was removed.</summary>
    public static readonly DiagnosticDescriptor AttributeLost = new("OVF7013", DiagnosticSeverity.Warning, "attribute lost");

    /// <summary>The place of a schema that no longer describes the document was removed.</summary>
    public static readonly DiagnosticDescriptor SchemaPlaceRemoved = new("OVF7014", DiagnosticSeverity.Info, "schema location removed");

    /// <summary>The descriptor is in a dialect that no version can be made from.</summary>
    public static readonly DiagnosticDescriptor DialectNotConvertible = new("OVF7015", DiagnosticSeverity.Error, "dialect cannot be converted");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        SignatureRemoved, ExtraCopied, CapacityCorrected, ParentsMerged, DescriptorPadded, NameTaken, VirtualBoxKeepsOwn, ImageIdKept, SizeCorrected,
        ItemGeneralized, SectionLost, ElementLost, AttributeLost, SchemaPlaceRemoved, DialectNotConvertible,
    ];
}
