namespace OvfKit.Deployment;

/// <summary>Says which sector of the CD everything begins at.</summary>
internal sealed class IsoLayout
{
    public const int SectorSize = 2048;

    // 16 sectors for the system, the two volume descriptors, and the one that ends their list.
    private const uint FirstFreeSector = 19;

    public IsoLayout(IsoFolder root)
    {
        var sector = FirstFreeSector;
        Primary = new IsoTree(root, isJoliet: false, ref sector);
        Joliet = new IsoTree(root, isJoliet: true, ref sector);
        if (Primary.Folders.Count > ushort.MaxValue)
            throw new InvalidOperationException("A CD image has at most 65,535 folders.");
        HeaderSectors = sector;
        Files = [.. Primary.Folders.SelectMany(static folder => folder.Children.OfType<IsoFile>())];
        long next = sector;
        foreach (var file in Files)
        {
            file.Sector = (uint)next;
            next += SectorsOf(file.Content.Length);
            if (next > uint.MaxValue)
                throw new InvalidOperationException("The files do not fit on one CD image.");
        }
        Sectors = (uint)next;
    }

    public IsoTree Primary { get; }

    public IsoTree Joliet { get; }

    /// <summary>The number of sectors in front of the first file.</summary>
    public uint HeaderSectors { get; }

    /// <summary>The number of sectors of the whole image.</summary>
    public uint Sectors { get; }

    /// <summary>The files in the order of their content.</summary>
    public IReadOnlyList<IsoFile> Files { get; }

    public static long SectorsOf(long length) => (length + SectorSize - 1) / SectorSize;
}
