using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>A QCOW2 image in its current state or in that of an internal snapshot.</summary>
internal sealed class Qcow2Image : DiskImage
{
    private readonly ByteSource _source;
    private readonly ByteSource _data;
    private readonly Qcow2Header _header;
    private readonly Qcow2Extensions _extensions;
    private readonly IReadOnlyList<Qcow2Snapshot> _snapshots;
    private readonly Qcow2Tables _tables;
    private readonly Qcow2ClusterReader _clusters;

    private Qcow2Image(
        Qcow2Format format, ByteSource source, ByteSource data, Qcow2Header header, Qcow2Extensions extensions, IReadOnlyList<Qcow2Snapshot> snapshots, Qcow2Snapshot? snapshot, DiskImage? parent)
        : base(format, source.Name)
    {
        const int sector = 512;
        _source = source;
        _data = data;
        _header = header;
        _extensions = extensions;
        _snapshots = snapshots;
        var size = snapshot?.DiskSize ?? header.DiskSize;
        var l1 = new ByteRange(snapshot?.L1Offset ?? header.L1Offset, (snapshot?.L1Entries ?? header.L1Entries) * (long)sizeof(ulong));
        Length = Rounding.Up(size, sector);
        _tables = new Qcow2Tables(source, data, header, l1, snapshot?.EntryOffset ?? 40, Length);
        _clusters = new Qcow2ClusterReader(source, header);
        Own(_clusters);
        if (data != source)
            Own(data);
        Variant = header.Version == 2 ? Qcow2Format.Version2 : header.Compression == Qcow2Compression.Zstd ? Qcow2Format.Zstd : Qcow2Format.Version3;
        BlockSize = header.ClusterSize;
        BlockEncoding = Qcow2Layout.Encoding(header.ClusterSize, header.Compression == Qcow2Compression.Zstd);
        Parent = parent;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("version", _header.Version.ToString(CultureInfo.InvariantCulture)),
        new("cluster size", _header.ClusterSize.ToString(CultureInfo.InvariantCulture)),
        new("compression type", _header.Compression == Qcow2Compression.Zstd ? "zstd" : "zlib"),
        .. Stated("subclusters", _header.HasSubclusters ? "32" : null),
        .. Stated("data file", _extensions.DataFile),
        .. Stated("parent", _extensions.ParentName),
        .. Stated("parent format", _extensions.ParentFormat),
        .. Stated("bitmaps", _extensions.HasBitmaps ? "yes" : null),
        .. _snapshots.Select((snapshot, i) => new KeyValuePair<string, string>(
            string.Create(CultureInfo.InvariantCulture, $"snapshot {i + 1}"),
            string.Create(CultureInfo.InvariantCulture, $"id {snapshot.Id}, \"{snapshot.Name}\", {snapshot.DiskSize} bytes, taken {snapshot.Time:u}"))),
    ];

    public static Qcow2Image Open(Qcow2Format format, ByteSource source, DiskOpenOptions options)
    {
        var header = Qcow2Header.Read(source);
        var extensions = Qcow2Extensions.Read(source, header);
        var snapshots = Qcow2Snapshot.ReadAll(source, header);
        var snapshot = options.Snapshot is { } wanted ? Qcow2Snapshot.Find(source, snapshots, wanted) : null;
        Report(source, header, snapshot?.DiskSize ?? header.DiskSize, options.Diagnostics);

        ByteSource? data = null;
        DiskImage? parent = null;
        try
        {
            data = Qcow2References.OpenDataFile(source, header, extensions, options);
            parent = Qcow2References.OpenParent(source, extensions, options);
            return new Qcow2Image(format, source, data ?? source, header, extensions, snapshots, snapshot, parent);
        }
        catch
        {
            data?.Dispose();
            parent?.Dispose();
            throw;
        }
    }

    protected internal override void CheckTables(DiagnosticBag findings) =>
        Qcow2RefcountCheck.Run(_source, _header, _snapshots, knowsAll: !_extensions.HasBitmaps, findings);

    protected override Run Locate(long offset)
    {
        var place = _tables.Find(offset);
        var length = Math.Min(place.Length, Length - offset);
        return place.Kind switch
        {
            Qcow2Kind.Absent => Run.FromParent(length),
            Qcow2Kind.Zero => Run.Zeros(length),
            Qcow2Kind.Stored => Run.Stored(length, _data, place.Offset),
            _ => new Run(RunKind.Encoded, length, _source, place.Offset, place.StoredLength, (int)(offset % _header.ClusterSize)),
        };
    }

    protected override void Decode(in Run run, long offset, Span<byte> block) => _clusters.Decompress(run.SourceOffset, run.StoredLength, offset, block);

    protected override int ReadEncodedBlock(in Run run, long offset, Span<byte> destination)
    {
        // The entry counts whole sectors; where the next cluster was packed behind this one, it shows how many bytes are this one's.
        var next = offset + BlockSize < Length ? _tables.Find(offset + BlockSize) : default;
        var length = next.Kind == Qcow2Kind.Compressed && next.Offset > run.SourceOffset ? (int)Math.Min(run.StoredLength, next.Offset - run.SourceOffset) : run.StoredLength;
        // A cluster at the file's end may be cut off, which only decoding shows.
        if (length > destination.Length || run.SourceOffset + length == _source.Length)
            return 0;
        _source.ReadExactly(run.SourceOffset, destination[..length]);
        return length;
    }

    private static IEnumerable<KeyValuePair<string, string>> Stated(string name, string? value) => value is null ? [] : [new(name, value)];

    private static void Report(ByteSource source, Qcow2Header header, long diskSize, DiagnosticBag? diagnostics)
    {
        if (header.Incompatible.HasFlag(Qcow2Incompatible.Corrupt))
        {
            diagnostics?.Add(Qcow2Diagnostics.MarkedCorrupt.At(
                Location.AtOffset(source.Name, 72), "a program that wrote to the image found its tables damaged and marked it; the guest's data may be damaged, look at it with qemu-img check"));
        }

        if (header.Incompatible.HasFlag(Qcow2Incompatible.Dirty))
        {
            diagnostics?.Add(Qcow2Diagnostics.NotClosed.At(
                Location.AtOffset(source.Name, 72), "the image was not closed cleanly, or is in use; its data reads as it is, but qemu-img check -r all should mend the reference counts before anybody writes to it"));
        }

        if (diskSize % 512 != 0)
        {
            diagnostics?.Add(DiskDiagnostics.PartialSector.At(
                Location.AtOffset(source.Name, 24), $"the disk has {diskSize} bytes, which is no whole number of 512-byte sectors; its last sector is read as a whole"));
        }
    }
}
