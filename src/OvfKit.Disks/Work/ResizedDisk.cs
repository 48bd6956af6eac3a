using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Work;

/// <summary>A disk seen with another length: zeros past the old end, or less of it. The source stays as it is; a copy of this view is the resized disk.</summary>
/// <remarks>Thread-safe, as every image.</remarks>
public sealed class ResizedDisk : DiskImage
{
    private readonly (long Offset, ByteSource Bytes)[] _patches = [];

    /// <summary>Makes the view.</summary>
    /// <param name="source">The disk, which the view disposes.</param>
    /// <param name="length">The new length in bytes, a multiple of 512.</param>
    /// <param name="moveGpt">Whether the backup of a GUID partition table moves to the new end, with the primary table and the protective MBR following.</param>
    /// <param name="loseData">Whether data past the new end may be dropped.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or no multiple of 512.</exception>
    /// <exception cref="UnsupportedContentException">Data or a partition lies past the new end (<c>OVF6011</c>), or there is no sound table to move (<c>OVF6012</c>).</exception>
    /// <exception cref="InvalidContentException">The disk is damaged.</exception>
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public ResizedDisk(DiskImage source, long length, bool moveGpt = false, bool loseData = false)
        : base((source ?? throw new ArgumentNullException(nameof(source))).Format, source.Name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(length % 512, 0, nameof(length));
        var moved = new ByteRange(source.Length, 0);
        if (moveGpt)
        {
            var table = GuidPartitionTable.Read(source);
            _patches = [.. table.MovedTo(length).Select(patch => (patch.Offset, ByteSource.FromMemory(patch.Bytes, "partition table")))];
            moved = table.OldBackup;
        }

        if (!loseData)
            RefuseLoss(source, length, moved);
        Parent = source;
        Length = length;
        Variant = source.Variant;
        Id = source.Id;
        BlockSize = source.BlockSize;
        LogicalSectorSize = source.LogicalSectorSize;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Properties => Parent!.Properties;

    /// <inheritdoc/>
    protected override Run Locate(long offset)
    {
        foreach (var (start, bytes) in _patches)
        {
            if (offset < start)
                return Run.FromParent(start - offset);
            if (offset < start + bytes.Length)
                return Run.Stored(start + bytes.Length - offset, bytes, offset - start);
        }

        return Run.FromParent(Length - offset);
    }

    // Space that was once used and then zeroed in the guest may go; a table's backup that moves is no loss.
    private static void RefuseLoss(DiskImage source, long length, ByteRange moved)
    {
        var buffer = new byte[1 << 20];
        foreach (var extent in source.Extents(Math.Min(length, source.Length)).Where(extent => extent.Kind != RunKind.Zero))
        {
            for (var at = extent.Offset; at < extent.End; at += buffer.Length)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, extent.End - at));
                source.Read(at, part);
                var start = Math.Clamp(moved.Offset - at, 0, part.Length);
                part[(int)start..(int)Math.Clamp(moved.End - at, start, part.Length)].Clear();
                var used = part.IndexOfAnyExcept((byte)0);
                if (used >= 0)
                    throw DiskDiagnostics.ShrinkLosesData.Unsupported(new Location(source.Name), $"guest byte {at + used} lies past the new end of {length} bytes and is not zero; free the end of the disk in the guest first, or force the loss");
            }
        }
    }
}
