using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>A snapshot of a bundle: a file for each part of the disk. The snapshot it was made on is its parent.</summary>
internal sealed class ParallelsBundleImage : DiskImage
{
    private const string ExpandingType = "Compressed";
    private const string PlainType = "Plain";

    private readonly ParallelsDescriptor _descriptor;
    private readonly Part[] _parts;

    private ParallelsBundleImage(ParallelsFormat format, ByteSource source, ParallelsDescriptor descriptor, Part[] parts, ParallelsBundleImage? parent)
        : base(format, source.Name)
    {
        _descriptor = descriptor;
        _parts = parts;
        Variant = ParallelsFormat.Bundle;
        Length = descriptor.Sectors * ParallelsHeader.SectorSize;
        LogicalSectorSize = descriptor.LogicalSectorSize;
        BlockSize = parts.Select(part => part.Expanding?.Header.BlockSize).OfType<long>().Select(size => (int)size).FirstOrDefault(512);
        Id = descriptor.Uid;
        Parent = parent;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("block size", BlockSize.ToString(CultureInfo.InvariantCulture)),
        new("parts", _parts.Length.ToString(CultureInfo.InvariantCulture)),
        new("snapshots", string.Join(", ", _descriptor.Snapshots.All.Take(50).Select(shot => shot.Id.ToString("B")))),
    ];

    public static ParallelsBundleImage Open(ParallelsFormat format, ByteSource source, DiskOpenOptions options)
    {
        var descriptor = ParallelsDescriptor.Read(source);
        if (descriptor.Storages is [.., var last] && last.End > descriptor.Sectors)
        {
            options.Diagnostics?.Add(ParallelsDiagnostics.SizeDiffers.At(
                new Location(source.Name), $"the parts of the disk end at sector {last.End}, behind its size of {descriptor.Sectors} sectors; what lies behind the size is not read"));
        }

        ParallelsBundleImage? image = null;
        var opened = new List<ByteSource>();
        try
        {
            foreach (var snapshot in descriptor.Snapshots.Chain(options.Snapshot))
            {
                opened.Clear();
                var parts = descriptor.Storages.Select(storage => Open(storage, snapshot, isFirst: image is null, source, options, opened)).ToArray();
                image = new ParallelsBundleImage(format, source, descriptor, parts, image);
                opened.ForEach(image.Own);
            }
        }
        catch
        {
            opened.ForEach(file => file.Dispose());
            image?.Dispose();
            throw;
        }

        return image ?? throw ParallelsDescriptor.Bad(new Location(source.Name), "the current state of the disk (TopGUID) is no snapshot");
    }

    protected internal override void CheckTables(DiagnosticBag findings)
    {
        foreach (var part in _parts)
            part.Expanding?.Check(findings);
    }

    protected override Run Locate(long offset)
    {
        var found = Array.BinarySearch(_parts, new Part(offset, 0, null, null), Part.ByStart);
        found = found < 0 ? ~found - 1 : found;
        // Empty parts share their start with the part behind them.
        while (_parts[found].End <= offset)
            found++;
        var part = _parts[found];
        var end = Math.Min(part.End, Length);
        var run = part.Locate(offset);
        return run with { Length = Math.Min(run.Length, end - offset) };
    }

    private static Part Open(ParallelsStorage storage, Guid snapshot, bool isFirst, ByteSource source, DiskOpenOptions options, List<ByteSource> opened)
    {
        var (start, end) = (storage.Start * ParallelsHeader.SectorSize, storage.End * ParallelsHeader.SectorSize);
        if (storage.Pieces.FirstOrDefault(piece => piece.Snapshot == snapshot) is not { } piece)
        {
            return isFirst
                ? throw ParallelsDescriptor.Bad(new Location(source.Name), $"the part of the disk at sector {storage.Start} has no file for snapshot {snapshot:B}, the first one")
                : new Part(start, end, null, null);
        }

        if (piece.Type is not (ExpandingType or PlainType))
            throw ParallelsDiagnostics.UnknownFeature.Unsupported(new Location(source.Name), $"\"{piece.File}\" is of type \"{piece.Type}\"; only {ExpandingType} and {PlainType} are known");
        var plain = piece.Type == PlainType;
        var file = DiskReferences.OpenFile(new DiskReference(ReferenceKind.Extent, piece.File, null, plain ? "raw" : "parallels", source), options);
        opened.Add(file);
        if (plain)
            return file.Length >= end - start ? new Part(start, end, file, null) : throw file.CutOff(0, end - start);

        var expanding = ParallelsExpandingFile.Open(file, options.Diagnostics);
        if (expanding.Length != end - start)
        {
            options.Diagnostics?.Add(ParallelsDiagnostics.SizeDiffers.At(
                Location.AtOffset(file.Name, 36), $"the file holds {expanding.Length} bytes of the disk, but {end - start} are at its place in \"{source.Name}\""));
        }

        return new Part(start, end, null, expanding);
    }

    private sealed record Part(long Start, long End, ByteSource? Plain, ParallelsExpandingFile? Expanding)
    {
        public static readonly Comparer<Part> ByStart = Comparer<Part>.Create((a, b) => a.Start.CompareTo(b.Start));

        public Run Locate(long offset)
        {
            var within = offset - Start;
            if (Plain is not null)
                return Run.Stored(End - offset, Plain, within);
            return Expanding is not null && within < Expanding.Length ? Expanding.Locate(within) : Run.FromParent(End - offset);
        }
    }
}
