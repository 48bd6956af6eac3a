using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Writes descriptors with the keys VMware's importers look at.</summary>
internal sealed class VmdkDescriptorText(string createType, DiskImage source, DiskWriteOptions options, VmdkWriteSettings settings)
{
    public const string DatabasePrefix = "ddb.";
    private const int Heads = 255;
    private const int SectorsPerTrack = 63;
    private const int MostCylinders = 65535;

    /// <summary>The size of the area of a descriptor that stands inside the disk's file, in sectors.</summary>
    public const int EmbeddedSectors = 20;

    // VirtualBox adds its keys in place, and VMware's products do so with theirs.
    private const int LeastRoom = 10 * VmdkHeader.SectorSize;
    private const int MostKept = 2048;

    // "Unmanaged": without it vCenter refuses to customise the guest.
    private const string UnmanagedTools = "2147483647";

    private readonly Guid _id = options.Id ?? Guid.NewGuid();

    /// <summary>The CID of the parent, where the disk has one.</summary>
    public uint ParentContentId { get; init; } = VmdkDescriptor.NoParent;

    /// <summary>The name under which the parent is found, where the disk has one.</summary>
    public string? ParentName { get; init; }

    /// <summary>Whether an entry is set by what the disk is, whatever a source or the caller says.</summary>
    public static bool FollowsFromDisk(string key) =>
        key.ToUpperInvariant() is "DDB.LONGCONTENTID" or "DDB.LOGICALSECTORSIZE" or "DDB.PHYSICALSECTORSIZE" or "DDB.UUID.IMAGE" or "DDB.UUID.PARENT";

    /// <summary>Whether text can be written as a name.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 255 && !name.AsSpan().ContainsAny('"', '\n', '\r');

    /// <summary>Writes the text.</summary>
    /// <param name="extents">The lines of the extent list.</param>
    public string Compose(params IEnumerable<string> extents)
    {
        var (contentId, longId) = ContentId();
        var text = new StringBuilder();
        // VirtualBox compares the first line to the letter.
        text.Append("# Disk DescriptorFile\nversion=1\nencoding=\"UTF-8\"\n");
        text.Append(CultureInfo.InvariantCulture, $"CID={contentId:x8}\nparentCID={ParentContentId:x8}\ncreateType=\"{createType}\"\n");
        if (ParentName is not null)
            text.Append(CultureInfo.InvariantCulture, $"parentFileNameHint=\"{ParentName}\"\n");
        text.Append("\n# Extent description\n").AppendJoin('\n', extents);
        text.Append("\n\n# The Disk Data Base\n#DDB\n\n");
        foreach (var (key, value) in Database(longId))
            text.Append(CultureInfo.InvariantCulture, $"{key} = \"{value}\"\n");
        return text.ToString();
    }

    /// <summary>The area of a descriptor that stands inside the disk's file: the text, then zeros as room for keys that others add.</summary>
    /// <exception cref="ArgumentException">The settings leave too little room.</exception>
    public static byte[] Embedded(string text)
    {
        var area = new byte[EmbeddedSectors * VmdkHeader.SectorSize];
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > area.Length - LeastRoom)
            throw new ArgumentException($"the descriptor would have {length} bytes, but {area.Length - LeastRoom} is the most for a disk of one file; set fewer ddb. keys");
        Encoding.UTF8.GetBytes(text, area);
        return area;
    }

    // The CID is a part of the long one, so that both name the same content.
    private (uint ContentId, string LongId) ContentId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _id.TryWriteBytes(bytes);
        var contentId = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        if (contentId == VmdkDescriptor.NoParent)
            contentId--;
        return (contentId, Convert.ToHexStringLower(bytes[..12]) + contentId.ToString("x8", CultureInfo.InvariantCulture));
    }

    private SortedDictionary<string, string> Database(string longId)
    {
        var sectors = source.Length / VmdkHeader.SectorSize;
        var cylinders = Math.Clamp((sectors + (Heads * SectorsPerTrack) - 1) / (Heads * SectorsPerTrack), 1, MostCylinders);
        var entries = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["ddb.adapterType"] = "lsilogic",
            ["ddb.geometry.cylinders"] = cylinders.ToString(CultureInfo.InvariantCulture),
            ["ddb.geometry.heads"] = Heads.ToString(CultureInfo.InvariantCulture),
            ["ddb.geometry.sectors"] = SectorsPerTrack.ToString(CultureInfo.InvariantCulture),
            ["ddb.toolsInstallType"] = "4",
            ["ddb.toolsVersion"] = UnmanagedTools,
            ["ddb.virtualHWVersion"] = "4",
        };
        foreach (var (key, value) in Kept())
            entries[key] = value;
        foreach (var (key, value) in settings.Database)
            entries[key] = value;

        entries["ddb.longContentID"] = longId;
        entries["ddb.uuid.image"] = _id.ToString();
        if (options.Parent?.Id is { } parent)
            entries["ddb.uuid.parent"] = parent.ToString();
        if (source.LogicalSectorSize != VmdkHeader.SectorSize)
        {
            entries["ddb.logicalSectorSize"] = source.LogicalSectorSize.ToString(CultureInfo.InvariantCulture);
            entries["ddb.physicalSectorSize"] = source.LogicalSectorSize.ToString(CultureInfo.InvariantCulture);
        }

        return entries;
    }

    // A VMDK keeps its entries, known or not, except those that say where and how the old file was stored, and its ids unless those are kept.
    private IEnumerable<KeyValuePair<string, string>> Kept()
    {
        var all = source.Properties.Where(property => property.Key.StartsWith(DatabasePrefix, StringComparison.OrdinalIgnoreCase)).ToList();
        // qemu-img puts "ide" and its own geometry into every disk, whatever the machine has; VMware's writers, which know, add a long content id.
        var knowsMachine = all.Any(entry => entry.Key.Equals("ddb.longContentID", StringComparison.OrdinalIgnoreCase));
        var room = MostKept;
        foreach (var (key, value) in all)
        {
            var part = key.ToUpperInvariant()["DDB.".Length..];
            var drop = FollowsFromDisk(key) || part is "ENCODING" or "DELETABLE" or "THINPROVISIONED" or "NATIVEPARENTCID"
                || (part.StartsWith("UUID", StringComparison.Ordinal) && (options.Id is null || options.Id != source.Id))
                || (!knowsMachine && (part == "ADAPTERTYPE" || part.StartsWith("GEOMETRY.", StringComparison.Ordinal)))
                || (part == "TOOLSVERSION" && !uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _));
            if (drop || !VmdkWriteSettings.IsKey(key) || !VmdkWriteSettings.IsValue(value))
                continue;
            room -= key.Length + Encoding.UTF8.GetByteCount(value) + "\" = \"\n".Length;
            if (room >= 0)
                yield return new(key, value);
        }
    }
}
