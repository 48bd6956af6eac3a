namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>Where a new image's tables of known size stand: the header, the table of reference counts and the first level, one behind the other.</summary>
/// <param name="L1Entries">Entries of the first level, at least 1.</param>
/// <param name="RefcountTableClusters">Clusters of the table of reference counts, enough for the largest file that the disk can need.</param>
/// <param name="L1Clusters">Clusters of the first level.</param>
internal readonly record struct Qcow2Layout(int L1Entries, long RefcountTableClusters, long L1Clusters)
{
    /// <summary>Bytes of one reference count.</summary>
    public const int RefcountSize = 2;

    /// <summary>Clusters in front of the first one of data.</summary>
    public long HeadClusters => 1 + RefcountTableClusters + L1Clusters;

    /// <summary>The largest disk in bytes that clusters of a size can map.</summary>
    public static long LargestDisk(int clusterSize) => Qcow2Header.LargestL1 / sizeof(ulong) * (clusterSize / sizeof(ulong)) * clusterSize;

    public static Qcow2Layout Of(long diskSize, int clusterSize)
    {
        var coverage = (long)clusterSize / sizeof(ulong) * clusterSize;
        var l1Entries = Math.Max(1, DivideUp(diskSize, coverage));
        var l1Clusters = DivideUp(l1Entries * sizeof(ulong), clusterSize);

        // Packing and plain clusters never take more than one new cluster for each of the guest. The counting blocks are themselves counted.
        var largest = 1 + l1Clusters + l1Entries + DivideUp(diskSize, clusterSize) + (Qcow2Header.LargestRefcountTable / clusterSize);
        var blocks = DivideUp(largest, (clusterSize / RefcountSize) - 1) + 1;
        var tableClusters = Math.Min(DivideUp(blocks * sizeof(ulong), clusterSize), Qcow2Header.LargestRefcountTable / clusterSize);
        return new Qcow2Layout((int)l1Entries, tableClusters, l1Clusters);
    }

    private static long DivideUp(long value, long unit) => (value + unit - 1) / unit;

    /// <summary>How compressed clusters are stored.</summary>
    public static BlockEncoding Encoding(int clusterSize, bool isZstandard) => new(isZstandard ? BlockEncoding.Zstandard : BlockEncoding.Deflate, clusterSize);
}
