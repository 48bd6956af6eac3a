using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Writes a descriptor and files that hold the guest's bytes and nothing else: for Workstation whole or split, for ESXi whole.</summary>
internal sealed class VmdkFlatWriter(string variant, DiskSink sink, DiskWriteOptions options, VmdkWriteSettings settings) : VmdkPiecedWriter(variant, sink, options, settings)
{
    // The block size of common file systems: smaller holes would not save space.
    public override int ZeroGranularity => 4096;

    protected override string? PieceKind => IsSplit ? "f" : "flat";

    protected override long LargestPiece => IsSplit ? base.LargestPiece : 64L << 40;

    protected override long LargestDisk => IsSplit ? base.LargestDisk : LargestPiece;

    private bool IsSplit => Variant == VmdkFormat.SplitFlat;

    // Only hosted products write the place within the file behind the name.
    protected override string ExtentLine(VmdkPiece piece) => Variant == VmdkFormat.Vmfs
        ? $"RW {piece.Length / VmdkHeader.SectorSize} VMFS \"{piece.Name}\""
        : $"RW {piece.Length / VmdkHeader.SectorSize} FLAT \"{piece.Name}\" 0";

    protected override ValueTask BeginPieceAsync(string descriptor, CancellationToken cancellationToken)
    {
        if (Output is FileStream file)
            FileHoles.Allow(file.SafeFileHandle);
        return default;
    }

    protected override ValueTask AppendToPieceAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        Output.Position = offset;
        return Output.WriteAsync(data, cancellationToken);
    }

    protected override ValueTask CompletePieceAsync(CancellationToken cancellationToken)
    {
        Output.SetLength(Piece.Length);
        return default;
    }
}
