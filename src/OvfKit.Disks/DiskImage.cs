using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>An open disk image: guest bytes by position, read-only.</summary>
/// <remarks>Thread-safe. A format only answers <see cref="Locate"/> (and <see cref="Decode"/> where it compresses);
/// reading, the walk through parents and the extent map exist once, here.</remarks>
public abstract class DiskImage : IDisposable
{
    /// <summary>The deepest chain of parents that is followed.</summary>
    public const int MaxDepth = 100;

    private readonly List<IDisposable> _owned = [];
    private DecodedBlock? _lastDecoded;

    /// <summary>Describes the image to the base class.</summary>
    /// <param name="format">The format that opened it.</param>
    /// <param name="name">The name to show.</param>
    protected DiskImage(DiskFormat format, string name)
    {
        Format = format;
        Name = name;
    }

    /// <summary>The format that opened this image.</summary>
    public DiskFormat Format { get; }

    /// <summary>The name to show to people.</summary>
    public string Name { get; }

    /// <summary>The format's variant, such as <c>streamOptimized</c>.</summary>
    public string Variant { get; protected init; } = "";

    /// <summary>The guest-visible size in bytes, a multiple of 512.</summary>
    public long Length { get; protected init; }

    /// <summary>The format's unit of allocation in bytes.</summary>
    public int BlockSize { get; protected init; } = 512;

    /// <summary>The size in bytes of the sectors the guest addresses: 512 or 4096.</summary>
    public int LogicalSectorSize { get; protected init; } = 512;

    /// <summary>The id by which hypervisors tell this disk from others, or null where the format has none.</summary>
    public Guid? Id { get; protected init; }

    /// <summary>How the blocks of <see cref="RunKind.Encoded"/> runs are stored, where they can be read as such; null where they can only be decoded.</summary>
    public BlockEncoding? BlockEncoding { get; protected init; }

    /// <summary>The image below this one, which this image disposes, or null.</summary>
    public DiskImage? Parent { get; protected init; }

    /// <summary>What else the format knows of the image, for people: names and values.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Properties => [];

    /// <summary>Reads guest bytes.</summary>
    /// <param name="offset">The first guest byte, from 0.</param>
    /// <param name="destination">Where to put them; must not reach past <see cref="Length"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the disk.</exception>
    /// <exception cref="InvalidContentException">The image is damaged there.</exception>
    /// <exception cref="IOException">The image cannot be read.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, Length - offset);
        while (!destination.IsEmpty)
        {
            var run = LocateChecked(offset);
            var part = destination[..(int)Math.Min(run.Length, destination.Length)];
            switch (run.Kind)
            {
                case RunKind.Stored:
                    run.Source!.ReadExactly(run.SourceOffset, part);
                    break;
                case RunKind.Encoded:
                    ReadEncoded(run, offset, part);
                    break;
                case RunKind.Parent when Parent is { } parent && offset < parent.Length:
                    // A child may be larger than its parent; past the parent's end there are zeros.
                    part = part[..(int)Math.Min(part.Length, parent.Length - offset)];
                    parent.Read(offset, part);
                    break;
                default:
                    part.Clear();
                    break;
            }

            offset += part.Length;
            destination = destination[part.Length..];
        }
    }

    /// <summary>Reads a block as it is stored, without decoding it.</summary>
    /// <param name="offset">The block's first guest byte, within the disk and a multiple of the block size of <see cref="BlockEncoding"/>.</param>
    /// <param name="destination">Where to put it.</param>
    /// <param name="length">The number of bytes the block is stored in.</param>
    /// <returns>False when the block is not encoded as <see cref="BlockEncoding"/> says or does not fit; it must then be read as guest bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset does not lie within the disk.</exception>
    /// <exception cref="InvalidContentException">The image is damaged there. What only decoding would show is not found.</exception>
    /// <exception cref="IOException">The image cannot be read.</exception>
    public bool TryReadEncoded(long offset, Span<byte> destination, out int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, Length);
        length = 0;
        var run = LocateChecked(offset);
        if (run.Kind == RunKind.Parent && Parent is { } parent && parent.BlockEncoding is { } encoding && encoding == BlockEncoding && run.Length >= encoding.BlockSize && offset <= parent.Length - encoding.BlockSize)
            return parent.TryReadEncoded(offset, destination, out length);
        if (run.Kind != RunKind.Encoded || run.Skip != 0 || run.Length != BlockEncoding?.BlockSize)
            return false;
        length = ReadEncodedBlock(run, offset, destination);
        return length > 0;
    }

    /// <summary>The map of the disk through all layers: ascending, without gaps, neighbours of the same kind and layer joined.</summary>
    /// <param name="offset">The guest byte to begin at.</param>
    /// <exception cref="InvalidContentException">The image is damaged; thrown while enumerating.</exception>
    public IEnumerable<DiskExtent> Extents(long offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return Joined(Walk(offset, Length, 0));
    }

    /// <summary>A read-only, seekable stream over the guest bytes. It owns its cursor, not this image, and is not thread-safe.</summary>
    public Stream AsStream() => new ReadOnlyView(Length, (offset, destination) =>
    {
        var count = (int)Math.Clamp(Length - offset, 0, destination.Length);
        if (count > 0)
            Read(offset, destination[..count]);
        return count;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        Parent?.Dispose();
        foreach (var owned in _owned)
            owned.Dispose();
        _owned.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Hands something over that is disposed together with this image, after what was handed over before. Not thread-safe.</summary>
    /// <param name="resource">Usually the source the image was opened from, or the package around it.</param>
    public void Own(IDisposable resource) => _owned.Add(resource);

    /// <summary>Answers where a guest byte lives. The whole duty of a format; must be pure and thread-safe.</summary>
    /// <param name="offset">A guest byte within the disk.</param>
    /// <returns>A run that begins at that byte. Longer runs make faster copies, so a format joins what is cheap to join.</returns>
    protected abstract Run Locate(long offset);

    /// <summary>Decodes the block of an encoded run. Must be pure and thread-safe.</summary>
    /// <param name="run">A run this image answered with <see cref="RunKind.Encoded"/>.</param>
    /// <param name="offset">The guest offset of the block's first byte.</param>
    /// <param name="block">Receives the block's first bytes; filled entirely.</param>
    protected virtual void Decode(in Run run, long offset, Span<byte> block) =>
        throw new InvalidOperationException($"{GetType().Name} answers encoded runs but does not decode them");

    /// <summary>Reads the stored bytes of an encoded run's block, without what the format adds around them. Must be pure and thread-safe.</summary>
    /// <param name="run">A run of a whole block that this image answered with <see cref="RunKind.Encoded"/>.</param>
    /// <param name="offset">The guest offset of the block's first byte.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <returns>The number of bytes; 0 when they do not fit, or are not as <see cref="BlockEncoding"/> says.</returns>
    protected virtual int ReadEncodedBlock(in Run run, long offset, Span<byte> destination) => 0;

    /// <summary>Compares what the format keeps twice, and looks for space nobody uses. Called by <see cref="Work.DiskCheck"/>, which does the rest.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <exception cref="OvfKitException">The tables cannot be read on.</exception>
    protected internal virtual void CheckTables(DiagnosticBag findings)
    {
    }

    /// <summary>The extent a guest byte lies in, as far as one answer of a layer goes: looking for its whole length could mean to walk the disk.</summary>
    internal DiskExtent FirstExtent(long offset) => Walk(offset, Length, 0).First();

    /// <summary>This layer's own answers, from the first guest byte to the last.</summary>
    internal IEnumerable<(long Offset, Run Run)> OwnRuns()
    {
        for (var offset = 0L; offset < Length;)
        {
            var run = LocateChecked(offset);
            yield return (offset, run);
            offset += run.Length;
        }
    }

    private Run LocateChecked(long offset)
    {
        var run = Locate(offset);
        return run.Length > 0 ? run : throw new InvalidOperationException($"{GetType().Name} answered an empty run at guest byte {offset}");
    }

    private void ReadEncoded(in Run run, long offset, Span<byte> part)
    {
        var start = offset - run.Skip;
        if (run.Skip == 0 && part.Length == run.Length)
        {
            Decode(run, start, part);
            return;
        }

        // Small reads come in rows; the block they share is decoded once.
        var decoded = Volatile.Read(ref _lastDecoded);
        if (decoded is null || decoded.Start != start)
        {
            decoded = new DecodedBlock(start, GC.AllocateUninitializedArray<byte>(checked((int)(run.Skip + run.Length))));
            Decode(run, start, decoded.Bytes);
            Volatile.Write(ref _lastDecoded, decoded);
        }

        decoded.Bytes.AsSpan(run.Skip, part.Length).CopyTo(part);
    }

    private IEnumerable<DiskExtent> Walk(long offset, long end, int depth)
    {
        while (offset < end)
        {
            var run = LocateChecked(offset);
            var length = Math.Min(run.Length, end - offset);
            if (run.Kind == RunKind.Parent && Parent is { } parent && offset < parent.Length)
            {
                length = Math.Min(length, parent.Length - offset);
                foreach (var extent in parent.Walk(offset, offset + length, depth + 1))
                    yield return extent;
            }
            else if (run.Kind == RunKind.Stored)
            {
                foreach (var extent in WithoutHoles(run, offset, length, depth))
                    yield return extent;
            }
            else
            {
                yield return new DiskExtent(offset, length, run.Kind == RunKind.Parent ? RunKind.Zero : run.Kind, depth);
            }

            offset += length;
        }
    }

    // An image that stores bytes plainly may be a sparse file itself: its holes are zeros that need not be read.
    private static IEnumerable<DiskExtent> WithoutHoles(Run run, long offset, long length, int depth)
    {
        // Past the source's end there are no holes but missing bytes: a cut image must not pass for an empty one.
        if (run.SourceOffset > run.Source!.Length - length)
            throw run.Source.CutOff(run.SourceOffset, length);
        var end = offset + length;
        var shift = run.SourceOffset - offset;
        while (offset < end)
        {
            var data = run.Source.NextData(offset + shift) ?? new ByteRange(end + shift, 0);
            var hole = Math.Min(data.Offset - shift, end) - offset;
            if (hole > 0)
                yield return new DiskExtent(offset, hole, RunKind.Zero, depth);
            offset += hole;
            var stored = Math.Min(data.End - shift, end) - offset;
            if (stored > 0)
                yield return new DiskExtent(offset, stored, RunKind.Stored, depth);
            offset += Math.Max(stored, 0);
        }
    }

    private static IEnumerable<DiskExtent> Joined(IEnumerable<DiskExtent> extents)
    {
        DiskExtent? last = null;
        foreach (var extent in extents)
        {
            if (last is { } open)
            {
                if (open.Kind == extent.Kind && (open.Depth == extent.Depth || open.Kind == RunKind.Zero))
                {
                    last = open with { Length = open.Length + extent.Length };
                    continue;
                }

                yield return open;
            }

            last = extent;
        }

        if (last is { } final)
            yield return final;
    }

    private sealed record DecodedBlock(long Start, byte[] Bytes);
}
