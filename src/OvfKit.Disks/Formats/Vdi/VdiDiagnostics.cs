using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>The findings of VDI (OVF64xx). The format has no specification; VirtualBox itself says what is right.</summary>
public static class VdiDiagnostics
{
    private const string Header = "VirtualBox, VDICore.h";

    /// <summary>A field of the header cannot be.</summary>
    public static readonly DiagnosticDescriptor BadHeader = new("OVF6401", DiagnosticSeverity.Error, "VDI header invalid", Header);

    /// <summary>The header asks for something that is not known.</summary>
    public static readonly DiagnosticDescriptor UnsupportedHeader = new("OVF6402", DiagnosticSeverity.Error, "VDI not supported", Header);

    /// <summary>An entry of the block map points where no block can be.</summary>
    public static readonly DiagnosticDescriptor BadBlockEntry = new("OVF6403", DiagnosticSeverity.Error, "VDI block map entry invalid", Header);

    /// <summary>Two entries of the block map claim the same block.</summary>
    public static readonly DiagnosticDescriptor Overlap = new("OVF6404", DiagnosticSeverity.Error, "VDI block used twice", Header);

    /// <summary>The parent is not the disk the child was made on, or it changed since.</summary>
    public static readonly DiagnosticDescriptor ParentMismatch = new("OVF6405", DiagnosticSeverity.Error, "VDI parent does not match", Header);

    /// <summary>A disk without a sector was to be written, which VirtualBox refuses.</summary>
    public static readonly DiagnosticDescriptor EmptyDisk = new("OVF6406", DiagnosticSeverity.Error, "VDI cannot hold a disk of no bytes", Header);

    /// <summary>The header counts other blocks than the map lists. Found only when an image is checked; reading does not depend on it.</summary>
    public static readonly DiagnosticDescriptor WrongCount = new("OVF6407", DiagnosticSeverity.Warning, "VDI counts its blocks wrongly", Header);

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [BadHeader, UnsupportedHeader, BadBlockEntry, Overlap, ParentMismatch, EmptyDisk, WrongCount];
}
