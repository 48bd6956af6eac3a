using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The findings of VMDK (OVF61xx).</summary>
public static class VmdkDiagnostics
{
    private const string Specification = "VMware Virtual Disk Format 5.0";

    /// <summary>A field of the sparse extent header cannot be.</summary>
    public static readonly DiagnosticDescriptor BadHeader = new("OVF6101", DiagnosticSeverity.Error, "VMDK header invalid", $"{Specification}, Hosted Sparse Extents");

    /// <summary>The header asks for something that is not known.</summary>
    public static readonly DiagnosticDescriptor UnsupportedHeader = new("OVF6102", DiagnosticSeverity.Error, "VMDK header not supported", $"{Specification}, Hosted Sparse Extents");

    /// <summary>The file was changed on the way as if it were text.</summary>
    public static readonly DiagnosticDescriptor TextTransfer = new("OVF6103", DiagnosticSeverity.Error, "VMDK damaged by a text-mode transfer", $"{Specification}, Hosted Sparse Extents");

    /// <summary>The header says that the tables are behind the data, but they are not there.</summary>
    public static readonly DiagnosticDescriptor FooterMissing = new("OVF6104", DiagnosticSeverity.Error, "VMDK footer missing", $"{Specification}, Stream-Optimized Compressed Sparse Extents");

    /// <summary>A grain directory or grain table points where no table or grain can be.</summary>
    public static readonly DiagnosticDescriptor BadTable = new("OVF6105", DiagnosticSeverity.Error, "VMDK grain directory or table invalid", $"{Specification}, Grain Directory and Grain Tables");

    /// <summary>Two tables, or a table and the header, claim the same place.</summary>
    public static readonly DiagnosticDescriptor Overlap = new("OVF6106", DiagnosticSeverity.Error, "VMDK tables overlap", $"{Specification}, Grain Directory and Grain Tables");

    /// <summary>The file is one piece of a disk, not a disk.</summary>
    public static readonly DiagnosticDescriptor PieceOfDisk = new("OVF6107", DiagnosticSeverity.Error, "VMDK is a piece of a larger disk", $"{Specification}, The Descriptor");

    /// <summary>A compressed grain says that it belongs elsewhere.</summary>
    public static readonly DiagnosticDescriptor WrongGrain = new("OVF6108", DiagnosticSeverity.Error, "VMDK grain is not the one its table means", $"{Specification}, Stream-Optimized Compressed Sparse Extents");

    /// <summary>A compressed grain cannot be decompressed, or its checksum is wrong.</summary>
    public static readonly DiagnosticDescriptor DamagedGrain = new("OVF6109", DiagnosticSeverity.Error, "VMDK compressed grain damaged", "RFC 1950");

    /// <summary>A compressed grain decompresses to more than a grain.</summary>
    public static readonly DiagnosticDescriptor GrainTooLong = new("OVF6110", DiagnosticSeverity.Error, "VMDK compressed grain inflates past its size", $"{Specification}, Stream-Optimized Compressed Sparse Extents");

    /// <summary>The embedded descriptor cannot be read.</summary>
    public static readonly DiagnosticDescriptor BadDescriptor = new("OVF6111", DiagnosticSeverity.Error, "VMDK descriptor invalid", $"{Specification}, The Descriptor");

    /// <summary>Descriptor and header disagree about the size.</summary>
    public static readonly DiagnosticDescriptor SizeMismatch = new("OVF6112", DiagnosticSeverity.Warning, "VMDK descriptor and header disagree about the size", $"{Specification}, The Descriptor");

    /// <summary>The parent is not the one the child was made on, or it changed since.</summary>
    public static readonly DiagnosticDescriptor ParentChanged = new("OVF6113", DiagnosticSeverity.Error, "VMDK parent does not match", $"{Specification}, The Descriptor");

    /// <summary>The descriptor points to a device or a storage system; there is no file with the data.</summary>
    public static readonly DiagnosticDescriptor DataElsewhere = new("OVF6114", DiagnosticSeverity.Error, "VMDK has its data on a device", $"{Specification}, The Descriptor");

    /// <summary>An extent is of a kind that is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownExtent = new("OVF6115", DiagnosticSeverity.Error, "VMDK extent type not known", $"{Specification}, The Descriptor");

    /// <summary>The disk was not closed when the file was written last.</summary>
    public static readonly DiagnosticDescriptor UncleanShutdown = new("OVF6116", DiagnosticSeverity.Warning, "VMDK was not closed cleanly", $"{Specification}, Hosted Sparse Extents");

    /// <summary>The grain directory or a grain table is damaged and its redundant copy is read instead.</summary>
    public static readonly DiagnosticDescriptor RedundantTablesUsed = new("OVF6117", DiagnosticSeverity.Warning, "VMDK read by its redundant tables", $"{Specification}, Grain Directory and Grain Tables");

    /// <summary>Lost tables were rebuilt from the markers of the data.</summary>
    public static readonly DiagnosticDescriptor Recovered = new("OVF6118", DiagnosticSeverity.Warning, "VMDK tables rebuilt from markers", $"{Specification}, Stream-Optimized Compressed Sparse Extents");

    /// <summary>The journal of an seSparse extent was not replayed.</summary>
    public static readonly DiagnosticDescriptor DirtyJournal = new("OVF6119", DiagnosticSeverity.Error, "VMDK seSparse journal not empty");

    /// <summary>A grain table and its redundant copy do not say the same.</summary>
    public static readonly DiagnosticDescriptor TablesDiffer = new("OVF6120", DiagnosticSeverity.Warning, "VMDK tables differ from their copies", $"{Specification}, Grain Directory and Grain Tables");

    /// <summary>A descriptor ends behind its extents, where a disk database is expected.</summary>
    public static readonly DiagnosticDescriptor NoDatabase = new("OVF6121", DiagnosticSeverity.Warning, "VMDK descriptor without a disk database", $"{Specification}, The Descriptor");

    /// <summary>The guest's data is encrypted.</summary>
    public static readonly DiagnosticDescriptor Encrypted = new("OVF6122", DiagnosticSeverity.Error, "VMDK is encrypted");

    /// <summary>An extent without a descriptor is read as a disk because the caller asked for it.</summary>
    public static readonly DiagnosticDescriptor ReadAlone = new("OVF6123", DiagnosticSeverity.Warning, "VMDK extent read without a descriptor", $"{Specification}, The Descriptor");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        BadHeader, UnsupportedHeader, TextTransfer, FooterMissing, BadTable, Overlap, PieceOfDisk, WrongGrain, DamagedGrain, GrainTooLong, BadDescriptor,
        SizeMismatch, ParentChanged, DataElsewhere, UnknownExtent, UncleanShutdown, RedundantTablesUsed, Recovered, DirtyJournal,
        TablesDiffer, NoDatabase, Encrypted, ReadAlone,
    ];
}
