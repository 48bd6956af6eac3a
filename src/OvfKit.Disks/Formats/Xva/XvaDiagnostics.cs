using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Xva;

/// <summary>The findings of XVA, the archive of XenServer and XCP-ng (OVF67xx).</summary>
public static class XvaDiagnostics
{
    /// <summary>A header of the archive makes no sense.</summary>
    public static readonly DiagnosticDescriptor BadArchive = new("OVF6701", DiagnosticSeverity.Error, "XVA archive damaged");

    /// <summary>The description of the virtual machine (<c>ova.xml</c>) cannot be read or describes no disk.</summary>
    public static readonly DiagnosticDescriptor BadMetadata = new("OVF6702", DiagnosticSeverity.Error, "ova.xml of XVA invalid");

    /// <summary>A block of a disk lies behind its end or is larger than a block can be.</summary>
    public static readonly DiagnosticDescriptor BadBlock = new("OVF6703", DiagnosticSeverity.Error, "block of XVA disk invalid");

    /// <summary>A block is not what its checksum says.</summary>
    public static readonly DiagnosticDescriptor WrongChecksum = new("OVF6704", DiagnosticSeverity.Error, "checksum of XVA block wrong");

    /// <summary>A block is not what its checksum says, but is given because the caller asked for it.</summary>
    public static readonly DiagnosticDescriptor WrongChecksumAccepted = new("OVF6705", DiagnosticSeverity.Warning, "wrong checksum of XVA block accepted");

    /// <summary>The archive holds several disks, and which one is meant was not said.</summary>
    public static readonly DiagnosticDescriptor SeveralDisks = new("OVF6706", DiagnosticSeverity.Error, "XVA holds several disks");

    /// <summary>The archive holds no disk of the name, id or number that was asked for.</summary>
    public static readonly DiagnosticDescriptor DiskNotFound = new("OVF6707", DiagnosticSeverity.Error, "disk not found in XVA");

    /// <summary>The last block of the disk, which marks its end, is missing.</summary>
    public static readonly DiagnosticDescriptor LastBlockMissing = new("OVF6708", DiagnosticSeverity.Warning, "last block of XVA disk missing");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [BadArchive, BadMetadata, BadBlock, WrongChecksum, WrongChecksumAccepted, SeveralDisks, DiskNotFound, LastBlockMissing];
}
