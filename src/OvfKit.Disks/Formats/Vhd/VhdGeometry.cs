namespace OvfKit.Disks.Formats.Vhd;

/// <summary>Cylinders, heads and sectors, by which old guests count (VHD specification, appendix "CHS Calculation").</summary>
internal readonly record struct VhdGeometry(ushort Cylinders, byte Heads, byte SectorsPerTrack)
{
    private const long MostSectors = 65535L * 16 * 255;

    /// <summary>Bytes in whole cylinders.</summary>
    public long Size => (long)Cylinders * Heads * SectorsPerTrack * VhdFooter.SectorSize;

    /// <summary>Whether this is the largest geometry, which stands for every larger disk too.</summary>
    public bool IsLargest => Cylinders == ushort.MaxValue && Heads == 16 && SectorsPerTrack == 255;

    /// <summary>The geometry the specification gives a disk: the most cylinders that fit.</summary>
    /// <param name="size">The disk's size in bytes.</param>
    public static VhdGeometry Of(long size)
    {
        var sectors = Math.Min(size / VhdFooter.SectorSize, MostSectors);
        if (sectors >= 65535L * 16 * 63)
            return new((ushort)(sectors / 255 / 16), 16, 255);

        var tracks = sectors / 17;
        var heads = Math.Max(4, (tracks + 1023) / 1024);
        if (heads <= 16 && tracks < heads * 1024)
            return new((ushort)(tracks / heads), (byte)heads, 17);
        tracks = sectors / 31;
        if (tracks < 16 * 1024)
            return new((ushort)(tracks / 16), 16, 31);
        return new((ushort)(sectors / 63 / 16), 16, 63);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Cylinders}/{Heads}/{SectorsPerTrack}";
}
