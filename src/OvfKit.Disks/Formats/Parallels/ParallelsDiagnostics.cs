using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>The findings of Parallels disks (OVF66xx).</summary>
public static class ParallelsDiagnostics
{
    private const string Image = "QEMU docs/interop/parallels.txt";
    private const string Bundle = "QEMU docs/interop/prl-xml.txt";

    /// <summary>The header of an expanding image makes no sense.</summary>
    public static readonly DiagnosticDescriptor BadHeader = new("OVF6601", DiagnosticSeverity.Error, "Parallels header invalid", Image);

    /// <summary>An entry of the block table points into the header or the table itself.</summary>
    public static readonly DiagnosticDescriptor BadBlockEntry = new("OVF6602", DiagnosticSeverity.Error, "Parallels block table entry invalid", Image);

    /// <summary>Two blocks claim the same place.</summary>
    public static readonly DiagnosticDescriptor Overlap = new("OVF6603", DiagnosticSeverity.Error, "Parallels blocks overlap", Image);

    /// <summary>The image is of a version that is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownVersion = new("OVF6604", DiagnosticSeverity.Error, "unknown version of Parallels image", Image);

    /// <summary>The image was in use when it was copied, or its user crashed.</summary>
    public static readonly DiagnosticDescriptor NotClosed = new("OVF6605", DiagnosticSeverity.Warning, "Parallels image was not closed", Image);

    /// <summary>The image is marked as empty but has blocks; they are not read.</summary>
    public static readonly DiagnosticDescriptor EmptyWithBlocks = new("OVF6606", DiagnosticSeverity.Warning, "Parallels image marked empty has blocks", Image);

    /// <summary>The descriptor of a bundle cannot be read or lacks something.</summary>
    public static readonly DiagnosticDescriptor BadDescriptor = new("OVF6607", DiagnosticSeverity.Error, "Parallels DiskDescriptor.xml invalid", Bundle);

    /// <summary>The bundle asks for something that cannot be read: encryption, an unknown type of image, padding.</summary>
    public static readonly DiagnosticDescriptor UnknownFeature = new("OVF6608", DiagnosticSeverity.Error, "Parallels bundle requires an unknown feature", Bundle);

    /// <summary>The snapshot that is asked for, or the current state, cannot be found in the bundle.</summary>
    public static readonly DiagnosticDescriptor SnapshotNotFound = new("OVF6609", DiagnosticSeverity.Error, "Parallels snapshot not found", Bundle);

    /// <summary>A file of the bundle is larger or smaller than the descriptor says.</summary>
    public static readonly DiagnosticDescriptor SizeDiffers = new("OVF6610", DiagnosticSeverity.Warning, "size of a Parallels image differs from the descriptor", Bundle);

    /// <summary>The file is one of several that make up a disk.</summary>
    public static readonly DiagnosticDescriptor PieceOfBundle = new("OVF6611", DiagnosticSeverity.Error, "file is a piece of a Parallels bundle", Bundle);

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [BadHeader, BadBlockEntry, Overlap, UnknownVersion, NotClosed, EmptyWithBlocks, BadDescriptor, UnknownFeature, SnapshotNotFound, SizeDiffers, PieceOfBundle];
}
