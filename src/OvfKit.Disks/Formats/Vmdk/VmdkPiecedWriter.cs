using System.Text;
using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Writes a disk into one piece after the other, and then the descriptor that lists them.</summary>
internal abstract class VmdkPiecedWriter(string variant, DiskSink sink, DiskWriteOptions options, VmdkWriteSettings settings) : DiskWriter
{
    private IReadOnlyList<VmdkPiece> _pieces = [];
    private int _current = -1;
    private string _descriptor = "";

    public override string Variant => variant;

    public override int SegmentSize => 1 << 20;

    /// <summary>What follows the disk's name in the names of its pieces; null when its main file is the only one.</summary>
    protected abstract string? PieceKind { get; }

    /// <summary>The most guest bytes of a piece.</summary>
    protected virtual long LargestPiece => settings.ExtentBytes;

    protected virtual long LargestDisk => VmdkPiece.Most * LargestPiece;

    protected VmdkPiece Piece => _pieces[_current];

    protected Stream Output { get; private set; } = Stream.Null;

    protected DiskWriteOptions Options => options;

    public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
    {
        if (source.Length > LargestDisk)
            throw DiskDiagnostics.TooLarge.Unsupported(new Location(sink.Name), $"{source.Name} has {source.Length} bytes, but a VMDK of the variant {variant} is written up to {LargestDisk}");
        if (!sink.CanSeek)
            throw DiskDiagnostics.NeedsSeek.Unsupported(new Location(sink.Name), $"a VMDK of the variant {variant} is not written from front to end; write to a file, or choose {VmdkFormat.StreamOptimized}");

        var text = Describe(source);
        if (PieceKind is { } kind)
        {
            if (!VmdkDescriptorText.IsName(sink.Name))
                throw new ArgumentException($"\"{sink.Name}\" cannot be written into a descriptor; choose a name without quotation marks and line ends");
            _pieces = VmdkPiece.Plan(sink.Name, kind, source.Length, LargestPiece);
            _descriptor = text.Compose(_pieces.Select(ExtentLine));
        }
        else
        {
            // The only extent is the file itself, whatever the name; one that the text cannot hold is replaced.
            var piece = new VmdkPiece(VmdkDescriptorText.IsName(sink.Name) ? sink.Name : "disk.vmdk", 0, source.Length);
            _descriptor = text.Compose(ExtentLine(piece));
            _pieces = [piece with { Name = sink.Name }];
            await NextPieceAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < segment.DataRanges.Length; i++)
        {
            var (start, end) = (segment.Offset + segment.DataRanges.Span[i].Offset, segment.Offset + segment.DataRanges.Span[i].End);
            while (start < end)
            {
                while (_current < 0 || start >= Piece.End)
                    await NextPieceAsync(cancellationToken).ConfigureAwait(false);
                var part = segment.Data.Slice((int)(start - segment.Offset), (int)(Math.Min(end, Piece.End) - start));
                await AppendToPieceAsync(start - Piece.Offset, part, cancellationToken).ConfigureAwait(false);
                start += part.Length;
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        while (_current < _pieces.Count - 1)
            await NextPieceAsync(cancellationToken).ConfigureAwait(false);
        await CompletePieceAsync(cancellationToken).ConfigureAwait(false);
        await Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (PieceKind is null)
            return;
        var main = sink.Create(sink.Name);
        await main.WriteAsync(Encoding.UTF8.GetBytes(_descriptor), cancellationToken).ConfigureAwait(false);
        await main.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => default;

    /// <summary>What the descriptor says beside the extents.</summary>
    protected virtual VmdkDescriptorText Describe(DiskImage source) => new(variant, source, options, settings);

    /// <summary>A piece's line in the extent list.</summary>
    protected abstract string ExtentLine(VmdkPiece piece);

    /// <summary>Begins the file of <see cref="Piece"/>.</summary>
    /// <param name="descriptor">The disk's descriptor, for the variant that holds it in the file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    protected abstract ValueTask BeginPieceAsync(string descriptor, CancellationToken cancellationToken);

    /// <summary>Appends guest bytes to the current piece.</summary>
    /// <param name="offset">The first one within the piece.</param>
    /// <param name="data">The bytes, none of them past the piece's end.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    protected abstract ValueTask AppendToPieceAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Finishes the file of <see cref="Piece"/>.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    protected abstract ValueTask CompletePieceAsync(CancellationToken cancellationToken);

    private async ValueTask NextPieceAsync(CancellationToken cancellationToken)
    {
        if (_current >= 0)
        {
            await CompletePieceAsync(cancellationToken).ConfigureAwait(false);
            await Output.DisposeAsync().ConfigureAwait(false);
        }

        _current++;
        Output = sink.Create(Piece.Name);
        await BeginPieceAsync(_descriptor, cancellationToken).ConfigureAwait(false);
    }
}
