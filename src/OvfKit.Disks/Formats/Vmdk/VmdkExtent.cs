using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>A part of the disk, kept in one way. Positions are guest bytes from the extent's beginning. Thread-safe.</summary>
/// <param name="length">Guest bytes.</param>
/// <param name="blockSize">The unit of allocation in bytes.</param>
internal abstract class VmdkExtent(long length, int blockSize = VmdkHeader.SectorSize)
{
    public long Length { get; } = length;

    public int BlockSize { get; } = blockSize;

    /// <summary>How compressed blocks are stored; null where there are none, or where they can only be decoded.</summary>
    public virtual BlockEncoding? BlockEncoding => null;

    /// <summary>What people may want to know of it.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Properties => [];

    /// <summary>Answers where a byte of the extent lives; the run ends with the extent.</summary>
    public abstract Run Locate(long offset);

    /// <summary>Decodes the block of an encoded run.</summary>
    /// <param name="run">A run of this extent.</param>
    /// <param name="offset">The block's first byte.</param>
    /// <param name="block">Receives the block's first bytes.</param>
    public virtual void Decode(in Run run, long offset, Span<byte> block) => throw new InvalidOperationException($"{GetType().Name} encodes nothing");

    /// <summary>Compares what is kept twice.</summary>
    public virtual void Check(DiagnosticBag findings)
    {
    }

    /// <summary>Reads the stored bytes of an encoded run's block; 0 when they do not fit.</summary>
    /// <param name="run">A run of this extent.</param>
    /// <param name="offset">The block's first byte.</param>
    /// <param name="destination">Receives them.</param>
    public virtual int ReadStored(in Run run, long offset, Span<byte> destination) => 0;
}

/// <summary>An extent of zeros, which need no file.</summary>
internal sealed class VmdkZeroExtent(long length) : VmdkExtent(length)
{
    public override Run Locate(long offset) => Run.Zeros(Length - offset);
}

/// <summary>Guest bytes as they are, from a place in a file.</summary>
internal sealed class VmdkFlatExtent(ByteSource source, long start, long length) : VmdkExtent(length)
{
    public override Run Locate(long offset) => Run.Stored(Length - offset, source, start + offset);
}
