using OvfKit.Diagnostics;

namespace OvfKit.Disks;

/// <summary>The findings common to all disk formats (OVF60xx).</summary>
public static class DiskDiagnostics
{
    /// <summary>The file ends before something that must be there.</summary>
    public static readonly DiagnosticDescriptor Truncated = new("OVF6001", DiagnosticSeverity.Error, "file is cut off");

    /// <summary>No known format matches the content.</summary>
    public static readonly DiagnosticDescriptor UnknownFormat = new("OVF6002", DiagnosticSeverity.Error, "disk format not recognised");

    /// <summary>A raw disk ends inside a sector; zeros were added to fill it.</summary>
    public static readonly DiagnosticDescriptor PartialSector = new("OVF6003", DiagnosticSeverity.Warning, "last sector padded with zeros");

    /// <summary>The disk is larger than the target format can hold.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new("OVF6004", DiagnosticSeverity.Error, "disk too large for the format");

    /// <summary>A file named inside an image was not opened.</summary>
    public static readonly DiagnosticDescriptor ReferenceRefused = new("OVF6005", DiagnosticSeverity.Error, "referenced file not opened");

    /// <summary>The chain of parents never ends or is too long.</summary>
    public static readonly DiagnosticDescriptor ChainTooDeep = new("OVF6006", DiagnosticSeverity.Error, "chain of parents too deep");

    /// <summary>The target is written in one pass to a place that cannot seek, which the format does not allow.</summary>
    public static readonly DiagnosticDescriptor NeedsSeek = new("OVF6007", DiagnosticSeverity.Error, "format cannot be written to a pipe");

    /// <summary>The target records other logical sectors than the source has.</summary>
    public static readonly DiagnosticDescriptor SectorSizeChanged = new("OVF6008", DiagnosticSeverity.Warning, "logical sector size changed");

    /// <summary>A parent that is not the one the child was made on was taken because the caller asked for it.</summary>
    public static readonly DiagnosticDescriptor ChangedParentAccepted = new("OVF6009", DiagnosticSeverity.Warning, "changed parent accepted");

    /// <summary>A disk was to be written as changes to a parent, which the variant cannot do.</summary>
    public static readonly DiagnosticDescriptor NoParentAllowed = new("OVF6010", DiagnosticSeverity.Error, "variant cannot have a parent");

    /// <summary>A smaller disk would lose data or a partition.</summary>
    public static readonly DiagnosticDescriptor ShrinkLosesData = new("OVF6011", DiagnosticSeverity.Error, "data past the new end");

    /// <summary>There is no sound GUID partition table whose backup could be moved.</summary>
    public static readonly DiagnosticDescriptor NoPartitionTable = new("OVF6012", DiagnosticSeverity.Error, "no partition table to move");

    /// <summary>Two places of the disk lie in the same bytes of the file.</summary>
    public static readonly DiagnosticDescriptor StoredTwice = new("OVF6013", DiagnosticSeverity.Error, "stored bytes used twice");

    /// <summary>The disk that was written does not hold what the source holds.</summary>
    public static readonly DiagnosticDescriptor CopyDiffers = new("OVF6014", DiagnosticSeverity.Error, "copy differs from its source");

    /// <summary>The target is longer than the source because its format or user demands it; what was added is zeros.</summary>
    public static readonly DiagnosticDescriptor Padded = new("OVF6015", DiagnosticSeverity.Warning, "disk padded with zeros");

    /// <summary>A block that could not be read was replaced by zeros because the caller asked for what can be saved.</summary>
    public static readonly DiagnosticDescriptor Replaced = new("OVF6016", DiagnosticSeverity.Warning, "unreadable block became zeros");

    /// <summary>There are places for blocks in the file that no table names.</summary>
    public static readonly DiagnosticDescriptor UnusedBlocks = new("OVF6017", DiagnosticSeverity.Info, "file holds blocks nobody uses");

    /// <summary>A partition table knows of more than the disk holds.</summary>
    public static readonly DiagnosticDescriptor PartitionBeyondEnd = new("OVF6018", DiagnosticSeverity.Error, "partition reaches past the end of the disk");

    /// <summary>The backup of a GUID partition table is not at the disk's end.</summary>
    public static readonly DiagnosticDescriptor BackupTable = new("OVF6019", DiagnosticSeverity.Warning, "backup of the partition table not at the end");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [Truncated, UnknownFormat, PartialSector, TooLarge, ReferenceRefused, ChainTooDeep, NeedsSeek, SectorSizeChanged, ChangedParentAccepted, NoParentAllowed, ShrinkLosesData, NoPartitionTable, StoredTwice, CopyDiffers, Padded, Replaced, UnusedBlocks, PartitionBeyondEnd, BackupTable];
}
