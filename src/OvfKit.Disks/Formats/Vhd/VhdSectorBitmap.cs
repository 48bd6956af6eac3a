namespace OvfKit.Disks.Formats.Vhd;

/// <summary>The bits before a block's data, one for each sector, the highest bit of a byte first: whether the sector is kept in the block.</summary>
internal static class VhdSectorBitmap
{
    /// <summary>A sector's bit, and how many sectors from it on have the same.</summary>
    /// <param name="bitmap">The bits.</param>
    /// <param name="sector">The sector within the block.</param>
    /// <param name="count">The sectors of a block.</param>
    public static (bool Kept, int Count) At(ReadOnlySpan<byte> bitmap, int sector, int count)
    {
        var kept = IsSet(bitmap, sector);
        var next = sector + 1;
        while (next < count && next % 8 != 0 && IsSet(bitmap, next) == kept)
            next++;
        if (next < count && next % 8 == 0)
        {
            var same = bitmap[(next / 8)..].IndexOfAnyExcept(kept ? byte.MaxValue : (byte)0);
            next = same < 0 ? count : next + (same * 8);
            while (next < count && IsSet(bitmap, next) == kept)
                next++;
        }

        return (kept, Math.Min(next, count) - sector);
    }

    /// <summary>Sets the bits of sectors.</summary>
    public static void Set(Span<byte> bitmap, int sector, int count)
    {
        var end = sector + count;
        while (sector < end && sector % 8 != 0)
            bitmap[sector / 8] |= (byte)(0x80 >> (sector++ % 8));
        bitmap[(sector / 8)..(Math.Max(sector, end) / 8)].Fill(byte.MaxValue);
        for (sector = Math.Max(sector, end / 8 * 8); sector < end; sector++)
            bitmap[sector / 8] |= (byte)(0x80 >> (sector % 8));
    }

    private static bool IsSet(ReadOnlySpan<byte> bitmap, int sector) => (bitmap[sector / 8] & (0x80 >> (sector % 8))) != 0;
}
