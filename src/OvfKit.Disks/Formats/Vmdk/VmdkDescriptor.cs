using System.Globalization;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The descriptor: header keys, extents and the disk database (<c>ddb.</c> keys).</summary>
internal sealed class VmdkDescriptor
{
    /// <summary>The CID that stands for <em>no parent</em>.</summary>
    public const uint NoParent = 0xFFFFFFFF;

    public const string NoParentText = "ffffffff";

    private const long LargestEmbedded = 1 << 20;
    private const int LargestText = 4 << 20;
    private const int MostExtents = 1 << 16;
    private const long LargestDisk = (64L << 40) / VmdkHeader.SectorSize;
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    private VmdkDescriptor(Location place) => Place = place;

    public List<VmdkExtentLine> Extents { get; } = [];

    public IEnumerable<KeyValuePair<string, string>> Values => _values;

    /// <summary>Where the text is: a file of its own, or the byte offset in the extent that holds it.</summary>
    public Location Place { get; }

    /// <summary>Whether the file that holds the text is an extent, too.</summary>
    public bool IsEmbedded => Place.Offset >= 0;

    public string? CreateType => this["createType"];

    public uint ContentId => Hex("CID") ?? 0;

    public uint ParentContentId => Hex("parentCID") ?? NoParent;

    /// <summary>Whether there is no text at all, as in the pieces of split disks.</summary>
    public bool IsEmpty => _values.Count == 0 && Extents.Count == 0;

    /// <summary>Whether the disk database is there, or at least its heading. It stands last, so that a text without it may have lost extents.</summary>
    public bool HasDatabase { get; private set; }

    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Reads the descriptor embedded in a sparse extent.</summary>
    public static VmdkDescriptor Read(ByteSource source, VmdkHeader header)
    {
        if (!header.HoldsDescriptor(source.Length) || header.DescriptorSize > LargestEmbedded / VmdkHeader.SectorSize)
        {
            throw VmdkDiagnostics.BadDescriptor.Invalid(
                Location.AtOffset(source.Name, 28), $"the descriptor would be {header.DescriptorSize} sectors at sector {header.DescriptorOffset}, which is not within the file");
        }

        var bytes = new byte[header.DescriptorSize * VmdkHeader.SectorSize];
        source.ReadExactly(header.DescriptorOffset * VmdkHeader.SectorSize, bytes);
        return Parse(bytes, Location.AtOffset(source.Name, header.DescriptorOffset * VmdkHeader.SectorSize));
    }

    /// <summary>Reads a descriptor that is a file of its own.</summary>
    public static VmdkDescriptor ReadText(ByteSource source)
    {
        var bytes = new byte[Math.Min(source.Length, LargestText)];
        source.ReadExactly(0, bytes);
        if (source.Length > LargestText && !bytes.AsSpan().Contains((byte)0))
            throw VmdkDiagnostics.BadDescriptor.Invalid(new Location(source.Name), $"the text has more than {LargestText} bytes, which is no descriptor");
        return Parse(bytes, new Location(source.Name));
    }

    /// <summary>The descriptor of an extent that is a whole disk without having one.</summary>
    public static VmdkDescriptor ForExtent(ByteSource source, string createType, VmdkExtentLine extent) =>
        new(Location.AtOffset(source.Name, 0)) { Extents = { extent }, _values = { ["createType"] = createType } };

    /// <summary>Parses descriptor text, forgiving blanks, line ends, case and what is not known. An extent that cannot be read is refused, because all that follow would move.</summary>
    /// <param name="bytes">The text in its encoding; ends at the first NUL.</param>
    /// <param name="place">Where it is.</param>
    public static VmdkDescriptor Parse(ReadOnlySpan<byte> bytes, Location place)
    {
        // Its declared encoding was that of the file before.
        if (VmdkText.FromUtf16(bytes) is { } unicode)
            return new VmdkDescriptor(place).Add(unicode);
        var content = VmdkText.Content(bytes);
        var descriptor = new VmdkDescriptor(place).Add(Encoding.Latin1.GetString(content));
        if (Ascii.IsValid(content))
            return descriptor;
        return new VmdkDescriptor(place).Add(VmdkText.Decode(content, descriptor["encoding"] ?? descriptor["ddb.encoding"]));
    }

    /// <summary>Where an extent is listed.</summary>
    public Location At(in VmdkExtentLine extent) => At(extent.Line);

    /// <summary>Refuses disks whose extents hold encrypted data: nothing but the descriptor says so, and it would be read as the guest's.</summary>
    public void RefuseEncrypted()
    {
        var isFiltered = this["ddb.iofilters"]?.Contains("vmcrypt", StringComparison.OrdinalIgnoreCase) == true;
        if (isFiltered || !string.IsNullOrEmpty(this["encryptionKeys"]) || !string.IsNullOrEmpty(this["keyID"]))
            throw VmdkDiagnostics.Encrypted.Unsupported(Place, "the disk is encrypted, and its key is kept by vCenter's key provider or the machine's password; decrypt the machine where it runs (by its storage policy, or in Workstation's access control) and copy the disk again");
    }

    /// <summary>A number of the disk database, or null.</summary>
    public long? Number(string key) => long.TryParse(this[key], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private Location At(int line) => IsEmbedded ? Place : Place with { Line = line, Column = 1 };

    private VmdkDescriptor Add(ReadOnlySpan<char> text)
    {
        var sectors = 0L;
        for (var number = 1; !text.IsEmpty; number++)
        {
            var end = text.IndexOfAny('\n', '\r');
            var line = (end < 0 ? text : text[..end]).Trim();
            text = end < 0 ? default : text[(end + (text[end..].StartsWith("\r\n") ? 2 : 1))..];
            HasDatabase |= line.TrimStart("# ").StartsWith("ddb", StringComparison.OrdinalIgnoreCase) || (line.StartsWith('#') && line.Contains("Disk Data Base", StringComparison.OrdinalIgnoreCase));
            if (line.IsEmpty || line[0] == '#')
                continue;
            if (VmdkExtentLine.TryParse(line, number, out var extent))
            {
                sectors += extent.Size;
                if (extent.Size < 0 || extent.Offset > LargestDisk || sectors is < 0 or > LargestDisk || Extents.Count == MostExtents)
                {
                    throw VmdkDiagnostics.BadDescriptor.Invalid(
                        At(number), $"extent {Extents.Count + 1} cannot be read: access, sectors and type are expected, at most {MostExtents} extents and {LargestDisk} sectors in all");
                }

                Extents.Add(extent);
            }
            else if (line.IndexOf('=') is > 0 and var equals)
            {
                _values[line[..equals].Trim().ToString()] = line[(equals + 1)..].Trim().Trim('"').ToString();
            }
        }

        return this;
    }

    private uint? Hex(string key) =>
        uint.TryParse(this[key], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
