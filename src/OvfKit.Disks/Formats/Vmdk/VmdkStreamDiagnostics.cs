using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>What importers that read a stream-optimized VMDK as a stream refuse, although the disk can be read (OVF612x).</summary>
public static class VmdkStreamDiagnostics
{
    /// <summary>The header of a stream has a version that ESXi's importer does not take.</summary>
    public static readonly DiagnosticDescriptor OldStreamVersion = new("OVF6131", DiagnosticSeverity.Warning, "header version older than importers take", "VMware Virtual Disks 5.0, Stream-Optimized Compressed Sparse Extents");

    /// <summary>A stream announces a second grain directory.</summary>
    public static readonly DiagnosticDescriptor RedundantStreamTables = new("OVF6132", DiagnosticSeverity.Warning, "stream announces redundant tables", "VMware Virtual Disks 5.0, Stream-Optimized Compressed Sparse Extents");

    /// <summary>The disk says it is made for an IDE controller.</summary>
    public static readonly DiagnosticDescriptor IdeAdapter = new("OVF6133", DiagnosticSeverity.Warning, "VMDK made for an IDE controller", "VMware Virtual Disks 5.0, Stream-Optimized Compressed Sparse Extents");

    /// <summary>The grains of a stream do not come in ascending order.</summary>
    public static readonly DiagnosticDescriptor UnsortedStream = new("OVF6134", DiagnosticSeverity.Warning, "grains of a stream out of order", "VMware Virtual Disks 5.0, Stream-Optimized Compressed Sparse Extents");

    /// <summary>A stream lacks the marker at its end.</summary>
    public static readonly DiagnosticDescriptor EndOfStreamMissing = new("OVF6135", DiagnosticSeverity.Warning, "end-of-stream marker missing", "VMware Virtual Disks 5.0, Stream-Optimized Compressed Sparse Extents");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [OldStreamVersion, RedundantStreamTables, IdeAdapter, UnsortedStream, EndOfStreamMissing];
}
