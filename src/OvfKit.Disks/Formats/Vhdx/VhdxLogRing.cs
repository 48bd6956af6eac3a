using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>The bytes of the log, whose end joins its beginning ([MS-VHDX] §2.3). Thread-safe.</summary>
internal sealed class VhdxLogRing(ByteSource source, ByteRange place)
{
    public long Length => place.Length;

    /// <summary>Reads bytes; what reaches past the end goes on at the beginning.</summary>
    /// <param name="offset">A place in the ring, or one round further.</param>
    /// <param name="destination">At most as long as the ring.</param>
    public void Read(long offset, Span<byte> destination)
    {
        offset %= Length;
        var first = (int)Math.Min(destination.Length, Length - offset);
        source.ReadExactly(place.Offset + offset, destination[..first]);
        if (first < destination.Length)
            source.ReadExactly(place.Offset, destination[first..]);
    }
}
