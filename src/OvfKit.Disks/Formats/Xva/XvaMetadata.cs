using System.Globalization;
using System.Xml;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Xva;

/// <summary>Reads the XML files of an archive: nested structures in the manner of XML-RPC.</summary>
internal static class XvaMetadata
{
    private const long LargestDescription = 16 << 20;
    private const int MaxDepth = 64;
    private const int LongestName = 1000;

    // Block numbers have eight digits, with room for two more.
    private const long MaxLength = (long)int.MaxValue << 20;

    /// <summary>The disks <c>ova.xml</c> describes: objects of class VDI, with the device of the VBD that attaches them.</summary>
    public static List<XvaDisk> ReadDisks(ByteSource description)
    {
        if (description.Length > LargestDescription)
            throw Bad(description, $"it has {description.Length} bytes, more than any virtual machine needs");
        var current = new Dictionary<string, string>();
        var disks = new List<Dictionary<string, string>>();
        var devices = new Dictionary<string, int>();
        Read(description, LargestDescription, (path, text) =>
        {
            if (path is ["objects", .. var rest] && rest.Count <= 2)
                current[string.Join('/', rest)] = text;
        }, path =>
        {
            if (path is not ["objects"])
                return;
            if (current.GetValueOrDefault("class") == "VDI")
                disks.Add(current);
            else if (current.GetValueOrDefault("class") == "VBD" && current.GetValueOrDefault("snapshot/type") != "CD" && current.TryGetValue("snapshot/VDI", out var disk))
                devices.TryAdd(disk, int.TryParse(current.GetValueOrDefault("snapshot/userdevice"), NumberStyles.None, CultureInfo.InvariantCulture, out var device) ? device : int.MaxValue);
            current = [];
        });
        return [.. disks.Select(disk => Disk(description, disk, devices)).OrderBy(disk => disk.Device ?? int.MaxValue)];
    }

    /// <summary>The checksums of <c>checksum.xml</c>, which old exports end with: the name of each block and its SHA-1.</summary>
    public static void ReadChecksums(ByteSource list, Action<string, string> add) => Read(list, list.Length, (path, text) => add(path[^1], text), _ => { });

    private static XvaDisk Disk(ByteSource description, Dictionary<string, string> values, Dictionary<string, int> devices)
    {
        var id = values.GetValueOrDefault("id") ?? throw Bad(description, "a disk has no id");
        if (!long.TryParse(values.GetValueOrDefault("snapshot/virtual_size"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > MaxLength)
            throw Bad(description, $"the size of disk {id} (virtual_size) is missing or no number of bytes");
        return new XvaDisk(
            id, Guid.TryParse(values.GetValueOrDefault("snapshot/uuid"), out var uuid) ? uuid : null, values.GetValueOrDefault("snapshot/name_label") ?? "", length,
            devices.TryGetValue(id, out var device) ? device : null);
    }

    // Tells every text with the names of the members around it, and the end of every structure.
    private static void Read(ByteSource source, long limit, Action<List<string>, string> value, Action<List<string>> end)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = Math.Max(1, limit) };
        var path = new List<string>();
        try
        {
            using var reader = XmlReader.Create(source.AsStream(), settings);
            var isName = false;
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth)
                    throw Bad(source, $"elements lie more than {MaxDepth} deep in one another");
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when !reader.IsEmptyElement:
                        isName = reader.LocalName == "name";
                        if (reader.LocalName == "member")
                            path.Add("");
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA when path.Count > 0 && isName:
                        path[^1] += path[^1].Length <= LongestName ? reader.Value : throw Bad(source, $"a name has more than {LongestName} characters");
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA when path.Count > 0:
                        value(path, reader.Value.Trim());
                        break;
                    case XmlNodeType.EndElement:
                        isName = false;
                        if (reader.LocalName == "member")
                            path.RemoveAt(path.Count - 1);
                        else if (reader.LocalName == "struct")
                            end(path);
                        break;
                }
            }
        }
        catch (XmlException exception)
        {
            throw XvaDiagnostics.BadMetadata.Invalid(
                new Location(source.Name, Math.Max(1, exception.LineNumber), Math.Max(1, exception.LinePosition)), $"this is no well-formed XML: {exception.Message}", exception);
        }
    }

    private static InvalidContentException Bad(ByteSource source, string message) => XvaDiagnostics.BadMetadata.Invalid(new Location(source.Name), message);
}
