namespace OvfKit.Disks;

/// <summary>The flattened answer for a range of guest bytes: which layer they come from and how they are kept.</summary>
/// <param name="Offset">The first guest byte.</param>
/// <param name="Length">The number of guest bytes.</param>
/// <param name="Kind">Zero, stored or encoded; never parent.</param>
/// <param name="Depth">The layer: 0 is the image asked, 1 its parent, and so on.</param>
public readonly record struct DiskExtent(long Offset, long Length, RunKind Kind, int Depth)
{
    /// <summary>The guest offset just past the extent.</summary>
    public long End => Offset + Length;
}
