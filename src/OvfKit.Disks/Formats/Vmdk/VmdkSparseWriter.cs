using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Writes hosted sparse VMDKs as Workstation makes them: one file with its descriptor inside, or a descriptor and pieces. Holds the changes to a parent.</summary>
internal sealed class VmdkSparseWriter : VmdkPiecedWriter
{
    private readonly VmdkWriteSettings _settings;
    private readonly VmdkImage? _parent;
    private VmdkSparseExtent? _extent;

    public VmdkSparseWriter(string variant, DiskSink sink, DiskWriteOptions options, VmdkWriteSettings settings)
        : base(variant, sink, options, settings)
    {
        _settings = settings;
        if (options.Parent is null)
            return;
        Parent = _parent = options.Parent as VmdkImage
            ?? throw DiskDiagnostics.NoParentAllowed.Unsupported(new Location(sink.Name), $"a VMDK holds the changes to another VMDK only, and {options.Parent.Name} is {options.Parent.Format.Name}; convert the parent first");
        if (!VmdkDescriptorText.IsName(ParentName))
            throw new ArgumentException($"\"{ParentName}\" cannot be written into a descriptor as the parent's name");
    }

    public override int ZeroGranularity => VmdkSparseExtent.GrainBytes;

    protected override string? PieceKind => IsSplit ? "s" : null;

    // The largest capacity that is read; all tables of such a disk take 16 GiB of holes.
    protected override long LargestDisk => IsSplit ? base.LargestDisk : 64L << 40;

    private bool IsSplit => Variant == VmdkFormat.SplitSparse;

    private string ParentName => Options.ParentName ?? _parent!.Name;

    protected override VmdkDescriptorText Describe(DiskImage source) => _parent is null
        ? base.Describe(source)
        : new VmdkDescriptorText(Variant, source, Options, _settings) { ParentContentId = _parent.ContentId, ParentName = ParentName };

    protected override string ExtentLine(VmdkPiece piece) => $"RW {piece.Length / VmdkHeader.SectorSize} SPARSE \"{piece.Name}\"";

    protected override ValueTask BeginPieceAsync(string descriptor, CancellationToken cancellationToken)
    {
        _extent = new VmdkSparseExtent(Output, Piece.Name, Piece.Length, IsSplit ? [] : VmdkDescriptorText.Embedded(descriptor));
        return _extent.BeginAsync(cancellationToken);
    }

    protected override ValueTask AppendToPieceAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => _extent!.AppendAsync(offset, data, cancellationToken);

    protected override ValueTask CompletePieceAsync(CancellationToken cancellationToken) => _extent!.CompleteAsync(cancellationToken);
}
