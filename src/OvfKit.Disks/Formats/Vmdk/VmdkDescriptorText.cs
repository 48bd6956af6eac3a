using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Writes the descriptor of a stream-optimized VMDK with the keys VMware's importers look at.</summary>
internal static class VmdkDescriptorText
{
    private const int Heads = 255;
    private const int SectorsPerTrack = 63;
    private const int MostCylinders = 65535;

    // "Unmanaged": without it vCenter refuses to customise the guest.
    private const string UnmanagedTools = "2147483647";

    /// <summary>Writes the text into its area; what is left of the area stays zero, as room for keys that VirtualBox adds.</summary>
    public static void Write(Span<byte> area, string name, DiskImage source, Guid id)
    {
        Span<byte> idBytes = stackalloc byte[16];
        id.TryWriteBytes(idBytes);
        var contentId = BinaryPrimitives.ReadUInt32BigEndian(idBytes[12..]);
        if (contentId == VmdkDescriptor.NoParent)
            contentId--;
        var longId = Convert.ToHexStringLower(idBytes[..12]) + contentId.ToString("x8", CultureInfo.InvariantCulture);
        var sectors = source.Length / VmdkHeader.SectorSize;
        var cylinders = Math.Clamp((sectors + (Heads * SectorsPerTrack) - 1) / (Heads * SectorsPerTrack), 1, MostCylinders);
        var tools = source.Properties.FirstOrDefault(property => property.Key.Equals("ddb.toolsVersion", StringComparison.OrdinalIgnoreCase)).Value;
        if (!uint.TryParse(tools, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            tools = UnmanagedTools;

        var text = new StringBuilder();
        // VirtualBox compares the first line to the letter.
        text.Append("# Disk DescriptorFile\nversion=1\n");
        text.Append(CultureInfo.InvariantCulture, $"CID={contentId:x8}\nparentCID={VmdkDescriptor.NoParent:x8}\ncreateType=\"{VmdkFormat.StreamOptimized}\"\n\n");
        text.Append(CultureInfo.InvariantCulture, $"# Extent description\nRDONLY {sectors} SPARSE \"{ExtentName(name)}\"\n\n");
        text.Append("# The Disk Data Base\n#DDB\n\n");
        Key("adapterType", "lsilogic");
        Key("geometry.cylinders", cylinders.ToString(CultureInfo.InvariantCulture));
        Key("geometry.heads", Heads.ToString(CultureInfo.InvariantCulture));
        Key("geometry.sectors", SectorsPerTrack.ToString(CultureInfo.InvariantCulture));
        Key("longContentID", longId);
        if (source.LogicalSectorSize != VmdkHeader.SectorSize)
        {
            Key("logicalSectorSize", source.LogicalSectorSize.ToString(CultureInfo.InvariantCulture));
            Key("physicalSectorSize", source.LogicalSectorSize.ToString(CultureInfo.InvariantCulture));
        }

        Key("toolsInstallType", "4");
        Key("toolsVersion", tools);
        Key("virtualHWVersion", "4");
        Encoding.UTF8.GetBytes(text.ToString(), area);

        void Key(string key, string value) => text.Append(CultureInfo.InvariantCulture, $"ddb.{key} = \"{value}\"\n");
    }

    // A single-file extent is always the file itself; a name the text form cannot hold is replaced, and one that is too long is cut.
    private static string ExtentName(string name) => name.Length > 255 || name.AsSpan().ContainsAny('"', '\n', '\r') ? "generated-stream.vmdk" : name;
}
