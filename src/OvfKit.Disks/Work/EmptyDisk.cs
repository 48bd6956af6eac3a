using OvfKit.Disks.Formats.Raw;

namespace OvfKit.Disks.Work;

/// <summary>A disk of zeros that exists nowhere: what a new image is copied from. Thread-safe.</summary>
public sealed class EmptyDisk : DiskImage
{
    /// <summary>Makes the disk.</summary>
    /// <param name="length">The length in bytes, a multiple of 512.</param>
    /// <param name="logicalSectorSize">512 or 4096 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or no multiple of the sector size.</exception>
    public EmptyDisk(long length, int logicalSectorSize = 512)
        : base(RawFormat.Instance, "new disk")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(length % logicalSectorSize, 0, nameof(length));
        Length = length;
        LogicalSectorSize = logicalSectorSize;
    }

    /// <inheritdoc/>
    protected override Run Locate(long offset) => Run.Zeros(Length - offset);
}
