using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>The findings of QCOW2 and its relatives (OVF65xx).</summary>
public static class Qcow2Diagnostics
{
    private const string Specification = "QEMU docs/interop/qcow2";

    /// <summary>A field of the header or of its extensions cannot be.</summary>
    public static readonly DiagnosticDescriptor BadHeader = new("OVF6501", DiagnosticSeverity.Error, "QCOW2 header invalid", $"{Specification}, Header");

    /// <summary>The header asks for something that is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownFeature = new("OVF6502", DiagnosticSeverity.Error, "QCOW2 requires an unknown feature", $"{Specification}, Header");

    /// <summary>The guest's data is encrypted.</summary>
    public static readonly DiagnosticDescriptor Encrypted = new("OVF6503", DiagnosticSeverity.Error, "QCOW2 encrypted", $"{Specification}, Header");

    /// <summary>The file is a predecessor of QCOW2 that is not read.</summary>
    public static readonly DiagnosticDescriptor OtherQemuFormat = new("OVF6504", DiagnosticSeverity.Error, "old QEMU format not supported");

    /// <summary>A table, or an entry of the first or second level, points where nothing can be.</summary>
    public static readonly DiagnosticDescriptor BadTable = new("OVF6505", DiagnosticSeverity.Error, "QCOW2 table invalid", $"{Specification}, Cluster mapping");

    /// <summary>Two structures, or a structure and data, claim the same place.</summary>
    public static readonly DiagnosticDescriptor Overlap = new("OVF6506", DiagnosticSeverity.Error, "QCOW2 structures overlap", $"{Specification}, Cluster mapping");

    /// <summary>A compressed cluster cannot be decompressed.</summary>
    public static readonly DiagnosticDescriptor DamagedCluster = new("OVF6507", DiagnosticSeverity.Error, "QCOW2 compressed cluster damaged", $"{Specification}, Cluster mapping");

    /// <summary>The table of internal snapshots cannot be read.</summary>
    public static readonly DiagnosticDescriptor BadSnapshotTable = new("OVF6508", DiagnosticSeverity.Error, "QCOW2 snapshot table invalid", $"{Specification}, Snapshots");

    /// <summary>The image has no snapshot of the wanted id or name.</summary>
    public static readonly DiagnosticDescriptor NoSuchSnapshot = new("OVF6509", DiagnosticSeverity.Error, "QCOW2 snapshot not found");

    /// <summary>The image was not closed cleanly: its reference counts may be out of date.</summary>
    public static readonly DiagnosticDescriptor NotClosed = new("OVF6510", DiagnosticSeverity.Warning, "QCOW2 was not closed cleanly", $"{Specification}, Header");

    /// <summary>A writer found the image damaged and marked it.</summary>
    public static readonly DiagnosticDescriptor MarkedCorrupt = new("OVF6511", DiagnosticSeverity.Warning, "QCOW2 is marked as damaged", $"{Specification}, Header");

    /// <summary>The parent's format is stated, but not known.</summary>
    public static readonly DiagnosticDescriptor UnknownParentFormat = new("OVF6512", DiagnosticSeverity.Error, "QCOW2 parent of unknown format", $"{Specification}, Header extensions");

    /// <summary>The guest's data is in another file that the image does not name.</summary>
    public static readonly DiagnosticDescriptor UnnamedDataFile = new("OVF6513", DiagnosticSeverity.Error, "QCOW2 does not name its data file", $"{Specification}, Header extensions");

    /// <summary>A cluster is used more often than its reference count says; who writes to the image will overwrite it.</summary>
    public static readonly DiagnosticDescriptor CountTooLow = new("OVF6514", DiagnosticSeverity.Error, "QCOW2 reference count too low", $"{Specification}, Host cluster management");

    /// <summary>A cluster is counted more often than it is used; its space is lost.</summary>
    public static readonly DiagnosticDescriptor UnusedClusters = new("OVF6515", DiagnosticSeverity.Info, "QCOW2 holds unused clusters", $"{Specification}, Host cluster management");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        BadHeader, UnknownFeature, Encrypted, OtherQemuFormat, BadTable, Overlap, DamagedCluster, BadSnapshotTable, NoSuchSnapshot, NotClosed,
        MarkedCorrupt, UnknownParentFormat, UnnamedDataFile, CountTooLow, UnusedClusters,
    ];
}
