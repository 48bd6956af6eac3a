using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>The pipeline's unit of work: guest bytes of which at least some must be written.</summary>
/// <param name="Offset">The first guest byte, a multiple of the writer's segment size.</param>
/// <param name="Data">The guest bytes; shorter than the segment size only at the end of the disk; empty when stored blocks were taken over (<see cref="DiskWriter.EncodeStored"/>).</param>
/// <param name="DataRanges">The parts of <paramref name="Data"/> that are not zero, or that differ from the writer's parent, ascending, relative to its beginning, in units of the writer's granularity.</param>
/// <param name="Encoded">What <see cref="DiskWriter.Encode"/> made of it; empty where the writer stores bytes as they are.</param>
/// <remarks>The memory belongs to the pipeline and is reused after <see cref="DiskWriter.AppendAsync"/> returns.</remarks>
public readonly record struct DiskSegment(long Offset, ReadOnlyMemory<byte> Data, ReadOnlyMemory<ByteRange> DataRanges, ReadOnlyMemory<byte> Encoded = default);
