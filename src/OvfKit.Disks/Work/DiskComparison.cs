using OvfKit.Diagnostics;

namespace OvfKit.Disks.Work;

/// <summary>How two disks differ. The shorter one counts as followed by zeros.</summary>
/// <param name="FirstDifference">The first guest byte that differs, or null when none does.</param>
/// <param name="DifferingLength">The bytes in sectors of 512 that differ.</param>
/// <param name="LengthDifference">The second disk's length minus the first one's, in bytes.</param>
public sealed record DiskComparison(long? FirstDifference, long DifferingLength, long LengthDifference)
{
    /// <summary>Whether both disks hold the same bytes, up to zeros at the end of the longer one.</summary>
    public bool SameContent => FirstDifference is null;

    /// <summary>Compares two disks. What is a hole in both is not read.</summary>
    /// <param name="first">One disk.</param>
    /// <param name="second">The other, in any format.</param>
    /// <param name="progress">Told about every segment with data; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidContentException">An image is damaged.</exception>
    /// <exception cref="IOException">An image cannot be read.</exception>
    public static async Task<DiskComparison> CompareAsync(
        DiskImage first, DiskImage second, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (longer, shorter) = first.Length >= second.Length ? (first, second) : (second, first);
        await using var comparer = new Comparer(shorter);
        await DiskCopy.CopyAsync(longer, comparer, null, progress, cancellationToken).ConfigureAwait(false);
        return new DiskComparison(comparer.FirstDifference is { } unit ? FindByte(longer, shorter, unit) : null, comparer.DifferingLength, second.Length - first.Length);
    }

    /// <summary>Compares a written disk with what it was made from. It may be longer, if what was added is zeros; that is reported as <c>OVF6015</c>.</summary>
    /// <param name="source">What was copied.</param>
    /// <param name="copy">The written disk, read back.</param>
    /// <param name="diagnostics">Receives the finding about added zeros; null drops it.</param>
    /// <param name="progress">Told about every segment with data; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IntegrityException">The copy is not what the source is (<c>OVF6014</c>).</exception>
    /// <exception cref="InvalidContentException">An image is damaged.</exception>
    /// <exception cref="IOException">An image cannot be read.</exception>
    public static async Task VerifyCopyAsync(
        DiskImage source, DiskImage copy, DiagnosticBag? diagnostics = null, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var comparison = await CompareAsync(source, copy, progress, cancellationToken).ConfigureAwait(false);
        var location = new Location(copy.Name);
        if (!comparison.SameContent || comparison.LengthDifference < 0)
        {
            throw new IntegrityException(DiskDiagnostics.CopyDiffers.At(
                location, $"read back, the disk differs from {source.Name} from guest byte {comparison.FirstDifference ?? copy.Length} on; do not use it, and check this machine's memory and storage"));
        }

        if (comparison.LengthDifference > 0)
            diagnostics?.Add(DiskDiagnostics.Padded.At(location, $"the disk is {comparison.LengthDifference} bytes longer than {source.Name}; all of them are zero"));
    }

    private static long FindByte(DiskImage longer, DiskImage shorter, long offset)
    {
        Span<byte> a = stackalloc byte[Comparer.Unit];
        Span<byte> b = stackalloc byte[Comparer.Unit];
        longer.Read(offset, a);
        b.Clear();
        if (offset < shorter.Length)
            shorter.Read(offset, b);
        return offset + a.CommonPrefixLength(b);
    }

    // A comparison is the copy of a child that keeps nothing: its segments are the changes to the parent.
    private sealed class Comparer : DiskWriter
    {
        public const int Unit = 512;

        public Comparer(DiskImage other) => Parent = other;

        public long? FirstDifference { get; private set; }

        public long DifferingLength { get; private set; }

        public override string Variant => "";

        public override int SegmentSize => 1 << 20;

        public override int ZeroGranularity => Unit;

        public override ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default) => default;

        public override ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
        {
            foreach (ref readonly var range in segment.DataRanges.Span)
            {
                FirstDifference ??= segment.Offset + range.Offset;
                DifferingLength += range.Length;
            }

            return default;
        }

        public override ValueTask CompleteAsync(CancellationToken cancellationToken = default) => default;

        public override ValueTask DisposeAsync() => default;
    }
}
