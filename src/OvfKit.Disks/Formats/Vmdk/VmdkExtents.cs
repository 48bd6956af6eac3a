using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Opens the extents a descriptor lists, in their order.</summary>
internal sealed class VmdkExtents
{
    private const int NamesShown = 5;

    // Looking for a name costs a look into its folder, and a hostile list has many names.
    private const int MostMissing = 1000;
    private const int CachedBytes = 4 << 20;

    private readonly ByteSource _source;
    private readonly VmdkDescriptor _descriptor;
    private readonly DiskOpenOptions _options;
    private readonly List<ByteSource> _opened;
    private readonly Dictionary<string, ByteSource?> _files = new(StringComparer.Ordinal);
    private readonly List<VmdkExtentLine> _missing = [];

    private VmdkExtents(ByteSource source, VmdkDescriptor descriptor, DiskOpenOptions options, List<ByteSource> opened)
    {
        _source = source;
        _descriptor = descriptor;
        _options = options;
        _opened = opened;
    }

    /// <summary>Opens all extents.</summary>
    /// <param name="source">The file with the descriptor; where it is embedded, that of an extent as well.</param>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="options">How to open.</param>
    /// <param name="opened">Receives the files that were opened, also when this fails.</param>
    public static VmdkExtent[] Open(ByteSource source, VmdkDescriptor descriptor, DiskOpenOptions options, List<ByteSource> opened)
    {
        var lines = descriptor.Extents;
        if (lines.Count == 0)
            throw VmdkDiagnostics.BadDescriptor.Invalid(descriptor.Place, "the descriptor lists no extent; the file is damaged or no VMDK");
        var doubt = DoubtEnd(descriptor, options);
        var extents = new VmdkExtents(source, descriptor, options, opened);
        var own = descriptor.IsEmbedded ? extents.OwnExtent() : -1;
        foreach (var line in lines)
            extents.RefuseUnreadable(line);

        var files = new ByteSource?[lines.Count];
        for (var i = 0; i < lines.Count; i++)
            files[i] = i == own ? source : lines[i].IsZero ? null : extents.File(lines[i]);
        extents.RefuseMissing();

        var result = new VmdkExtent[lines.Count];
        for (var i = 0; i < lines.Count; i++)
            result[i] = extents.Open(lines[i], files[i], isLast: i == lines.Count - 1);
        if (doubt is not null)
            options.Diagnostics?.Add(doubt);
        return result;
    }

    // Cut between two extents a text is still one, of a shorter disk. VMware's products close it with the disk database; people who write one by hand may not.
    private static Diagnostic? DoubtEnd(VmdkDescriptor descriptor, DiskOpenOptions options)
    {
        var createType = VmdkCreateType.Canonical(descriptor.CreateType);
        if (descriptor.IsEmbedded || descriptor.HasDatabase || (descriptor.Extents.Count == 1 && VmdkCreateType.HasOneExtent(createType)))
            return null;
        const string message = "the text ends without a disk database, as if it were cut off behind an extent; the disk may be longer than it says";
        if (VmdkCreateType.IsSplit(createType) && !options.Recover)
            throw VmdkDiagnostics.BadDescriptor.Invalid(descriptor.Place, $"{message}: compare its extents with the files that are there, and complete it, or ask for recovery to read what it lists");
        return VmdkDiagnostics.NoDatabase.At(descriptor.Place, message);
    }

    // Exporters leave a placeholder as the name, so the only extent of a file that embeds its descriptor is the file itself.
    private int OwnExtent()
    {
        var lines = _descriptor.Extents;
        var name = VmdkLoosePiece.FileName(_source.Name);
        var own = lines.FindIndex(line => line.IsSparse && (lines.Count == 1 || name.Equals(VmdkLoosePiece.FileName(line.Name ?? ""), StringComparison.OrdinalIgnoreCase)));
        if (own < 0)
            own = lines.FindIndex(line => line.IsSparse);
        return own >= 0 ? own : throw VmdkDiagnostics.BadDescriptor.Invalid(_descriptor.Place, "the embedded descriptor lists no sparse extent, so the file that holds it would be no part of the disk");
    }

    private void RefuseUnreadable(in VmdkExtentLine line)
    {
        if (line.IsZero)
            return;
        var device = line.Type switch
        {
            "VMFSRDM" when _descriptor.CreateType?.Contains("RDMP", StringComparison.OrdinalIgnoreCase) == true || _descriptor.CreateType?.Contains("Passthrough", StringComparison.OrdinalIgnoreCase) == true
                => "a raw device mapping in physical mode (RDM): the file only points to a LUN of the storage system",
            "VMFSRDM" => "a raw device mapping (RDM): the file only points to a LUN of the storage system",
            "VMFSRAW" => "a raw device of the ESX host",
            "VSANSPARSE" => "an object of vSAN, which is kept on the cluster's own disks",
            _ when line.Name is { } name => Device(name),
            _ => null,
        };
        if (device is not null)
            throw VmdkDiagnostics.DataElsewhere.Unsupported(_descriptor.At(line), $"the data is on {device}; clone the disk to a file on its host (vmkfstools -i, or export the machine) and convert that");
        if (!line.IsFlat && !line.IsSparse)
            throw VmdkDiagnostics.UnknownExtent.Unsupported(_descriptor.At(line), $"the extent has type {line.Type}; FLAT, VMFS, SPARSE, VMFSSPARSE, SESPARSE and ZERO can be read");
    }

    private static string? Device(string name) => name switch
    {
        _ when name.StartsWith(@"\\.\", StringComparison.Ordinal) || name.StartsWith(@"\\?\", StringComparison.Ordinal) || name.StartsWith("/dev/", StringComparison.Ordinal) => $"the raw device \"{name}\" (fullDevice or partitionedDevice)",
        _ when name.StartsWith("/vmfs/devices/", StringComparison.Ordinal) => $"the LUN \"{name}\" of the storage system",
        _ when name.StartsWith("vsan://", StringComparison.OrdinalIgnoreCase) => "an object of vSAN, which is kept on the cluster's own disks",
        _ when name.StartsWith("vvol://", StringComparison.OrdinalIgnoreCase) => "a virtual volume (vVol) of the storage system",
        _ => null,
    };

    private ByteSource? File(in VmdkExtentLine line)
    {
        if (line.Name is not { } name)
            throw VmdkDiagnostics.BadDescriptor.Invalid(_descriptor.At(line), $"the {line.Type} extent names no file");
        if (!_files.TryGetValue(name, out var file))
        {
            file = _options.Resolver?.Invoke(new DiskReference(ReferenceKind.Extent, name, null, null, _source));
            _files.Add(name, file);
            if (file is not null)
                _opened.Add(file);
            else
                _missing.Add(line);
            if (_missing.Count == MostMissing)
                RefuseMissing();
        }

        return file;
    }

    private void RefuseMissing()
    {
        if (_missing.Count == 0)
            return;
        var names = string.Join(", ", _missing.Take(NamesShown).Select(line => $"\"{line.Name}\" ({line.Size} sectors)"));
        if (_missing.Count > NamesShown)
            names += ", …";
        throw DiskDiagnostics.ReferenceRefused.Unsupported(
            _descriptor.At(_missing[0]),
            _files.Count == 1
                ? $"the disk's data is in {names}, which was not found or may not be opened; put it beside \"{_source.Name}\""
                : $"{_files.Count - _missing.Count} of the disk's {_files.Count} files were found; {names} were not, or may not be opened; put them beside \"{_source.Name}\"");
    }

    private VmdkExtent Open(in VmdkExtentLine line, ByteSource? file, bool isLast)
    {
        if (line.IsZero || file is null)
            return new VmdkZeroExtent(line.Size * VmdkHeader.SectorSize);
        if (line.IsFlat)
            return OpenFlat(line, file);

        // The pieces of a large disk are many, and what they keep must not add up.
        var cachedBytes = CachedBytes / _descriptor.Extents.Count;
        // What the file is counts, not which of the sparse types the line says.
        Span<byte> magic = stackalloc byte[8];
        magic = magic[..file.Read(0, magic)];
        if (magic.StartsWith(VmdkCowdExtent.Magic))
            return VmdkCowdExtent.Open(file, line.Size, cachedBytes, _options.Diagnostics);
        if (magic.StartsWith(VmdkSeSparseHeader.Magic))
            return VmdkSeSparseExtent.Open(file, line.Size, cachedBytes);
        return VmdkHostedExtent.Open(file, VmdkHostedExtent.ReadHeader(file), line.Size, isLast, cachedBytes, _options);
    }

    private static VmdkFlatExtent OpenFlat(in VmdkExtentLine line, ByteSource file)
    {
        var (start, length) = (line.Offset * VmdkHeader.SectorSize, line.Size * VmdkHeader.SectorSize);
        if (start + length > file.Length)
            throw DiskDiagnostics.Truncated.Invalid(Location.AtOffset(file.Name, file.Length), $"the flat extent needs {length} bytes from byte {start}, but the file ends at byte {file.Length}; it is cut off, so copy or download it again");
        return new VmdkFlatExtent(file, start, length);
    }
}
