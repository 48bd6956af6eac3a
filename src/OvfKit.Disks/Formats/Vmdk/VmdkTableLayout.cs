using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>What hosted sparse and COWD extents have in common: a directory of tables of grains, all numbers 32-bit sectors.</summary>
internal sealed record VmdkTableLayout
{
    /// <summary>Sectors of a grain.</summary>
    public required int GrainSize { get; init; }

    public required int EntriesPerTable { get; init; }

    /// <summary>Entries of the directory.</summary>
    public required long DirectoryLength { get; init; }

    /// <summary>The directory's sector, and the byte offset of the field that says so.</summary>
    public required (long Sector, long Referrer) Directory { get; init; }

    /// <summary>The same for the redundant directory; sector 0 for none.</summary>
    public (long Sector, long Referrer) Redundant { get; init; }

    /// <summary>Whether entry 1 stands for a grain of zeros.</summary>
    public required bool HasZeroedGrains { get; init; }

    /// <summary>How many bytes of tables may be kept.</summary>
    public required int CachedBytes { get; init; }

    /// <summary>Whether grains are compressed, so that each has its own length.</summary>
    public bool Compressed { get; init; }

    /// <summary>Whether the file grows with each grain and no further.</summary>
    public bool GrowsByGrain { get; init; }

    /// <summary>Header and descriptor, with the byte offset of the field that places each.</summary>
    public required IReadOnlyList<(ByteRange Place, long Referrer)> Metadata { get; init; }

    public int TableBytes => EntriesPerTable * sizeof(uint);

    public long GrainBytes => (long)GrainSize * VmdkHeader.SectorSize;
}
