using OvfKit.Disks;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>One entry of the source and what becomes of it.</summary>
internal sealed class PlannedFile
{
    /// <summary>The entry that is read and, on the way, compared with the manifest.</summary>
    public required PackageEntry Source { get; init; }

    /// <summary>The name the entry gets.</summary>
    public required string Name { get; set; }

    /// <summary>The disks that refer to the file; empty for other files.</summary>
    public IReadOnlyList<PackageDisk> Disks { get; init; } = [];

    /// <summary>The ids of <see cref="Disks"/>, or the one that an added disk got.</summary>
    public IReadOnlyList<string> DiskIds => AddedDiskId is { } added ? [added] : [.. Disks.Select(static disk => disk.Disk.DiskId ?? "")];

    /// <summary>The id that an added disk got in the descriptor.</summary>
    public string? AddedDiskId { get; set; }

    /// <summary>The disk to convert; null for a file that is copied.</summary>
    public DiskImage? Image { get; init; }

    /// <summary>True where <see cref="Image"/> is to be closed with the plan.</summary>
    public bool OwnsImage { get; init; }

    /// <summary>The format <see cref="Image"/> is written in.</summary>
    public DiskFormat? Format { get; init; }

    /// <summary>The variant <see cref="Image"/> is written in.</summary>
    public DiskVariant? Variant { get; init; }

    /// <summary>How <see cref="Image"/> is written.</summary>
    public DiskWriteOptions Options { get; init; } = DiskWriteOptions.Default;

    /// <summary>True for a file that is called compressed by its name alone and gets unpacked, and that ending off its name.</summary>
    public bool Unwraps { get; init; }

    /// <summary>True for a file the descriptor does not list.</summary>
    public bool IsExtra { get; init; }

    /// <summary>True for a file or disk that the source does not have.</summary>
    public bool IsAdded { get; init; }

    /// <summary>What stands at the end of the name in place of the old extension, where the name may change.</summary>
    public string NewEnding { get; set; } = "";

    /// <summary>What the descriptor says of the file; at first the most it could be, and once the disk is converted the truth.</summary>
    public long FileLength { get; set; }

    /// <inheritdoc cref="FileLength"/>
    public long DataLength { get; set; }

    /// <summary>The file of the descriptor; null for one the descriptor does not list.</summary>
    public PackageFile? Listed { get; init; }

    /// <summary>The bytes to store, where they were prepared before the package is written.</summary>
    public ByteSource? Stored { get; set; }

    /// <summary>What the descriptor says of the compression of <see cref="Stored"/>.</summary>
    public string? Compression { get; set; }

    /// <summary>The length of the chunks of <see cref="Stored"/>; null for one piece.</summary>
    public long? ChunkSize { get; set; }

    /// <summary>What was made on the way and is disposed with the plan.</summary>
    public List<IDisposable> Owned { get; } = [];

    /// <summary>How much work the file is, for progress.</summary>
    public long Work => Image?.Length ?? Source.Length;
}
