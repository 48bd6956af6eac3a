using OvfKit.Diagnostics;

namespace OvfKit.Disks.Work;

/// <summary>A damaged disk as far as it can be read: blocks that cannot be are zeros, each with a finding. A copy of this view is a sound image.</summary>
/// <remarks>Thread-safe, as every image.</remarks>
public sealed class SalvagedDisk : DiskImage
{
    private const int MostPerBlock = 1 << 20;
    private readonly DiagnosticBag _findings;

    /// <summary>Makes the view.</summary>
    /// <param name="source">The disk, which the view disposes.</param>
    /// <param name="findings">Receives what was replaced by zeros.</param>
    public SalvagedDisk(DiskImage source, DiagnosticBag findings)
        : base((source ?? throw new ArgumentNullException(nameof(source))).Format, source.Name)
    {
        _findings = findings ?? throw new ArgumentNullException(nameof(findings));
        Parent = source;
        Length = source.Length;
        Variant = source.Variant;
        Id = source.Id;
        BlockSize = Math.Min(source.BlockSize, MostPerBlock);
        LogicalSectorSize = source.LogicalSectorSize;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Properties => Parent!.Properties;

    /// <inheritdoc/>
    protected override Run Locate(long offset)
    {
        var skip = (int)(offset % BlockSize);
        var block = Math.Min(BlockSize - skip, Length - offset);
        try
        {
            var extent = Parent!.FirstExtent(offset);
            return extent.Kind == RunKind.Zero ? Run.Zeros(extent.Length) : new Run(RunKind.Encoded, block, null, offset - skip, 0, skip);
        }
        catch (OvfKitException exception)
        {
            Report(offset, block, exception);
            return Run.Zeros(block);
        }
    }

    /// <inheritdoc/>
    protected override void Decode(in Run run, long offset, Span<byte> block)
    {
        try
        {
            Parent!.Read(offset, block);
        }
        catch (OvfKitException exception)
        {
            block.Clear();
            Report(offset, block.Length, exception);
        }
    }

    private void Report(long offset, long length, OvfKitException cause) =>
        _findings.Add(DiskDiagnostics.Replaced.At(cause.Diagnostic.Location, $"{length} guest bytes from {offset} on are lost and became zeros ({cause.Diagnostic.Id}: {cause.Diagnostic.Message})"));
}
