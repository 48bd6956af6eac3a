using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The header's copy at the end of a stream-optimized extent, which knows where the grain directory came to be.</summary>
internal static class VmdkFooter
{
    // Uploads are padded to the size of a block; a footer further away from the end is not looked for.
    private const int LargestPadding = 1 << 20;
    private const int SectorSize = VmdkHeader.SectorSize;

    /// <summary>Looks for the footer before the end-of-stream marker and zero padding; null when there is none.</summary>
    public static VmdkHeader? Find(ByteSource source, VmdkHeader header)
    {
        if (!header.HasMarkers && header.GrainDirectoryOffset != VmdkHeader.GrainDirectoryAtEnd)
            return null;
        var end = source.Length / SectorSize * SectorSize;
        for (var window = Math.Min(end, 4096); ; window = Math.Min(end, LargestPadding + 4096))
        {
            var tail = new byte[window];
            source.ReadExactly(end - window, tail);
            // The end-of-stream marker is a sector of zeros like the padding behind it.
            var last = (tail.AsSpan().LastIndexOfAnyExcept((byte)0) / SectorSize * SectorSize) - SectorSize;
            if (last >= 0)
                return Read(source, tail.AsSpan(last, 2 * SectorSize), end - window + last);
            if (window == end || window > LargestPadding)
                return null;
        }
    }

    private static VmdkHeader? Read(ByteSource source, ReadOnlySpan<byte> markerAndFooter, long offset)
    {
        var footer = markerAndFooter[SectorSize..];
        if (!VmdkMarker.IsFooter(markerAndFooter) || !footer.StartsWith(VmdkHeader.Magic))
            return null;
        return VmdkHeader.Parse(footer, Location.AtOffset(source.Name, offset + SectorSize));
    }
}
