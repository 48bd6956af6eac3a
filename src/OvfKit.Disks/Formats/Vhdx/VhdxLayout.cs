namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The fixed places, sizes and ids of VHDX ([MS-VHDX] §2.2, §2.5, §2.6).</summary>
internal static class VhdxLayout
{
    public const int MiB = 1 << 20;
    public const int HeaderOffset1 = 64 << 10;
    public const int HeaderOffset2 = 128 << 10;
    public const int HeaderSize = 4096;
    public const int RegionTableOffset1 = 192 << 10;
    public const int RegionTableOffset2 = 256 << 10;
    public const int RegionTableSize = 64 << 10;
    public const int MetadataTableSize = 64 << 10;
    public const int MaxTableEntries = 2047;
    public const int TableEntrySize = 32;
    public const long MaxDiskSize = 64L << 40;

    /// <summary>No file of a disk of at most 64 TiB reaches as far as this, unless it is damaged.</summary>
    public const long MaxFileOffset = 256L << 40;

    public static readonly Guid BatRegion = new("2DC27766-F623-4200-9D64-115E9BFD4A08");
    public static readonly Guid MetadataRegion = new("8B7CA206-4790-4B9A-B8FE-575F050F886E");

    public static readonly Guid FileParameters = new("CAA16737-FA36-4D43-B3B6-33F0AA44E76B");
    public static readonly Guid VirtualDiskSize = new("2FA54224-CD1B-4876-B211-5DBED83BF4B8");
    public static readonly Guid VirtualDiskId = new("BECA12AB-B2E6-4523-93EF-C309E000C746");
    public static readonly Guid LogicalSectorSize = new("8141BF1D-A96F-4709-BA47-F233A8FAAB5F");
    public static readonly Guid PhysicalSectorSize = new("CDA348C7-445D-4471-9CC9-E9885251C556");
    public static readonly Guid ParentLocator = new("A8D35F2D-B30B-454D-ABF7-D3D84834AB0C");
    public static readonly Guid ParentLocatorType = new("B04AEFB7-D19E-4A81-B789-25B8E9445913");

    /// <summary>Payload blocks between two sector bitmap entries of the block table (§2.5).</summary>
    public static long ChunkRatio(int blockSize, int logicalSectorSize) => (1L << 23) * logicalSectorSize / blockSize;

    /// <summary>Entries of the block table (§2.5): a child has a bitmap entry for every chunk; without a parent none follows the last payload block.</summary>
    public static long BatEntryCount(long diskSize, int blockSize, int logicalSectorSize, bool hasParent)
    {
        var blocks = (diskSize + blockSize - 1) / blockSize;
        var ratio = ChunkRatio(blockSize, logicalSectorSize);
        if (hasParent)
            return (blocks + ratio - 1) / ratio * (ratio + 1);
        return blocks == 0 ? 0 : blocks + ((blocks - 1) / ratio);
    }
}
