using System.Globalization;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>One line of the extent list. Sizes and offsets are in sectors of 512 bytes.</summary>
internal readonly record struct VmdkExtentLine(string Access, long Size, string Type, string? Name);

/// <summary>The descriptor: header keys, extents and the disk database (<c>ddb.</c> keys).</summary>
internal sealed class VmdkDescriptor
{
    /// <summary>The CID that stands for <em>no parent</em>.</summary>
    public const uint NoParent = 0xFFFFFFFF;

    private const long LargestDescriptor = 1 << 20;
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public List<VmdkExtentLine> Extents { get; } = [];

    public IEnumerable<KeyValuePair<string, string>> Values => _values;

    public string? CreateType => this["createType"];

    public uint ContentId => Hex("CID") ?? 0;

    public uint ParentContentId => Hex("parentCID") ?? NoParent;

    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Reads the descriptor embedded in a sparse extent.</summary>
    public static VmdkDescriptor Read(ByteSource source, VmdkHeader header)
    {
        var at = Location.AtOffset(source.Name, 28);
        if (header.DescriptorOffset < 1 || header.DescriptorSize is < 1 or > LargestDescriptor / VmdkHeader.SectorSize
            || header.DescriptorOffset > (source.Length / VmdkHeader.SectorSize) - header.DescriptorSize)
        {
            throw VmdkDiagnostics.BadDescriptor.Invalid(at, $"the descriptor would be {header.DescriptorSize} sectors at sector {header.DescriptorOffset}, which is not within the file");
        }

        var bytes = new byte[header.DescriptorSize * VmdkHeader.SectorSize];
        source.ReadExactly(header.DescriptorOffset * VmdkHeader.SectorSize, bytes);
        var descriptor = Parse(bytes);
        if (descriptor.CreateType is null)
            throw VmdkDiagnostics.BadDescriptor.Invalid(Location.AtOffset(source.Name, header.DescriptorOffset * VmdkHeader.SectorSize), "the embedded descriptor has no createType; the file is damaged or no VMDK");
        return descriptor;
    }

    /// <summary>Parses descriptor text, forgiving blanks, line ends, case and what is not known.</summary>
    public static VmdkDescriptor Parse(ReadOnlySpan<byte> bytes)
    {
        // Writers leave old bytes behind the terminating NUL when the text gets shorter.
        var end = bytes.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        var descriptor = new VmdkDescriptor();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim().TrimStart('\uFEFF');
            if (trimmed.IsEmpty || trimmed[0] == '#')
                continue;
            if (TryParseExtent(trimmed, out var extent))
                descriptor.Extents.Add(extent);
            else if (trimmed.IndexOf('=') is > 0 and var equals)
                descriptor._values[trimmed[..equals].Trim().ToString()] = trimmed[(equals + 1)..].Trim().Trim('"').ToString();
        }

        return descriptor;
    }

    private static bool TryParseExtent(ReadOnlySpan<char> line, out VmdkExtentLine extent)
    {
        extent = default;
        Span<Range> words = stackalloc Range[4];
        var count = line.SplitAny(words, " \t", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var access = count < 3 ? "" : line[words[0]].ToString().ToUpperInvariant();
        if (access is not ("RW" or "RDONLY" or "NOACCESS"))
            return false;
        if (!long.TryParse(line[words[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return false;
        string? name = null;
        if (count == 4)
        {
            var rest = line[words[3]];
            var open = rest.IndexOf('"');
            var close = rest.LastIndexOf('"');
            name = open >= 0 && close > open ? rest[(open + 1)..close].ToString() : null;
        }

        extent = new VmdkExtentLine(access, size, line[words[2]].ToString().ToUpperInvariant(), name);
        return true;
    }

    private uint? Hex(string key) =>
        uint.TryParse(this[key], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
