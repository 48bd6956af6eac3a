using OvfKit.Diagnostics;

namespace OvfKit.Disks;

/// <summary>Writes one new image as a sequence: begin, segments in ascending guest order, complete.</summary>
/// <remarks>One caller at a time, except for <see cref="Encode"/>, which is pure and runs on many threads at once.
/// Disposing before <see cref="CompleteAsync"/> leaves an unusable image, which its sink discards.</remarks>
public abstract class DiskWriter : IAsyncDisposable
{
    /// <summary>The variant that is written.</summary>
    public abstract string Variant { get; }

    /// <summary>The unit of work in bytes, a power of two. Segments begin at multiples of it and are one or more units long, except at the disk's end.</summary>
    public abstract int SegmentSize { get; }

    /// <summary>The unit in bytes in which zeros are found and left out, a power of two not above <see cref="SegmentSize"/>.</summary>
    public abstract int ZeroGranularity { get; }

    /// <summary>The most bytes <see cref="Encode"/> makes of one unit of <see cref="SegmentSize"/>; 0 when the format stores bytes as they are.</summary>
    public virtual int MaxEncodedLength => 0;

    /// <summary>How <see cref="Encode"/> encodes blocks, where <see cref="EncodeStored"/> takes such blocks as another image stores them; null where it does not.</summary>
    public virtual BlockEncoding? BlockEncoding => null;

    /// <summary>The image whose changes are written, or null for a whole disk. With a parent, segments hold what differs from it, zeros included.</summary>
    public DiskImage? Parent { get; protected init; }

    /// <summary>Begins the image.</summary>
    /// <param name="source">The disk that will be appended: its length and properties are taken over. Segments come from the caller.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="UnsupportedContentException">The format cannot hold such a disk; nothing was written.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public abstract ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default);

    /// <summary>Encodes a segment's data. Pure and thread-safe.</summary>
    /// <param name="segment">A segment with data, not yet encoded.</param>
    /// <param name="destination">At least <see cref="MaxEncodedLength"/> bytes for each unit of the segment.</param>
    /// <returns>The number of bytes made.</returns>
    public virtual int Encode(in DiskSegment segment, Span<byte> destination) =>
        throw new InvalidOperationException($"{GetType().Name} stores bytes as they are");

    /// <summary>Makes of a block that is encoded already what <see cref="Encode"/> would have made of its guest bytes. Pure and thread-safe.</summary>
    /// <param name="offset">The block's first guest byte, a multiple of the block size of <see cref="BlockEncoding"/>.</param>
    /// <param name="stored">The block, encoded as <see cref="BlockEncoding"/> says.</param>
    /// <param name="destination">Room for what may follow in the segment.</param>
    /// <returns>The number of bytes made; 0 when the block cannot be taken and its guest bytes must be encoded.</returns>
    /// <remarks>Segments are put together from such blocks and from blocks that went through <see cref="Encode"/> one by one, in ascending
    /// order; they have <see cref="DiskSegment.Encoded"/> bytes but no <see cref="DiskSegment.Data"/>.</remarks>
    public virtual int EncodeStored(long offset, ReadOnlySpan<byte> stored, Span<byte> destination) => 0;

    /// <summary>Appends a segment. Guest bytes between segments are zeros, or the parent's bytes where there is a <see cref="Parent"/>.</summary>
    /// <param name="segment">The segment, with <see cref="DiskSegment.Encoded"/> filled where <see cref="MaxEncodedLength"/> is not 0.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public abstract ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default);

    /// <summary>Finishes the image: tables, headers, length.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
