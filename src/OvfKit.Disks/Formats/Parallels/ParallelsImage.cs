using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>A disk in one expanding image file.</summary>
internal sealed class ParallelsImage : DiskImage
{
    private readonly ParallelsExpandingFile _file;

    public ParallelsImage(ParallelsFormat format, ByteSource source, DiskOpenOptions options)
        : base(format, source.Name)
    {
        ParallelsLoosePiece.Refuse(source, options);
        _file = ParallelsExpandingFile.Open(source, options.Diagnostics);
        Variant = ParallelsFormat.Expanding;
        Length = _file.Length;
        BlockSize = (int)_file.Header.BlockSize;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("block size", BlockSize.ToString(CultureInfo.InvariantCulture)),
        new("header", _file.Header.IsExtended ? "extended (64-bit size)" : "old (32-bit size)"),
        new("geometry", string.Create(CultureInfo.InvariantCulture, $"{_file.Header.Cylinders} cylinders, {_file.Header.Heads} heads")),
    ];

    protected internal override void CheckTables(DiagnosticBag findings) => _file.Check(findings);

    protected override Run Locate(long offset) => _file.Locate(offset);
}
