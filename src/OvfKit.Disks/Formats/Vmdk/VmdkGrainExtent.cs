using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>An extent of grains that 32-bit tables place: hosted sparse, stream-optimized, or COWD.</summary>
/// <param name="source">The extent's file.</param>
/// <param name="length">Guest bytes.</param>
/// <param name="grainBytes">Bytes of a grain.</param>
/// <param name="grains">Where the grains are.</param>
/// <param name="reader">Inflates compressed grains; null where they are plain.</param>
/// <param name="properties">What the header says.</param>
internal sealed class VmdkGrainExtent(
    ByteSource source, long length, int grainBytes, VmdkGrainMap grains, VmdkGrainReader? reader, IReadOnlyList<KeyValuePair<string, string>> properties) : VmdkExtent(length, grainBytes)
{
    public override BlockEncoding? BlockEncoding { get; } = reader is { HasMarkers: true } ? new BlockEncoding(BlockEncoding.Zlib, grainBytes) : null;

    public override IReadOnlyList<KeyValuePair<string, string>> Properties => properties;

    public override Run Locate(long offset)
    {
        var grain = offset / BlockSize;
        var within = (int)(offset % BlockSize);
        var (entry, count) = grains.Find(grain);
        var length = Math.Min((count * BlockSize) - within, Length - offset);
        if (entry <= 1)
            return entry == 0 ? Run.FromParent(length) : Run.Zeros(length);

        var stored = entry * (long)VmdkHeader.SectorSize;
        return reader is null
            ? Run.Stored(length, source, stored + within)
            : new Run(RunKind.Encoded, length, source, stored, reader.StoredLength(stored, grains.SectorAfter(grain)), within);
    }

    public override void Decode(in Run run, long offset, Span<byte> block) => reader!.Inflate(run.SourceOffset, run.StoredLength, offset / VmdkHeader.SectorSize, block);

    public override void Check(DiagnosticBag findings)
    {
        grains.Check(findings);
        if (reader is null)
            grains.ReportUnused(Rounding.Up(Length, BlockSize) / BlockSize, findings);
        else
            reader.ReportUnused(grains, Length, findings);
    }

    public override int ReadStored(in Run run, long offset, Span<byte> destination) => reader!.ReadStored(run.SourceOffset, run.StoredLength, offset / VmdkHeader.SectorSize, destination);
}
