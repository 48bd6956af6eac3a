using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Raw;

internal sealed class RawImage : DiskImage
{
    private const int SectorSize = 512;
    private readonly ByteSource _source;
    private readonly DiskFormats _formats;

    public RawImage(RawFormat format, ByteSource source, IEnumerable<ByteSource> owned, DiskOpenOptions options)
        : base(format, source.Name)
    {
        _source = source;
        _formats = options.Formats ?? DiskFormats.BuiltIn;
        foreach (var part in owned)
            Own(part);
        Variant = RawFormat.Sparse;
        Length = Rounding.Up(source.Length, SectorSize);
        if (Length != source.Length)
        {
            options.Diagnostics?.Add(DiskDiagnostics.PartialSector.At(
                Location.AtOffset(source.Name, source.Length),
                $"the raw disk has {source.Length} bytes, which is no whole number of {SectorSize}-byte sectors; it is read with {Length - source.Length} zero bytes added at the end"));
        }
    }

    protected internal override void CheckTables(DiagnosticBag findings) => RawDoubts.Report(_source, _formats, findings);

    protected override Run Locate(long offset) =>
        offset < _source.Length ? Run.Stored(_source.Length - offset, _source, offset) : Run.Zeros(Length - offset);
}
