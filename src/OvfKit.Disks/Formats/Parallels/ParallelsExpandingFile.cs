using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>An expanding image file (<c>.hds</c>): alone a disk, in a bundle one layer of a piece of one.</summary>
internal sealed class ParallelsExpandingFile
{
    private readonly ByteSource _source;
    private readonly ParallelsBlockTable _table;

    private ParallelsExpandingFile(ByteSource source, ParallelsHeader header, ParallelsBlockTable table)
    {
        _source = source;
        _table = table;
        Header = header;
    }

    public ParallelsHeader Header { get; }

    public long Length => Header.Sectors * ParallelsHeader.SectorSize;

    public static ParallelsExpandingFile Open(ByteSource source, DiagnosticBag? diagnostics)
    {
        var header = ParallelsHeader.Read(source, diagnostics);
        return new ParallelsExpandingFile(source, header, ParallelsBlockTable.Open(source, header, diagnostics));
    }

    /// <summary>Answers where a byte of this file's part of the disk lives.</summary>
    /// <param name="offset">A byte before <see cref="Length"/>.</param>
    public Run Locate(long offset)
    {
        var (start, count) = _table.Find(offset / Header.BlockSize);
        var within = offset % Header.BlockSize;
        // A table may have more blocks than the disk needs, so that their product passes what 64 bits hold.
        var length = (long)Int128.Min(((Int128)count * Header.BlockSize) - within, Length - offset);
        return start == ParallelsBlockTable.Absent ? Run.FromParent(length) : Run.Stored(length, _source, start + within);
    }

    /// <summary>Looks for blocks nobody uses.</summary>
    public void Check(DiagnosticBag findings) => _table.ReportUnused(findings);
}
