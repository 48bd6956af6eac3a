using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Xva;

/// <summary>What an archive holds, found in one pass over its headers.</summary>
internal sealed class XvaArchive
{
    private const int MostDisks = 1000;

    private readonly ByteSource _source;
    private readonly Dictionary<string, XvaBlocks> _blocks = [];
    private ByteSource? _description;
    private ByteSource? _checksums;

    private XvaArchive(ByteSource source) => _source = source;

    /// <summary>The disks that are described and have blocks.</summary>
    public IReadOnlyList<XvaDisk> Disks { get; private set; } = [];

    /// <summary>Whether the archive ends as archives do.</summary>
    public bool HasEnd { get; private set; }

    public static XvaArchive Read(ByteSource source)
    {
        var archive = new XvaArchive(source);
        archive.ReadMembers();
        var description = archive._description ?? throw XvaDiagnostics.BadMetadata.Invalid(new Location(source.Name), "the archive has no ova.xml, which describes its disks");
        archive.Disks = [.. XvaMetadata.ReadDisks(description).Where(disk => archive._blocks.ContainsKey(disk.Id)).DistinctBy(disk => disk.Id)];
        if (archive.Disks.Count == 0)
            throw XvaDiagnostics.BadMetadata.Invalid(new Location(description.Name), "it describes no disk that is in the archive");
        return archive;
    }

    /// <summary>The blocks of a disk, with their checksums where they stand in one list.</summary>
    public XvaBlocks BlocksOf(XvaDisk disk)
    {
        var blocks = _blocks[disk.Id];
        blocks.Complete();
        if (_checksums is null)
            return blocks;
        XvaMetadata.ReadChecksums(_checksums, (name, text) =>
        {
            if (TryParse(name, out var folder, out var index, out var isChecksum) && folder == disk.Id && !isChecksum && blocks.Find(index).Block is not null && XvaChecksum.TryParse(text, out var checksum))
                blocks.AddChecksum(index, checksum);
        });
        return blocks;
    }

    private void ReadMembers()
    {
        Span<byte> block = stackalloc byte[TarHeader.BlockSize];
        var (lastFolder, lastIndex) = ("", -1);
        long next;
        for (var at = 0L; at < _source.Length; at = next)
        {
            _source.ReadExactly(at, block);
            if (!block.ContainsAnyExcept((byte)0))
            {
                HasEnd = true;
                return;
            }

            if (!TarHeader.TryRead(block, out var header))
                throw XvaDiagnostics.BadArchive.Invalid(Location.AtOffset(_source.Name, at), "this is no header of an archive member; the archive is damaged, so copy or download it again");
            var place = at + TarHeader.BlockSize;
            if (header.Length > _source.Length - place)
                throw _source.CutOff(place, header.Length);
            next = place + TarHeader.RoundUp(header.Length);
            var name = header.Name.StartsWith("./", StringComparison.Ordinal) ? header.Name[2..] : header.Name;
            if (!header.IsFile)
                continue;
            if (name == "ova.xml")
                _description ??= _source.Slice(place, header.Length, $"{_source.Name}!{name}");
            else if (name == "checksum.xml")
                _checksums ??= _source.Slice(place, header.Length, $"{_source.Name}!{name}");
            else if (TryParse(name, out var folder, out var index, out var isChecksum))
            {
                var blocks = BlocksIn(folder, at);
                if (isChecksum)
                    blocks.AddChecksum(index, place, header.Length, folder == lastFolder && index == lastIndex);
                else if (header.Length > XvaBlocks.BlockSize)
                    throw XvaDiagnostics.BadBlock.Invalid(Location.AtOffset(_source.Name, at), $"block {name} has {header.Length} bytes, more than the {XvaBlocks.BlockSize} a block can have");
                else
                    blocks.Add(index, place, header.Length);
                (lastFolder, lastIndex) = isChecksum ? ("", -1) : (folder, index);
            }
            else
            {
                (lastFolder, lastIndex) = ("", -1);
            }
        }
    }

    private XvaBlocks BlocksIn(string folder, long at)
    {
        if (_blocks.TryGetValue(folder, out var blocks))
            return blocks;
        if (_blocks.Count == MostDisks)
            throw XvaDiagnostics.BadArchive.Invalid(Location.AtOffset(_source.Name, at), $"the archive has more than {MostDisks} disks");
        return _blocks[folder] = new XvaBlocks();
    }

    // "Ref:7/00000012", with ".checksum" or ".xxhash" for the checksum.
    private static bool TryParse(string name, out string folder, out int index, out bool isChecksum)
    {
        var slash = name.LastIndexOf('/');
        var file = name.AsSpan(slash + 1);
        var dot = file.IndexOf('.');
        isChecksum = dot >= 0 && file[dot..] is ".checksum" or ".xxhash";
        folder = slash > 0 ? name[..slash] : "";
        index = 0;
        return slash > 0 && (dot < 0 || isChecksum) && int.TryParse(dot < 0 ? file : file[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }
}
